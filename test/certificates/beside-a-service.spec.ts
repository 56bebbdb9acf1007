import { randomUUID } from 'node:crypto'
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteEventLog, SqliteEventLog } from '@pilot-ledger/event-log'
import { CHECKPOINTS, checkpointsIn, cosignedBeside, LedgerProof, NamedCheckpoints } from '@pilot-ledger/proof'
import { backUp, checkpointsBeside } from '../../apps/cli/src/backup'
import { noProgress } from '../../apps/cli/src/progress'
import { type Verification, verifyBackup, verifyLedger } from '../../apps/cli/src/verify'

const { prototype } = SqliteEventLog

describe('given a ledger that is served, in which somebody closes a month just now', () => {
  let [root, data, backup] = ['', '', '']
  let log: SqliteEventLog
  let proof: LedgerProof
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'beside-'))
    ;[data, backup] = [join(root, 'data'), join(root, 'backup')]
    log = await openSqliteEventLog({ folder: data })
    proof = await LedgerProof.open(log, { folder: data })
    await record(40)
    await proof.signedTo(40)
  })
  afterEach(async () => {
    jest.restoreAllMocks()
    await proof.close()
    await log.close()
    rmSync(root, { recursive: true })
  })

  const record = (count: number, metadata: object = {}) =>
    log.append(
      `engagement-${randomUUID()}`,
      'none',
      Array.from({ length: count }, () => ({
        id: randomUUID(),
        type: 'PaymentReceived',
        version: 1,
        data: { share: '1.00' },
        metadata: { actor: '财务甲', correlationId: 'c', ...metadata },
      })),
    )
  /** Invoices came before it; its entry names the checkpoint of all of them. */
  const close = async () => {
    await record(5)
    const checkpoint = await new NamedCheckpoints(proof, log).before('sealed')
    const { position } = await record(1, { checkpoint })
    await proof.signedTo(Number(position))
  }
  const ofCheckpoints = ({ faults }: Verification) => faults.filter((it) => it.includes('checkpoint'))
  const sizesIn = (file: string) => [...checkpointsIn(file)].map((it) => Number(it.split('\n')[1]))

  test('when the log is verified meanwhile, then what is signed meanwhile is no fault, and the close is held', async () => {
    const { verify } = prototype
    jest.spyOn(prototype, 'verify').mockImplementationOnce(async function (this: SqliteEventLog, listening) {
      await close()
      return verify.call(this, listening)
    })
    const verified = await verifyLedger(data, noProgress)
    expect([ofCheckpoints(verified), verified.entries]).toEqual([[], 46])
    expect(await verifyLedger(data, noProgress)).toMatchObject({ signed: 46 })
  })

  test('when a backup is made meanwhile, then it is sound: it has what its entries name and nothing of later ones', async () => {
    const { backupTo } = prototype
    jest.spyOn(prototype, 'backupTo').mockImplementationOnce(async function (this: SqliteEventLog, file) {
      await close()
      const head = await backupTo.call(this, file)
      await close()
      return head
    })
    expect((await backUp(data, backup)).head).toBe('46')
    const verified = await verifyBackup(backup, noProgress)
    expect([ofCheckpoints(verified), verified.entries, verified.signed]).toEqual([[], 46, 46])
    const signed = sizesIn(join(data, CHECKPOINTS))
    expect([signed.at(-1), sizesIn(checkpointsBeside(backup))]).toEqual([52, signed.filter((it) => it <= 46)])
  })

  test('when a checkpoint stands there of entries that the log does not have, then the backup has it too', async () => {
    const file = join(data, CHECKPOINTS)
    const [note] = [...checkpointsIn(file)]
    await proof.close()
    const lost = `${note.replace('\n40\n', '\n90\n')}\n`
    appendFileSync(file, lost)
    appendFileSync(cosignedBeside(file), lost)
    await backUp(data, backup)
    for (const [from, to] of [
      [file, checkpointsBeside(backup)],
      [cosignedBeside(file), cosignedBeside(checkpointsBeside(backup))],
    ])
      expect(readFileSync(to)).toEqual(readFileSync(from))
  })
})
