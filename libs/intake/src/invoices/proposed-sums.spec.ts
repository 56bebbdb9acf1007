import fc from 'fast-check'
import type { IntakeItem } from '../columns'
import { BUYER, HOST, invoiceNo, invoiceXml, ofdWithXml, redXml, zip } from './given.spec-support'
import { NO_CHOICES } from './matching/choices'
import type { KnownContract } from './matching/known-contracts'
import { Matcher } from './matching/matcher'
import { proposalsOf } from './proposals'
import { saidByFiles } from './reading/said-by-files'
import type { SaidInvoice } from './said-invoice'

const STRANGER = { taxId: '91350200776049653A', name: '别家有限公司' }
const CONTRACT: KnownContract = {
  contractNo: 'JM-2025-100',
  client: { id: { scheme: 'uscc', value: BUYER.taxId }, name: BUYER.name },
  taxBasis: 'inclusive',
  framework: false,
  issued: new Map(),
  papers: new Set(),
  reversed: new Map(),
}

/** One invoice of a set: its amounts in fen, in which files it comes, and what is wrong with it. */
const invoice = fc.record({
  net: fc.integer({ min: 1, max: 10_000_000_00 }),
  tax: fc.integer({ min: 0, max: 1_000_000_00 }),
  files: fc.constantFrom('xml', 'ofd', 'both', 'twice'),
  wrong: fc.constantFrom('', '', '', '', 'total', 'seller', 'copies'),
  /** Taken back by a red letter, a part in twelfths of its amounts. */
  red: fc.constantFrom(0, 0, 0, 5, 12),
})
type Invoice = typeof invoice extends fc.Arbitrary<infer T> ? T : never

const sound = ({ wrong }: Invoice) => wrong === ''
/** Of the amount without tax, six per cent of which is its tax. */
const redNet = ({ net, red }: Invoice) => BigInt(Math.floor((net * red) / 12))
const redTotal = (it: Invoice) => redNet(it) + (redNet(it) * 6n) / 100n
/** A red letter is of an invoice that is there, and of no more than that. */
const isReversed = (it: Invoice) => redNet(it) > 0n && redTotal(it) <= BigInt(it.net + it.tax)

function filesOf(it: Invoice, n: number): Record<string, string | Buffer> {
  const number = invoiceNo(n + 1)
  const amounts = { lines: [], withoutTax: BigInt(it.net), tax: BigInt(it.tax) }
  const seller = it.wrong === 'seller' ? STRANGER : HOST
  const total = BigInt(it.net + it.tax + (it.wrong === 'total' ? 1 : 0))
  const xml = invoiceXml({ number, seller, ...amounts, total })
  // Another amount under the same number.
  const other = invoiceXml({ number, seller, ...amounts, withoutTax: BigInt(it.net + 1) })
  const files: Record<string, string | Buffer> = {}
  if (it.files !== 'ofd') files[`${n}.xml`] = xml
  if (it.files !== 'xml') files[`${n}.ofd`] = Buffer.from(ofdWithXml(xml))
  if (it.files === 'twice') files[`${n} (1).xml`] = xml
  if (it.wrong === 'copies') files[`${n} (2).xml`] = other
  if (isReversed(it)) files[`red ${n}.xml`] = redXml(number, { number: invoiceNo(5_000 + n), withoutTax: redNet(it) })
  return files
}

async function proposed(files: Record<string, string | Buffer>): Promise<readonly IntakeItem[]> {
  const said: SaidInvoice[] = []
  for await (const it of saidByFiles(zip(files), 'x.zip')) said.push(it)
  const matcher = new Matcher(
    {
      host: { id: { scheme: 'uscc', value: HOST.taxId }, name: HOST.name },
      listed: [{ contractNo: CONTRACT.contractNo, client: `uscc:${BUYER.taxId}`, clientName: BUYER.name }],
      named: () => [],
      legalPerson: (key) => key,
      known: () => CONTRACT,
      holding: () => [],
    },
    NO_CHOICES,
  )
  return proposalsOf(said, { match: (read) => matcher.match(read), hasPaper: () => false, recorded: () => [] })
}

const fen = (text: unknown) => BigInt(String(text).replace('.', ''))

test('of any set of invoices what is proposed comes to what the accepted ones state, to the fen; the red ones are taken off', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(invoice, { minLength: 1, maxLength: 8 }), async (invoices) => {
      const files = Object.assign({}, ...invoices.map(filesOf))
      const records = (await proposed(files)).flatMap((it) => (it.is === 'record' ? [it.values] : []))
      const sum = records.reduce(
        (all, it) => (it.movement === 'reversed' ? all - fen(it.share) : all + fen(it.share)),
        0n,
      )
      // Each sound one once, however often it came; a red letter of one that is not there is not accepted.
      const stated = invoices
        .filter(sound)
        .reduce((all, it) => all + BigInt(it.net + it.tax) - (isReversed(it) ? redTotal(it) : 0n), 0n)
      expect(sum).toBe(stated)
      expect(records.length).toBe(invoices.filter(sound).reduce((all, it) => all + (isReversed(it) ? 2 : 1), 0))
    }),
    { numRuns: Number(process.env.HISTORIES ?? 20) },
  )
}, 120_000)
