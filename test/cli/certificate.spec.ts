import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteEventLog, type RecordedEvent } from '@pilot-ledger/event-log'
import { platformIdOf } from '@pilot-ledger/kernel'
import { pino } from 'pino'
import { takeCertificate } from '../../apps/cli/src/certificate'
import { noProgress } from '../../apps/cli/src/progress'
import { INSTRUMENTS } from '../../apps/standalone/src/demonstration/instruments-platform'
import { createStandalone, openLedger } from '../../apps/standalone/src/ledger'
import { verify } from '../../apps/verifier/src/certificate/verify'
import { demonstrationIn } from '../demonstration-folder.spec-support'
import { restoredIn } from '../ledgers/november-2026.spec-support'

const WINDOW = { from: '2024-11-01', to: '2025-08-31', asOf: '2025-09-15' }

async function readLedger(folder: string): Promise<readonly RecordedEvent[]> {
  const log = await openSqliteEventLog({ folder, readOnly: true })
  const all: RecordedEvent[] = []
  for await (const page of log.readAll()) all.push(...page)
  await log.close()
  return all
}

describe('given a data folder with the demonstration', () => {
  const platform = platformIdOf(INSTRUMENTS)
  let root = ''
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'certificate-'))
    await demonstrationIn(join(root, 'data'))
  })
  afterEach(() => rmSync(root, { recursive: true }))

  const take = (more: object) =>
    takeCertificate({ figure: 'projects', platform, file: join(root, 'c.json'), ...WINDOW, ...more }, noProgress)
  const verdict = () => verify(readFileSync(join(root, 'c.json')))

  test('when a certificate is taken while no service runs, then it is the file that the service would give', async () => {
    expect(await take({ data: join(root, 'data') })).toContain('c.json')
    expect(verdict()).toMatchObject({ verdict: 'unconfirmed', found: { told: { facts: { value: '27' } } } })
    // It stands there: none is written over.
    await expect(take({ data: join(root, 'data') })).rejects.toThrow('exists already')
  })

  test('when key and checkpoints are kept elsewhere, then it is signed with that key, and what is signed is kept there', async () => {
    const data = join(root, 'data')
    const kept = { proofKey: join(root, 'key'), checkpoints: join(root, 'elsewhere') }
    renameSync(join(data, 'proof.key'), kept.proofKey)
    mkdirSync(kept.checkpoints)
    writeFileSync(join(kept.checkpoints, 'checkpoints'), '')
    await take({ data, ...kept })
    expect(verdict()).toMatchObject({ found: { told: { facts: { value: '27' } } } })
    const { checkpoint } = JSON.parse(readFileSync(join(root, 'c.json'), 'utf8'))
    const there = readdirSync(kept.checkpoints).map((it) => readFileSync(join(kept.checkpoints, it), 'utf8'))
    expect(there.join('')).toContain(checkpoint.split('\n')[2])
  })

  test('when a close, a seal or a statement of the letter is taken, then each is what was asked', async () => {
    const data = join(root, 'data')
    const whole = { data, figure: undefined, from: undefined, to: undefined, asOf: undefined }
    const seen = async (more: object) => {
      await take({ ...whole, ...more })
      const found = verdict()
      rmSync(join(root, 'c.json'))
      return found.verdict === 'unconfirmed' ? found.found.told.facts : found
    }
    expect(await seen({ statement: 'F2', to: WINDOW.to })).toMatchObject({
      value: '27',
      compared: { verdict: 'agrees' },
    })
    const log = await readLedger(data)
    const round = log.find((it) => it.type === 'ResultSealed')?.stream.slice('round-'.length)
    const closed = log.find((it) => it.type === 'PeriodClosed')
    const owner = closed?.stream.slice('closing-'.length)
    expect(await seen({ round, platform: undefined })).toMatchObject({ of: { round, seal: 1 } })
    expect(await seen({ platform: owner, period: closed?.data.period })).toMatchObject({ status: 'closed' })
    for (const more of [
      {},
      { statement: 'F2', period: '2025-06' },
      { period: '2025-06', platform: undefined, programme: 'x' },
    ])
      await expect(take({ ...whole, ...more })).rejects.toThrow(/give one of --figure|a close is of a platform/)
  })

  test('when it is taken for outsiders, then it is masked; of a ledger of before it is told what is shown whole', async () => {
    const said = await take({ data: join(root, 'data'), masked: true })
    expect(said).not.toContain('shown whole')
    expect(verdict()).toMatchObject({ found: { told: { facts: { value: '27', masked: true, whole: 0 } } } })
    rmSync(join(root, 'c.json'))
    const before = mkdtempSync(join(root, 'before-'))
    expect(await take({ data: await restoredIn(before), masked: true })).toMatch(/\d+ entries of before .* shown whole/)
    expect(verdict()).toMatchObject({ verdict: 'unconfirmed', found: { told: { facts: { value: '27' } } } })
  })

  test('when it is taken from a service, then the same; what the service refuses is told in its words', async () => {
    const ledger = await openLedger({ folder: join(root, 'data') })
    const app = await createStandalone(ledger, { actor: '本机', logger: pino({ level: 'silent' }) })
    await app.listen(0, '127.0.0.1')
    const service = `http://127.0.0.1:${(app.getHttpServer().address() as { port: number }).port}`
    try {
      await take({ service })
      expect(verdict()).toMatchObject({ found: { told: { facts: { value: '27' } } } })
      await expect(take({ service, figure: 'nonsense' })).rejects.toThrow('there is no such figure (unknown-figure)')
      await expect(take({ service, asOf: '99999999' })).rejects.toThrow('cut-beyond-the-log')
      // Somebody else has the folder open.
      await expect(take({ data: join(root, 'data') })).rejects.toMatchObject({ reason: 'in-use' })
    } finally {
      await app.close()
      await ledger.close()
    }
    await expect(take({ service })).rejects.toThrow('the service cannot be reached')
  })

  test.each([
    ['neither a folder nor a service', {}, 'either --data or --service'],
    ['both', { data: '.', service: 'http://127.0.0.1:1' }, 'either --data or --service'],
    ['a key for a service', { service: 'http://127.0.0.1:1', proofKey: 'k' }, 'go with --data only'],
    ['two owners', { data: '.', platforms: 'all' }, 'give one of --platform'],
    ['no owner', { data: '.', platform: undefined }, 'give one of --platform'],
    ['no address', { service: 'here' }, 'not an address'],
    ['no ledger', { data: '/nowhere' }, 'there is no ledger'],
  ])('when there is %s, then it is told so', async (_, more, text) => {
    await expect(take(more)).rejects.toThrow(text)
  })
})
