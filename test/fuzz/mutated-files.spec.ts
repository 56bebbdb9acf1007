import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { problemOf } from '@pilot-ledger/http'
import { ACCOUNT, BankFixture, HEAD } from '../../libs/finance/src/reconciliation/bank-fixture.spec-support'
import { Bureau, PLATFORM } from '../../libs/intake/src/import/bureau.spec-support'
import { ImportService } from '../../libs/intake/src/import/import.service'
import { markedApart } from '../../libs/intake/src/marking'
import { bookParts, zip } from '../../libs/intake/src/spreadsheets/given.spec-support'
import { Chance, mutatedBytes, mutatedText } from './mutations.spec-support'

const SECONDS = Number(process.env.FUZZ_SECONDS ?? 75)
const FIRST_SEED = Number(process.env.SEED ?? 1)
/** A file past its limits is refused within ten seconds. */
const LONGEST_MS = 10_000

const HEADINGS = [
  '合同编号',
  '合同名称',
  '委托单位',
  '统一社会信用代码',
  '服务类别',
  '合同金额',
  '含税口径',
  '计价方式',
  '签订日期',
]
const VALUES = [
  'ZS-1',
  '镜头装调',
  '示例光电科技有限公司',
  '91440101MA5CJQ4N59',
  '产品试制',
  '380000.00',
  '含税',
  '固定总价',
  '2025-03-18',
]
const cells = (row: number, texts: readonly string[]) =>
  texts.map((it, i) => `<c r="${String.fromCharCode(65 + i)}${row}" t="inlineStr"><is><t>${it}</t></is></c>`).join('')
const SHEET = [HEADINGS, VALUES, VALUES.with(0, 'ZS-2')]
  .map((it, i) => `<row r="${i + 1}">${cells(i + 1, it)}</row>`)
  .join('')
const AFTER =
  '<mergeCells><mergeCell ref="K1:L2"/></mergeCells><dataValidations><dataValidation type="list" sqref="G2:G1048576"><formula1>"含税,不含税"</formula1></dataValidation></dataValidations>'
const PARTS = bookParts(SHEET, { after: AFTER, before: '<cols><col min="1" max="9" width="12"/></cols>' })
const CSV = [HEADINGS, VALUES, VALUES.with(0, 'ZS-2')].map((it) => it.join()).join('\n')
const NDJSON =
  `${JSON.stringify({ kind: 'contract', contractNo: 'ZS-1', title: '镜头装调', clientName: '示例光电科技有限公司', clientId: '91440101MA5CJQ4N59', serviceCategories: ['产品试制'], amount: '380000.00', taxBasis: 'inclusive', pricing: 'fixed', signedOn: '2025-03-18' })}\n`.repeat(
    3,
  )
const STATEMENT = `账号：${ACCOUNT}\n${HEAD}\n2025-06-10,600.00,,700.00,示例光电科技有限公司,AS-1,票款\n2025-06-11,,79.50,620.50,示例材料有限公司,AS-2,货款\n合计,600.00,79.50,,,,`
const entry = (amount: string, way: string, reference: string) =>
  `<Ntry><Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>${way}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2025-06-10</Dt></BookgDt><AcctSvcrRef>${reference}</AcctSvcrRef><NtryDtls><TxDtls><RmtInf><Ustrd>票款</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`
const balance = (code: string, amount: string) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>`
const CAMT = `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>S-1</Id><FrToDt><FrDtTm>2025-06-01T00:00:00+08:00</FrDtTm><ToDtTm>2025-06-30T23:59:59+08:00</ToDtTm></FrToDt><Acct><Id><Othr><Id>${ACCOUNT}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>${balance('OPBD', '100.00')}${balance('CLBD', '620.50')}${entry('600.00', 'CRDT', 'AS-1')}${entry('79.50', 'DBIT', 'AS-2')}</Stmt></BkToCstmrStmt></Document>`

/** One part of the workbook is another, or its bytes are. */
function mutatedBook(chance: Chance): Buffer {
  if (chance.below(4) === 0) return mutatedBytes(Buffer.from(zip(PARTS)), chance)
  const name = chance.of([...Object.keys(PARTS), 'xl/worksheets/sheet1.xml', 'xl/worksheets/sheet1.xml'])
  return Buffer.from(zip({ ...PARTS, [name]: mutatedText(String(PARTS[name]), chance) }))
}
const mutated = (text: string) => (chance: Chance) =>
  chance.below(3) === 0 ? mutatedBytes(Buffer.from(text), chance) : Buffer.from(mutatedText(text, chance))

/** Until the time is up; what goes wrong is told with the seed that makes it again. */
async function manyTimes(
  seconds: number,
  kind: string,
  once: (chance: Chance) => Promise<string>,
): Promise<Map<string, number>> {
  const outcomes = new Map<string, number>()
  const end = performance.now() + seconds * 1_000
  for (let seed = FIRST_SEED; performance.now() < end; seed++) {
    const since = performance.now()
    const outcome = await once(new Chance(seed)).catch((error: unknown) => {
      throw new Error(`${kind}, SEED=${seed}: ${(error as Error).stack}`)
    })
    const took = performance.now() - since
    if (took > LONGEST_MS) throw new Error(`${kind}, SEED=${seed}: ${outcome} after ${Math.round(took)} ms`)
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
  }
  return outcomes
}

/** The code of a refusal; whatever else was thrown would be an answer of 500. */
async function outcomeOf(work: () => Promise<string>): Promise<string> {
  try {
    return await work()
  } catch (error) {
    const problem = problemOf(error)
    if (!problem || problem.status >= 500 || !problem.code || !problem.title || !problem.titleEn) throw error
    return problem.code
  }
}

describe('given files gone wrong by chance', () => {
  let folder: string
  let bureau: Bureau
  let fixture: BankFixture
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pilot-ledger-fuzz-'))
    bureau = await Bureau.open()
    fixture = await (await BankFixture.open()).withAccount()
  })
  afterAll(async () => {
    await bureau.close()
    await fixture.close()
    rmSync(folder, { recursive: true })
  })

  async function previewed(bytes: Buffer): Promise<string> {
    const path = join(folder, 'content')
    writeFileSync(path, bytes)
    return outcomeOf(async () => {
      const file = { path, sha256: '0'.repeat(64), bytes: bytes.length, name: '合同清单' }
      const requested = {
        platform: PLATFORM,
        mode: 'preview' as const,
        identity: { actor: '录入员', correlationId: 'c' },
      }
      const { faults, notices } = await new ImportService(bureau.recorder).run({ ...requested, file })
      for (const it of faults)
        if (!it.code || !it.zh || !it.en) throw new Error(`a fault without words: ${JSON.stringify(it)}`)
      await markedApart(PLATFORM, { path }, faults, { name: '合同清单', notices })
      return faults[0]?.code ?? 'read'
    })
  }
  async function stated(bytes: Buffer, type: string): Promise<string> {
    const { status, body } = await fixture.file(bytes, type, {}, 'statements/preview')
    if (status >= 500) throw new Error(`${status} ${JSON.stringify(body)}`)
    if (status >= 400) return body.code
    if (!body.wouldRecord && body.faults.length === 0) throw new Error('refused without a reason')
    for (const it of body.faults)
      if (!it.code || !it.zh || !it.en) throw new Error(`without words: ${JSON.stringify(it)}`)
    return body.wouldRecord ? 'read' : body.faults[0].code
  }

  const KINDS: [kind: string, share: number, once: (chance: Chance) => Promise<string>][] = [
    ['workbooks to import', 0.4, (chance) => previewed(mutatedBook(chance))],
    ['lists as CSV', 0.15, (chance) => previewed(mutated(CSV)(chance))],
    ['lists as NDJSON', 0.1, (chance) => previewed(mutated(NDJSON)(chance))],
    ['statements as CSV', 0.15, (chance) => stated(mutated(STATEMENT)(chance), 'text/csv')],
    ['statements as camt.053', 0.2, (chance) => stated(mutated(CAMT)(chance), 'application/xml')],
  ]
  test.each(KINDS)(
    '%s: then each is read or refused by its code, in time, and nothing breaks',
    async (kind, share, once) => {
      const outcomes = await manyTimes(SECONDS * share, kind, once)
      const many = [...outcomes.values()].reduce((sum, it) => sum + it, 0)
      // That chance goes deep enough: some are read, and they fail in more than one way.
      expect(many).toBeGreaterThan(20)
      expect(outcomes.size).toBeGreaterThan(3)
      expect(outcomes.get('file-reading-broke-off')).toBeUndefined()
    },
  )
})
