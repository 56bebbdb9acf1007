import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ENGAGEMENT_STREAM_PREFIX } from '@pilot-ledger/engagements'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import { Projector, Tables } from '@pilot-ledger/figures'
import { engagementIdOf } from '@pilot-ledger/kernel'
import { noProgress } from '../../apps/cli/src/progress'
import { verifyLedger } from '../../apps/cli/src/verify'
import { openLedger } from '../../apps/standalone/src/ledger'
import { verify } from '../../apps/verifier/src/certificate/verify'
import { randomHistory } from '../figures/histories.spec-support'
import { type Loose, Operator } from '../verifier/certificate-maker.spec-support'

/**
 * A contract that is one platform's by the first entry of its stream, and another's by a signing in it. Who writes the store
 * could have figures count it for the one and certificates show it for the other.
 */
const { log, platforms } = randomHistory(5, 60)
const [A, B] = platforms
const changed = new Set(log.flatMap(({ data }) => [data.corrects, data.voids]))
const SIGNED: Loose = log.find(
  ({ id, type, data }) =>
    type === 'ContractSigned' && !changed.has(id) && data.platform === B && data.kind === 'single',
)
const STREAM = `${ENGAGEMENT_STREAM_PREFIX}11111111-1111-5111-8111-111111111111`
const signing = (platform: string, more: object = {}) => ({
  type: 'ContractSigned',
  data: { ...SIGNED.data, contractNo: 'MOVED-1', ...more, platform },
})
const waits = (...contents: object[]) => ({
  type: 'ChangeProposed',
  data: { change: { kind: 'entries', contents, because: [{ code: 'dated-long-ago' }] } },
})
const corrects = (platform: string) => ({
  corrects: SIGNED.id,
  reason: '平台写错',
  content: { ...signing(platform), data: { ...SIGNED.data, platform } },
})

type Said = { readonly stream?: string; readonly type: string; readonly data: object }
const MOVED: readonly { readonly how: string; readonly entries: readonly Said[]; readonly sound?: true }[] = [
  { how: 'waits for one platform and is signed for another', entries: [waits(signing(A)), signing(B)] },
  { how: 'waits for two platforms at once', entries: [waits(signing(A), signing(B))] },
  {
    how: 'is corrected to another platform',
    entries: [{ stream: SIGNED.stream, type: 'EntryCorrected', data: corrects(A) }],
  },
  {
    how: 'waits to be corrected to another platform',
    entries: [
      { stream: SIGNED.stream, type: 'ChangeProposed', data: { change: { kind: 'correction', ...corrects(A) } } },
    ],
  },
  { how: 'waits and is signed for one platform', entries: [waits(signing(B)), signing(B)], sound: true },
]

function logWith(entries: readonly Said[]): readonly RecordedEvent[] {
  const full = [...log]
  for (const { stream = STREAM, type, data } of entries)
    full.push({
      ...{ stream, type, data: data as RecordedEvent['data'], version: 1, recordedAt: log[log.length - 1].recordedAt },
      id: `11111111-1111-5111-8111-2222222222${String(full.length).padStart(2, '0').slice(-2)}`,
      revision: full.filter((it) => it.stream === stream).length,
      metadata: { actor: '登记员', correlationId: 'c' },
      position: '0',
    })
  return full
}

async function projected(full: readonly RecordedEvent[]): Promise<void> {
  const source = async (stream: string, count: number) => full.filter((it) => it.stream === stream).slice(0, count)
  const projector = new Projector(new Tables(), source)
  for (const event of full) await projector.apply(event)
}

const codeOf = (full: readonly RecordedEvent[], platform: string) => {
  const operator = new Operator(full)
  const verdicts = Array.from({ length: 12 }, (_, value) => {
    const question = { code: 'projects', version: 2, from: '2000-01-01', to: '2030-01-01', cut: full.length }
    const file = operator.certificate({ ...question, of: { platform }, value: String(value) })
    const verdict = verify(operator.file(file), { key: operator.signer.vkey })
    return verdict.verdict === 'invalid' ? verdict.fault.code : verdict.verdict
  })
  return [...new Set(verdicts)]
}

describe.each(MOVED)('given a log in which a contract $how', ({ entries, sound }) => {
  const full = logWith(entries)
  const last = full[full.length - 1]
  const owner = entries[0].stream === undefined ? A : B

  test('then figures stop at that entry, and verify names it', async () => {
    if (sound) await projected(full)
    else await expect(projected(full)).rejects.toThrow(`entry ${full.length} (${last.id}): it signs a contract`)
    const folder = mkdtempSync(join(tmpdir(), 'moved-'))
    try {
      const ledger = await openLedger({ folder })
      await ledger.stored.restore(full)
      await ledger.close()
      const { faults } = await verifyLedger(folder, noProgress)
      expect(faults.filter((it) => it.includes(`entry ${full.length} `))).toHaveLength(sound ? 0 : 1)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('then no value makes a certificate valid in which the contract stands', () => {
    expect(codeOf(full, sound ? B : owner)).toEqual(sound ? ['value-differs', 'valid'] : ['contract-moved'])
  })
})

describe('given a call-off whose framework is not on the ledger', () => {
  const calledOff = signing(A, { kind: 'callOff', parent: 'FRAME-1' })
  const stream = ENGAGEMENT_STREAM_PREFIX + engagementIdOf(A, 'FRAME-1')
  test.each([
    ['signs nothing', { type: 'ChangeProposed', data: { change: { kind: 'void', voids: SIGNED.id, reason: '重复' } } }],
    ['signs it for another platform', signing(B, { kind: 'framework', contractNo: 'FRAME-1' })],
  ])('when the first entry in the stream of the framework %s, then figures stop there', async (_, said) => {
    await expect(projected(logWith([calledOff, { stream, ...said }]))).rejects.toThrow(`entry ${log.length + 2} (`)
    const framework = { stream, ...signing(A, { kind: 'framework', contractNo: 'FRAME-1' }) }
    await projected(logWith([calledOff, framework]))
  })
})
