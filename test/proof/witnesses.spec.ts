import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { isRefusal } from '@pilot-ledger/kernel'
import {
  LedgerProof,
  openCheckpoint,
  parseVerifierKey,
  SignedHistory,
  type VerifierKey,
  type WitnessesTold,
  type WitnessState,
  witnessesTold,
} from '@pilot-ledger/proof'
import { witness } from '../../apps/witness/src/main'
import { openWitness } from '../../apps/witness/src/open-witness'
import { entry } from '../../libs/proof/src/signing/ledger-folder.spec-support'
import { RunningWitness } from '../certificates/witnesses.spec-support'

const NOTHING_TOLD = {}

describe('given a ledger and two witnesses', () => {
  let folder: string
  let witnesses: RunningWitness[]
  const open: { log: SqliteEventLog; proof: LedgerProof }[] = []
  const notes: string[] = []

  const told = (cosignatures = '0'): WitnessesTold =>
    witnessesTold({ witness: witnesses.map((it) => it.told), cosignatures }, NOTHING_TOLD)
  const serve = async (name: string, options: Partial<WitnessesTold> = told('2')) => {
    const data = join(folder, name)
    const log = await openSqliteEventLog({ folder: data })
    const proof = await LedgerProof.open(log, { folder: data, onNote: (it) => notes.push(it), ...options })
    open.push({ log, proof })
    return { log, proof, data }
  }
  const stop = async ({ log, proof }: { log: SqliteEventLog; proof: LedgerProof }) => {
    open.splice(
      open.findIndex((it) => it.proof === proof),
      1,
    )
    await proof.close()
    await log.close()
  }
  const record = (log: SqliteEventLog, stream: string, count: number) =>
    log.append(
      stream,
      'any',
      Array.from({ length: count }, (_, i) => entry(i)),
    )
  const keyOf = (text: string): VerifierKey => {
    const key = parseVerifierKey(text)
    if (isRefusal(key)) throw new Error(key.en)
    return key
  }
  const opened = (proof: LedgerProof, note = proof.checkpoint ?? '') => {
    const checkpoint = openCheckpoint(
      note,
      proof.key,
      witnesses.map((it) => keyOf(it.verifierKey)),
    )
    if (isRefusal(checkpoint)) throw new Error(checkpoint.en)
    return { size: checkpoint.size, cosigners: checkpoint.cosigners.map(({ key }) => key.name).sort() }
  }
  const verified = async (cosignatures: number) => {
    const data = join(folder, 'data')
    const history = new SignedHistory({ folder: data, witnesses: witnesses.map((it) => it.verifierKey), cosignatures })
    const log = await openSqliteEventLog({ folder: data, readOnly: true })
    for await (const page of log.readAll()) for (const it of page) history.add(it)
    await log.close()
    return { faults: history.end(), cosigned: history.cosignedSize }
  }
  const BOTH = ['witness.example/w1', 'witness.example/w2']

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'witnessed-'))
    witnesses = [await RunningWitness.start(BOTH[0]), await RunningWitness.start(BOTH[1])]
    notes.length = 0
    const { log, proof } = await serve('data', {})
    for (const it of witnesses) it.knows(proof.verifierKey)
    await record(log, 'engagement-1', 3)
    await stop({ log, proof })
  })
  afterEach(async () => {
    while (open.length > 0) await stop(open[0])
    for (const it of witnesses) await it.end()
    rmSync(folder, { recursive: true })
  })

  test('when something is recorded, then its checkpoint is cosigned by both, shown and kept, also over a restart', async () => {
    const ledger = await serve('data')
    await record(ledger.log, 'engagement-2', 2)
    expect(opened(ledger.proof, (await ledger.proof.cosigned(5))?.note)).toEqual({ size: 5, cosigners: BOTH })
    expect(opened(ledger.proof)).toEqual({ size: 5, cosigners: BOTH })
    await stop(ledger)
    expect(await verified(2)).toEqual({ faults: [], cosigned: 5 })
    for (const it of witnesses) await it.stop()
    const again = await serve('data')
    expect(opened(again.proof)).toEqual({ size: 5, cosigners: BOTH })
    expect((await again.proof.cosigned(5))?.cosigners).toBe(2)
    // With three of whom one has never cosigned anything, no checkpoint has enough.
    expect((await verified(3)).faults).toHaveLength(1)
  })

  test('when a witness is dead, then one cosigns, and what needs two waits until it is there again', async () => {
    await witnesses[1].stop()
    const ledger = await serve('data')
    await record(ledger.log, 'engagement-2', 2)
    // Shown with those who answer.
    expect(opened(ledger.proof, (await ledger.proof.checkpointOf(5)).note)).toEqual({ size: 5, cosigners: [BOTH[0]] })
    const waiting = ledger.proof.cosigned(5)
    await witnesses[1].start()
    expect((await waiting)?.cosigners).toBe(2)
  })

  test('when a copy goes on by itself, then the witnesses have cosigned one of the two, and say so of the other', async () => {
    cpSync(join(folder, 'data'), join(folder, 'copy'), { recursive: true })
    const ledger = await serve('data')
    await record(ledger.log, 'engagement-2', 2)
    await ledger.proof.cosigned(5)
    await stop(ledger)
    const copy = await serve('copy', told())
    await record(copy.log, 'engagement-3', 4)
    // Its own signature is all it has.
    expect(opened(copy.proof, (await copy.proof.checkpointOf(7)).note)).toEqual({ size: 7, cosigners: [] })
    // At first they only say that they stand further; asked about more, that it is something else.
    const seen = () => copy.proof.witnessStates.map((it) => it.fault?.code)
    while (seen().some((it) => it !== 'witness-saw-other-history')) await new Promise((then) => setTimeout(then, 20))
    expect(notes.some((it) => it.includes('another history'))).toBe(true)
    expect(copy.proof.contradiction).toBe(`witness-saw-other-history: ${BOTH.join(', ')}`)
    await stop(copy)
    // The witnesses go on with the one they know.
    const first = await serve('data')
    await record(first.log, 'engagement-4', 1)
    expect((await first.proof.cosigned(6))?.cosigners).toBe(2)
  })

  test('when a witness has no network, then its folder is carried there and back, and what it cosigned is kept', async () => {
    const [stick, alone] = [join(folder, 'stick'), join(folder, 'alone')]
    mkdirSync(stick)
    const { verifierKey, close } = openWitness({ folder: alone, logs: [] })
    close()
    const ledger = await serve('data', witnessesTold({ witness: [`${pathToFileURL(stick)}=${verifierKey}`] }, {}))
    const files = ['--request', join(stick, 'request'), '--to', join(stick, 'answer')]
    const carry = async () => {
      await witness(['--data', alone, '--log', ledger.proof.verifierKey, ...files])
      const ended = process.exitCode ?? 0
      process.exitCode = 0
      return ended
    }
    const until = async (is: (state: WitnessState) => boolean) => {
      while (!is(ledger.proof.witnessStates[0])) await new Promise((then) => setTimeout(then, 20))
    }
    await until(({ fault }) => fault?.code === 'witness-waits-for-answer')
    const asked = readFileSync(join(stick, 'request'), 'utf8')
    expect(await carry()).toBe(0)
    // Meanwhile the ledger has grown: the answer is about what was asked then.
    await record(ledger.log, 'engagement-2', 2)
    await until(({ size }) => size === 3)
    await until(() => readFileSync(join(stick, 'request'), 'utf8').startsWith('old 3\n'))
    expect(await carry()).toBe(0)
    await until(({ size }) => size === 5)
    // An older request that lay about is refused, and the ledger is told how far the witness is.
    writeFileSync(join(stick, 'request'), asked)
    expect(await carry()).toBe(1)
    await record(ledger.log, 'engagement-2', 1)
    await until(() => !existsSync(join(stick, 'answer')))
    await until(() => readFileSync(join(stick, 'request'), 'utf8').startsWith('old 5\n'))
  }, 60_000)

  test('when an older backup is served, then the witnesses have seen more than it holds', async () => {
    cpSync(join(folder, 'data'), join(folder, 'backup'), { recursive: true })
    const ledger = await serve('data')
    await record(ledger.log, 'engagement-2', 2)
    await ledger.proof.cosigned(5)
    await stop(ledger)
    const restored = await serve('backup', told())
    await restored.proof.checkpointOf(3)
    expect(restored.proof.witnessStates.map((it) => it.fault?.code)).toEqual(Array(2).fill('witness-ahead'))
  })
})

describe('witnesses as they are told', () => {
  const W = 'http://127.0.0.1:1=witness.example/w1+'
  const KEY = 'witness.example/w1+df1c0a35+BIE5dw6oficwcw=='
  test.each([
    ['without a key', ['http://127.0.0.1:1']],
    ['with a key that is none', [`${W}x`]],
    ['with a key that is too short', [`http://127.0.0.1:1=${KEY}`]],
    ['with an address that is none', [`witness=${KEY}`]],
    ['with an address of no kind that is asked', [`ftp://127.0.0.1=${KEY}`]],
  ])('are refused %s', (_, witness) => {
    expect(() => witnessesTold({ witness }, NOTHING_TOLD)).toThrow('witness')
  })
  test.each(['1', '-1', 'x', ''])('cannot be required %s times where there are none', (cosignatures) => {
    expect(() => witnessesTold({ cosignatures }, NOTHING_TOLD)).toThrow('--cosignatures')
  })
})
