import { PAPERS, sheetOf } from '@pilot-ledger/intake/workbooks'
import { requestedOf } from './asked.spec-support'
import { ledgerOf } from './in-memory.spec-support'
import { history, invoice, PLATFORM, payment, register, signed } from './told.spec-support'

const CONTRACTS = 2_100
const WINDOW = { from: '2024-01-01', to: '2025-12-31' }
/** What is read ahead: a page of a hundred rows, of a client its first and its last contract. */
const AHEAD = 200

/** Each of another client, invoiced and paid once. */
function many() {
  const contracts = Array.from({ length: CONTRACTS }, (_, i) => {
    const client = { id: { scheme: 'uscc', value: `91440101MA${String(i).padStart(8, '0')}` }, name: `甲${i}公司` }
    return [
      signed(`C${i}`, { client }),
      invoice(`C${i}`, String(i), '2024-07-01'),
      payment(`C${i}`, `R${i}`, '2024-08-01'),
    ]
  })
  return history([register, ...contracts.flat()])
}

describe('given a platform with some thousand contracts', () => {
  test.each(['contracts', 'services', 'receipts', 'clients'])(
    'when the first rows of a list are taken, then no more of the log has been read than a page: %s',
    async (code) => {
      const entries = many()
      const ledger = await ledgerOf(entries)
      const requested = await requestedOf(ledger, [PLATFORM], WINDOW, entries.length)
      let reads = 0
      const log: typeof requested.log = {
        readStream(stream, options) {
          reads++
          return ledger.log.readStream(stream, options)
        },
      }
      const paper = PAPERS.find((it) => it.code === code) as (typeof PAPERS)[number]
      const rows = sheetOf(paper, { ...requested, log }, 'yuan')
        .rows()
        [Symbol.asyncIterator]()
      expect((await rows.next()).done).toBe(false)
      expect(reads).toBeLessThanOrEqual(AHEAD)
      for (let i = 1; i < 150; i++) await rows.next()
      expect(reads).toBeLessThanOrEqual(2 * AHEAD)
      await rows.return?.()
      const before = reads
      expect((await rows.next()).done).toBe(true)
      expect(reads).toBe(before)
    },
  )

  test('when the clients are listed, then each stands once, where it came first, whatever the pile they are counted in', async () => {
    const entries = many()
    const requested = await requestedOf(await ledgerOf(entries), [PLATFORM], WINDOW, entries.length)
    const paper = PAPERS.find((it) => it.code === 'clients') as (typeof PAPERS)[number]
    const names: unknown[] = []
    for await (const row of sheetOf(paper, requested, 'yuan').rows()) names.push(row.client)
    expect(names).toEqual(Array.from({ length: CONTRACTS }, (_, i) => `甲${i}公司`))
  })
})
