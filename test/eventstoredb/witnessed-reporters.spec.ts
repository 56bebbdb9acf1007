import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { checkpointFilesIn, cosignedBeside, LedgerProof, witnessesTold } from '@pilot-ledger/proof'
import { RunningWitness } from '../certificates/witnesses.spec-support'
import { type Ledger, ledgerOnStandIn, payment } from './ledger.spec-support'

describe('given two reporters that sign with one key, and two witnesses who are told of it by the folder they share', () => {
  let root: string
  let cluster: Ledger
  let witnesses: RunningWitness[]
  let reporters: LedgerProof[]
  const notes: string[] = []

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'witnessed-'))
    for (const it of ['key', 'shared']) mkdirSync(join(root, it))
    cluster = await ledgerOnStandIn({ appendDeadlineMs: 3_000 })
    const known = join(root, 'shared', 'proof.pub')
    witnesses = [await RunningWitness.start('w/1', known), await RunningWitness.start('w/2', known)]
    const told = witnessesTold({ witness: witnesses.map((it) => it.told), cosignatures: '2' }, {})
    const reporter = async (name: string) =>
      LedgerProof.open(await cluster.open(), {
        folder: join(root, name),
        keyFile: join(root, 'key', 'proof.key'),
        makeKey: true,
        shared: join(root, 'shared'),
        replicated: true,
        onNote: (it) => notes.push(it),
        ...told,
      })
    reporters = await Promise.all(['one', 'two'].map(reporter))
  })
  afterEach(async () => {
    for (const it of reporters) await it.close()
    for (const it of witnesses) await it.end()
    await cluster.close()
    rmSync(root, { recursive: true })
  })

  test('then both have what they sign cosigned by both, and keep it where they share', async () => {
    const keys = reporters.map((it) => it.verifierKey)
    expect(keys).toEqual(Array(2).fill(readFileSync(join(root, 'shared', 'proof.pub'), 'utf8').trimEnd()))
    for (let count = 1; count <= 3; count++) {
      await cluster.log.append(`engagement-${count}`, 'none', [payment(1), payment(2)])
      for (const it of reporters) expect((await it.cosigned(2 * count))?.cosigners).toBe(2)
    }
    const files = checkpointFilesIn(join(root, 'shared')).map(cosignedBeside)
    expect(files.map((it) => existsSync(it))).toEqual([true, true])
    expect(new Set(files.map(dirname)).size).toBe(2)
    expect(notes.filter((it) => it.includes('history'))).toEqual([])
  })
})
