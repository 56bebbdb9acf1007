import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteEventLog, type RecordedEvent } from '@pilot-ledger/event-log'
import { isRefusal } from '@pilot-ledger/kernel'
import { COSIGNATURE, signerKey, verifierKeyText } from '../domain/keys'
import { signatureLine } from '../domain/note'
import { CHECKPOINTS, cosignedBeside } from './checkpoint-file'
import { continueBackup } from './continue-backup'
import { altered, entry, forgeIn, serveIn, signedIn } from './ledger-folder.spec-support'
import { LedgerProof } from './ledger-proof'
import { type LedgerProofOptions, TREE } from './options'
import { SignedHistory } from './signed-history'

let root: string
let data: string
let elsewhere: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'continued-'))
  data = join(root, 'data')
  elsewhere = join(root, 'elsewhere')
  mkdirSync(elsewhere)
  writeFileSync(join(elsewhere, CHECKPOINTS), '')
})
afterEach(() => rmSync(root, { recursive: true }))

const serve = (count: number, options?: Partial<LedgerProofOptions>) => serveIn(data, count, { elsewhere, ...options })
const WHY = { reason: '磁盘损坏，最近的备份为昨日', actor: '管理员甲' }

/** Takes the log back to so many entries, as an older backup does; what was signed stays. */
async function older(size: number): Promise<void> {
  await forgeIn(data, (entries) => entries.slice(0, size))
  rmSync(join(data, TREE), { recursive: true })
}

async function goOn(options: { elsewhere?: string } = { elsewhere }) {
  const log = await openSqliteEventLog({ folder: data })
  try {
    return await continueBackup(log, { folder: data, ...options, ...WHY })
  } finally {
    await log.close()
  }
}

async function entriesOf(): Promise<RecordedEvent[]> {
  const log = await openSqliteEventLog({ folder: data, readOnly: true })
  const entries: RecordedEvent[] = []
  for await (const page of log.readAll()) entries.push(...page)
  await log.close()
  return entries
}

async function verified(): Promise<{ faults: readonly string[]; signed: number }> {
  const signed = new SignedHistory({ folder: data, elsewhere })
  for (const it of await entriesOf()) signed.add(it)
  return { faults: signed.end(), signed: signed.signedSize }
}

const namedIn = (note: string) => ({ size: Number(note.split('\n')[1]), root: note.split('\n')[2] })

describe('given a ledger of 30 signed entries, in whose place a backup of 25 was restored', () => {
  let [lost, held] = ['', '']
  beforeEach(async () => {
    await serve(20)
    await serve(5)
    held = signedIn(data).at(-1) as string
    await serve(5)
    lost = signedIn(data).at(-1) as string
    await older(25)
  })

  test('then it is not served, and it is said what can be done', async () => {
    await expect(serve(0)).rejects.toMatchObject({ message: expect.stringContaining('pilot-ledger continue-backup') })
  })

  test('when somebody goes on from it, then the next entry names what is lost, from where and why, and it is served and sound', async () => {
    expect(await goOn()).toMatchObject({ sequence: 26 })
    const { stream, type, data: told, metadata } = (await entriesOf())[25]
    expect([stream, type, metadata.actor]).toEqual(['notices', 'BackupContinued', '管理员甲'])
    expect(told).toEqual({ from: namedIn(held), abandoned: [namedIn(lost)], reason: WHY.reason })
    expect(await verified()).toEqual({ faults: [], signed: 26 })
    // Beyond the size that was signed before as well.
    for (const [count, size] of [
      [2, 28],
      [10, 38],
    ]) {
      expect((await serve(count)).checkpoint?.size).toBe(size)
      expect(await verified()).toEqual({ faults: [], signed: size })
    }
    expect(signedIn(elsewhere)).toEqual(signedIn(data))
  })

  test('when as many entries are signed again as were lost, then that is another history all the same', async () => {
    writeFileSync(join(elsewhere, CHECKPOINTS), `${held}\n`)
    rmSync(join(data, CHECKPOINTS))
    await serve(1)
    await older(25)
    expect(await goOn()).toMatchObject({ sequence: 26, abandoned: [{ size: 26 }] })
    expect(await verified()).toEqual({ faults: [], signed: 26 })
    expect((await serve(3)).checkpoint?.size).toBe(29)
    expect(await verified()).toEqual({ faults: [], signed: 29 })
  })

  test('when a witness had cosigned what is lost, then that vouches for nothing of what came since, and verify knows why', async () => {
    const witness = signerKey('witness.example/w', COSIGNATURE, Buffer.alloc(32, 7))
    // By any port that is closed: it does not answer any more.
    const witnesses = [{ prefix: 'http://127.0.0.1:1', key: witness }]
    const text = lost.slice(0, lost.indexOf('\n\n') + 1)
    const cosigned = `${lost}${signatureLine(text, witness, 1)}\n`
    writeFileSync(cosignedBeside(join(data, CHECKPOINTS)), cosigned)
    await goOn()
    await serve(10)
    const signed = new SignedHistory({ folder: data, witnesses: [verifierKeyText(witness)] })
    for (const it of await entriesOf()) signed.add(it)
    expect([signed.end(), signed.cosignedSize]).toEqual([[], 0])
    const log = await openSqliteEventLog({ folder: data })
    const proof = await LedgerProof.open(log, { folder: data, elsewhere, witnesses, cosignatures: 1 })
    expect((await proof.checkpointOf(1)).note).toBe(signedIn(data).at(-1))
    await proof.close()
    await log.close()
  })

  test('when it is said twice, then it is done once', async () => {
    await goOn()
    const signed = signedIn(data)
    expect(await goOn()).toMatchObject({ code: 'nothing-to-continue' })
    expect([(await entriesOf()).length, signedIn(data)]).toEqual([26, signed])
  })

  test('when it was killed before the checkpoint was kept in every place, then it is not served until it is', async () => {
    const [before, kept] = [readFileSync(join(data, CHECKPOINTS)), readFileSync(join(elsewhere, CHECKPOINTS))]
    await goOn()
    for (const [own, others] of [
      [before, kept],
      [before, readFileSync(join(elsewhere, CHECKPOINTS))],
    ]) {
      writeFileSync(join(data, CHECKPOINTS), own)
      writeFileSync(join(elsewhere, CHECKPOINTS), others)
      await expect(serve(0)).rejects.toMatchObject({ reason: 'damaged' })
      expect(await goOn()).toMatchObject({ sequence: 26 })
      expect(await entriesOf()).toHaveLength(26)
      expect(await verified()).toEqual({ faults: [], signed: 26 })
    }
  })

  test('when a folder of checkpoints was not named then, then it is refused until it is named', async () => {
    await goOn({})
    await serve(4, { elsewhere: undefined })
    await expect(serve(0)).rejects.toMatchObject({ reason: 'damaged' })
    expect((await verified()).faults).not.toEqual([])
    expect(await goOn()).toMatchObject({ sequence: 26 })
    expect((await serve(1)).checkpoint?.size).toBe(31)
    expect(await verified()).toEqual({ faults: [], signed: 31 })
  })

  test('when the older backup brought its own checkpoints, then those elsewhere tell what is lost', async () => {
    const signed = readFileSync(join(data, CHECKPOINTS), 'utf8')
    writeFileSync(join(data, CHECKPOINTS), signed.replace(`${lost}\n`, ''))
    await goOn()
    expect((await entriesOf())[25].data.abandoned).toEqual([namedIn(lost)])
    await serve(10)
    expect(await verified()).toEqual({ faults: [], signed: 36 })
  })

  test('when a backup of before it all is restored afterwards, then what was signed of either is named', async () => {
    await goOn()
    await serve(2)
    const second = signedIn(data).at(-1) as string
    await older(22)
    await expect(serve(0)).rejects.toMatchObject({ reason: 'damaged' })
    expect(await goOn()).toMatchObject({ sequence: 23 })
    expect((await entriesOf())[22].data.abandoned).toEqual([namedIn(lost), namedIn(second)])
    await serve(20)
    expect(await verified()).toEqual({ faults: [], signed: 43 })
  })

  test('when another backup is restored after it, then each is explained by its own entry', async () => {
    await goOn()
    await serve(10)
    await older(30)
    expect(await goOn()).toMatchObject({ sequence: 31 })
    await serve(10)
    expect(await verified()).toEqual({ faults: [], signed: 41 })
  })
})

describe('given a ledger of 30 signed entries', () => {
  beforeEach(async () => {
    await serve(20)
    await serve(10)
  })

  test('when nothing is lost, then there is nothing to continue, and nothing is recorded', async () => {
    expect(await goOn()).toMatchObject({ code: 'nothing-to-continue' })
    expect(await entriesOf()).toHaveLength(30)
  })

  test.each([
    ['an entry was altered', altered(7, { data: { share: '9.99' } })],
    [
      'an entry was altered and the last cut off',
      (it: readonly RecordedEvent[]) => altered(7, { data: {} })(it).slice(0, 25),
    ],
    [
      'one was left out and others came',
      (it: readonly RecordedEvent[]) => [...it.slice(0, -1), { ...it[29], id: '00000000-0000-4000-8000-000000000000' }],
    ],
  ])('when %s, then that is no older backup', async (_what, change) => {
    const before = signedIn(data)
    await forgeIn(data, change)
    const count = (await entriesOf()).length
    expect(await goOn()).toMatchObject({
      code: 'not-an-older-backup',
      facts: { told: expect.stringContaining('checkpoint') },
    })
    expect([(await entriesOf()).length, signedIn(data)]).toEqual([count, before])
  })

  test('when the key is not there, or the reason is empty, then nothing is done', async () => {
    await older(25)
    const log = await openSqliteEventLog({ folder: data })
    expect(isRefusal(await continueBackup(log, { folder: data, elsewhere, actor: '甲', reason: '' }))).toBe(true)
    const other = { folder: data, keyFile: join(root, 'other.key'), ...WHY }
    await expect(continueBackup(log, other)).rejects.toMatchObject({ reason: 'unreachable' })
    await log.close()
    expect(await entriesOf()).toHaveLength(25)
  })
})

describe('given a ledger that went on from an older backup', () => {
  beforeEach(async () => {
    await serve(20)
    await serve(10)
    await older(25)
    await goOn()
    await serve(3)
  })

  const [LOST, FIRST] = [30, 26]
  const noteOf = (size: number) => signedIn(data).find((it) => namedIn(it).size === size) as string

  test('when an entry behind it is altered, then its checkpoints tell', async () => {
    await forgeIn(data, altered(27, { data: { share: '9.99' } }))
    rmSync(join(data, TREE), { recursive: true })
    expect((await verified()).faults).toEqual([expect.stringMatching('within entries 27 to 29')])
  })

  test('when an entry before it is altered, or the entry that tells it, then that is named', async () => {
    await forgeIn(data, altered(3, { data: { share: '9.99' } }))
    expect((await verified()).faults).toContainEqual(expect.stringContaining('entry 4 is the first'))
    const tree = join(data, TREE)
    cpSync(tree, join(root, 'kept'), { recursive: true })
    rmSync(tree, { recursive: true })
    // By what was signed of it before it was lost.
    expect((await verified()).faults).toEqual([expect.stringMatching('within entries 1 to 20')])
    cpSync(join(root, 'kept'), tree, { recursive: true })
    await forgeIn(data, altered(3, { data: entry(3).data }))
    await forgeIn(data, (it) => altered(25, { data: { ...it[25].data, reason: '无' } })(it))
    expect((await verified()).faults).toContainEqual(expect.stringContaining('entry 26 is the first'))
  })

  test('when somebody repeats the lost checkpoint so that an alteration behind it seems explained, then it is not', async () => {
    // Behind it the true ones seem to be of a history that was given up.
    for (const it of [data, elsewhere]) appendFileSync(join(it, CHECKPOINTS), `${noteOf(LOST)}\n${noteOf(FIRST)}\n`)
    expect((await verified()).faults).toContainEqual(
      expect.stringContaining('no entry says that an older backup was continued'),
    )
  })

  test('when an entry says it of another place than its own, then that is named', async () => {
    await forgeIn(data, (it) => [...it.slice(0, 20), { ...it[25], revision: 0 }, ...it.slice(20, 25), ...it.slice(26)])
    // By somebody who has the key, so that nothing of what was signed tells it.
    for (const it of [data, elsewhere]) writeFileSync(join(it, CHECKPOINTS), '')
    expect((await verified()).faults).toContainEqual(expect.stringContaining('entry 21 says that an older backup'))
  })
})

test('given services that share a folder of checkpoints, when an older backup is continued, then what each had signed is explained', async () => {
  for (const count of [20, 5, 3, 2]) await serve(count)
  const signed = signedIn(data)
  const shared = join(root, 'shared')
  for (const [name, kept] of [
    ['one', signed],
    ['two', signed.slice(0, -1)],
  ] as const) {
    mkdirSync(join(shared, name), { recursive: true })
    writeFileSync(join(shared, name, CHECKPOINTS), kept.map((it) => `${it}\n`).join(''))
  }
  await older(25)
  expect(await goOn({ elsewhere: shared })).toMatchObject({ sequence: 26, abandoned: [{ size: 28 }, { size: 30 }] })
  const history = new SignedHistory({ folder: data, elsewhere: shared })
  for (const it of await entriesOf()) history.add(it)
  expect([history.end(), history.signedSize]).toEqual([[], 26])
  // The other service's own folder, afterwards.
  writeFileSync(
    join(data, CHECKPOINTS),
    signed
      .slice(0, -1)
      .map((it) => `${it}\n`)
      .join(''),
  )
  expect(await goOn({ elsewhere: shared })).toMatchObject({ sequence: 26 })
  expect(await entriesOf()).toHaveLength(26)
})

test('given two ledgers that went on from one backup, then neither is a continuation of the other’s checkpoints', async () => {
  await serve(20)
  const [copy, first] = [join(root, 'copy'), data]
  cpSync(data, copy, { recursive: true })
  const a = (await serve(5)).checkpoint
  data = copy
  const b = (await serve(5, { elsewhere: undefined })).checkpoint
  expect([a?.size, b?.size]).toEqual([25, 25])
  expect(a?.root).not.toEqual(b?.root)
  // To go on needs a log that is older: not one of as many other entries.
  expect(await goOn()).toMatchObject({ code: 'not-an-older-backup' })
  data = first
  expect(await verified()).toEqual({ faults: [], signed: 25 })
})
