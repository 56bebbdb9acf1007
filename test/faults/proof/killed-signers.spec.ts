import { spawn } from 'node:child_process'
import { openSqliteEventLog } from '@pilot-ledger/event-log'
import { LedgerProof, SignedHistory } from '@pilot-ledger/proof'
import { transpiledHouse } from '../cluster/programs.spec-support'
import { temporaryFolders } from '../log/folders.spec-support'

/** Records without end while it signs; says each checkpoint's size once it is kept. */
const RECORD_AND_SIGN = `
  const { openSqliteEventLog } = require('./libs/event-log/src/index.js')
  const { LedgerProof } = require('./libs/proof/src/index.js')
  const { randomUUID } = require('node:crypto')
  const { writeSync } = require('node:fs')
  const [, folder] = process.argv
  const event = () => ({ id: randomUUID(), type: 'Noted', version: 1, data: { note: '中试' }, metadata: { actor: 'a', correlationId: 'c' } })
  openSqliteEventLog({ folder }).then(async (log) => {
    const proof = await LedgerProof.open(log, { folder })
    let said = proof.signedSize
    for (;;) {
      await log.append('stream-' + randomUUID(), 'none', [event(), event(), event()])
      if (proof.signedSize > said) writeSync(1, (said = proof.signedSize) + '\\n')
    }
  })`

const ROUNDS = 6

describe('a ledger that is killed while it records and signs', () => {
  const folders = temporaryFolders()

  it('goes on each time from what it had signed, and every checkpoint holds', async () => {
    const folder = folders.make()
    let last = 0
    for (let round = 0; round < ROUNDS; round++) {
      const shown = await killedAfter(folder, 1 + (round % 3))
      expect(shown).toBeGreaterThan(last)
      const log = await openSqliteEventLog({ folder })
      const signed = new SignedHistory({ folder })
      for await (const page of log.readAll()) for (const entry of page) signed.add(entry)
      expect(signed.end()).toEqual([])
      const notes: string[] = []
      const proof = await LedgerProof.open(log, { folder, onNote: (it) => notes.push(it) })
      expect(notes).toEqual([])
      await proof.close()
      last = proof.signedSize
      // What it had shown is not taken back.
      expect(last).toBeGreaterThanOrEqual(shown)
      expect(last).toBe(Number(await log.head()))
      await log.close()
    }
  })
})

/** The size of the last checkpoint that was shown. */
function killedAfter(folder: string, checkpoints: number): Promise<number> {
  const child = spawn(process.execPath, ['-e', RECORD_AND_SIGN, folder], {
    cwd: transpiledHouse(),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk
    if (said.split('\n').length > checkpoints) child.kill('SIGKILL')
  })
  return new Promise((resolve, reject) => {
    child.once('close', (_code, signal) => {
      if (signal !== 'SIGKILL') reject(new Error(`ended with ${signal}`))
      resolve(Number(said.split('\n').at(-2)))
    })
  })
}
