import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteEventLog } from '@pilot-ledger/event-log'
import { toBase64 } from '../domain/base64'
import { ED25519, signerKey, signerKeyText, verifierKeyText } from '../domain/keys'
import { CHECKPOINTS } from './checkpoint-file'
import { altered, entry, forgeIn, serveIn, signedHistoryOf, signedIn } from './ledger-folder.spec-support'
import { KEY_FILE, PUBLIC_KEY_FILE, TREE } from './options'

let root: string
let data: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'taken-away-'))
  data = join(root, 'data')
})
afterEach(() => rmSync(root, { recursive: true }))

/** Five more entries, and one that names the checkpoint of all before it. */
async function nameCheckpoint(): Promise<void> {
  const { checkpoint } = await serveIn(data, 5)
  const { size = 0, root } = checkpoint ?? {}
  const named = { size, root: toBase64(root as Uint8Array) }
  const log = await openSqliteEventLog({ folder: data })
  await log.append('platform-1', 'none', [{ ...entry(1), metadata: { ...entry(1).metadata, checkpoint: named } }])
  await log.close()
  await serveIn(data, 1)
}

describe('given a ledger some of whose checkpoints are taken away', () => {
  beforeEach(() => serveIn(data, 10))

  test('when checkpoints were cut off behind one, then the note beside the tree tells, and it is not served', async () => {
    await serveIn(data, 10)
    const [first] = signedIn(data)
    writeFileSync(join(data, CHECKPOINTS), `${first}\n`)
    for (const start of [() => serveIn(data, 5), () => serveIn(data, 5, { recomputedFirst: 0 })])
      await expect(start()).rejects.toMatchObject({
        reason: 'damaged',
        message: expect.stringContaining('20 entries are signed, and the checkpoints that are there end at 10'),
      })
    expect(signedIn(data)).toHaveLength(1)
    expect((await signedHistoryOf(data)).end()).toEqual([
      expect.stringContaining('it is noted that 20 entries are signed'),
    ])
  })

  test('when they were cut, and what was kept of the tree is gone, then an entry that names a later one tells; one altered before it, too', async () => {
    await nameCheckpoint()
    const [first] = signedIn(data)
    const cut = () => {
      writeFileSync(join(data, CHECKPOINTS), `${first}\n`)
      rmSync(join(data, TREE), { recursive: true })
    }
    for (const options of [{}, { recomputedFirst: 0 }]) {
      cut()
      await expect(serveIn(data, 5, options)).rejects.toMatchObject({
        reason: 'damaged',
        message: expect.stringContaining('entry 16 names a signed checkpoint of 15 entries'),
      })
    }
    await forgeIn(data, altered(12, { data: { share: '1.00' } }))
    cut()
    await expect(serveIn(data, 5)).rejects.toMatchObject({
      reason: 'damaged',
      message: expect.stringContaining('the checkpoint that entry 16 names is not what the log was before it'),
    })
  })
})

describe('given a ledger that is signed here and elsewhere', () => {
  const elsewhere = () => join(root, 'elsewhere')
  beforeEach(async () => {
    mkdirSync(elsewhere())
    for (let i = 0; i < 2; i++) await serveIn(data, 10, { elsewhere: elsewhere() })
  })
  const faults = async () => (await signedHistoryOf(data, { elsewhere: elsewhere() })).end()
  const other = signerKey('pilot-ledger/other', ED25519, Buffer.alloc(32, 1))

  test('when nothing was touched, then nothing is wrong', async () => expect(await faults()).toEqual([]))

  test('when the last checkpoint is gone here, and there elsewhere, then the note beside the tree tells', async () => {
    writeFileSync(join(data, CHECKPOINTS), `${signedIn(data)[0]}\n`)
    expect(await faults()).toEqual([expect.stringContaining('it is noted that 20 entries are signed')])
  })

  test.each([
    ['here', () => data],
    ['elsewhere', elsewhere],
  ])(
    'when somebody adds a line to a checkpoint %s that readers of notes pass over, then it is named',
    async (_, at) => {
      const file = join(at(), CHECKPOINTS)
      const [first] = signedIn(at())
      writeFileSync(file, readFileSync(file, 'utf8').replace(first, `${first}— another AAAAAAAA\n`))
      expect(await faults()).toEqual([expect.stringContaining(`checkpoint 1 of ${file}: `)])
    },
  )

  test.each([
    ['the key', KEY_FILE, signerKeyText(other)],
    ['its public part', PUBLIC_KEY_FILE, verifierKeyText(other)],
    ['the key, by none', KEY_FILE, ''],
  ])('when %s is replaced, then it is named, to whoever noted the right one down', async (_, name, text) => {
    const key = readFileSync(join(data, PUBLIC_KEY_FILE), 'utf8').trimEnd()
    writeFileSync(join(data, name), text)
    const history = await signedHistoryOf(data, { elsewhere: elsewhere(), key })
    expect(history.end()).toEqual([expect.stringContaining(`not the one that signed: ${join(data, name)}`)])
  })
})
