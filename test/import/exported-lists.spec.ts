import { KnownParties } from '@pilot-ledger/engagements/recording'
import { kindOfFile } from '@pilot-ledger/intake/import'
import { Recorder } from '@pilot-ledger/recording'
import { readIntake } from '../../libs/intake/src/columns'
import { importRecords } from '../../libs/intake/src/import/import-records'
import { type DemonstrationFixture, openDemonstrationFixture } from '../end-to-end/demonstration-fixture.spec-support'

let fixture: DemonstrationFixture
beforeAll(async () => {
  fixture = await openDemonstrationFixture()
}, 60_000)
afterAll(() => fixture.close())

const WINDOW = 'from=2020-01-01&to=2026-12-31'

async function broughtBack(platform: string, path: string, change = (bytes: Buffer) => bytes) {
  const answer = await fixture.get(`/api/platforms/${platform}/${path}`, 'finance')
  expect(answer.statusCode).toBe(200)
  const file = change(answer.rawPayload)
  const recorder = new Recorder(fixture.ledger.log)
  const kind = await kindOfFile(file)
  const report = await importRecords(
    readIntake(file),
    {
      platform,
      mode: 'preview',
      file: { sha256: '0'.repeat(64), bytes: file.length, kind },
      identity: { actor: '王工', correlationId: 'c' },
      listing: { rows: 10_000 },
    },
    recorder,
    new KnownParties(recorder),
  )
  return report
}

describe('given what the ledger printed of the demonstration', () => {
  test.each([
    ['papers/contracts.csv', 'yuan'],
    ['papers/contracts.csv', 'wan'],
    ['workbook.xlsx', 'yuan'],
    ['workbook.xlsx', 'wan'],
  ])('when %s in %s is brought back, then every contract is recognised and nothing is new', async (path, unit) => {
    for (const platform of [fixture.instruments, fixture.cmc]) {
      const listed = (await fixture.get(`/api/platforms/${platform}/papers/contracts.json?${WINDOW}`, 'finance')).json()
      expect(listed.rows.length).toBeGreaterThan(20)
      const { counts, faults, notices, rows } = await broughtBack(platform, `${path}?${WINDOW}&unit=${unit}`)
      expect(faults).toEqual([])
      expect(counts).toMatchObject({ new: 0, refused: 0, unread: 0, known: listed.rows.length })
      expect(rows.map((it) => it.contractNo)).toEqual(listed.rows.map((it: { contractNo: string }) => it.contractNo))
      expect(notices.map((it) => it.code)).toContain('own-list')
    }
  })

  test('when an amount was changed in it, then the row says so', async () => {
    const csv = (bytes: Buffer) =>
      Buffer.from(bytes.toString().replace(/^(\d+,.*?,\d{4}-\d\d-\d\d,[^,]*,)(?=\d)/m, (it) => `${it}9`))
    const { counts, faults } = await broughtBack(fixture.cmc, `papers/contracts.csv?${WINDOW}`, csv)
    expect([counts.new, faults.map((it) => [it.code, it.field])]).toEqual([0, [['recorded-otherwise', 'amount']]])
  })

  test('when a contract in it is not on the ledger, then it is refused: the list does not say all of it', async () => {
    const { counts, faults } = await broughtBack(fixture.cmc, `papers/contracts.csv?${WINDOW}`, (bytes) =>
      Buffer.from(bytes.toString().replace(/(\r\n1,)/, '$1X-')),
    )
    expect([counts.new, faults.map((it) => [it.code, it.field])]).toEqual([0, [['not-on-the-ledger', 'contractNo']]])
  })
})
