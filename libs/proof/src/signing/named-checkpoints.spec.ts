import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { CheckpointFile } from './checkpoint-file'
import { entry, signedIn } from './ledger-folder.spec-support'
import { LedgerProof } from './ledger-proof'
import { NamedCheckpoints } from './named-checkpoints'

let data: string
let log: SqliteEventLog
let proof: LedgerProof
let named: NamedCheckpoints
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'named-checkpoints-'))
  log = await openSqliteEventLog({ folder: data })
  proof = await LedgerProof.open(log, { folder: data })
  named = new NamedCheckpoints(proof, log)
})
afterEach(async () => {
  jest.restoreAllMocks()
  await proof.close()
  await log.close()
  rmSync(data, { recursive: true })
})
const record = (from: number, count = 1) =>
  log.append(
    'engagement-1',
    from === 0 ? 'none' : from - 1,
    Array.from({ length: count }, (_, i) => entry(from + i)),
  )

test('given nothing recorded yet, then there is none to name', async () => {
  expect(await named.before('published')).toBeUndefined()
})

test('given entries not signed yet, then the one that is named is of all of them, and is kept', async () => {
  await record(0, 3)
  const { size, root } = (await named.before('published')) as { size: number; root: string }
  expect(size).toBe(3)
  expect(signedIn(data).at(-1)).toContain(`\n3\n${root}\n`)
})

test('given checkpoints that cannot be kept, then there is none to name, and who asks is told', async () => {
  await record(0)
  jest.spyOn(CheckpointFile.prototype, 'append').mockRejectedValue(new Error('no space left'))
  await expect(named.before('published')).rejects.toMatchObject({ reason: 'unreachable', message: 'no space left' })
})

test('when what others are held to is recorded, then it is signed as soon as it is in the tree, however lately another was', async () => {
  const { append } = CheckpointFile.prototype
  // Then no checkpoint comes by itself.
  jest.spyOn(globalThis, 'setTimeout').mockReturnValue({ unref: () => undefined } as never)
  for (let count = 0; count < 5; count++) {
    const { position } = await record(count)
    const kept = new Promise<void>((resolve) => {
      jest.spyOn(CheckpointFile.prototype, 'append').mockImplementation(async function (this: CheckpointFile, note) {
        await append.call(this, note)
        resolve()
      })
    })
    named.after(position)
    await kept
  }
  expect(signedIn(data).map((it) => it.split('\n')[1])).toEqual(['1', '2', '3', '4', '5'])
})

test('given a cluster’s log, whose entries come into the tree a little later, then the one that is named has all that was recorded', async () => {
  await proof.close()
  let open: () => void = () => undefined
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  let late = false
  const shared = Object.create(log) as SqliteEventLog
  shared.follow = (options, handler) =>
    log.follow(options, async (entries) => {
      if (late) await gate
      await handler(entries)
    })
  proof = await LedgerProof.open(shared, { folder: data, replicated: true })
  await record(0)
  await new NamedCheckpoints(proof, shared).before('sealed')
  late = true
  await record(1, 2)
  const asked = new NamedCheckpoints(proof, shared).before('sealed')
  setImmediate(open)
  expect(await asked).toMatchObject({ size: 3 })
})
