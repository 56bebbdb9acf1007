import { type ChildProcess, spawn } from 'node:child_process'
import { isRefusal } from '@pilot-ledger/kernel'
import { openNote, parseVerifierKey, verifierKeyText } from '@pilot-ledger/proof'
import { COMMON, History, LENGTH, LOG } from '../../../apps/witness/src/two-histories.spec-support'
import { transpiledHouse } from '../cluster/programs.spec-support'
import { temporaryFolders } from '../log/folders.spec-support'

const TRUE = new History('the one')
const FORKED = new History('the other')
const KILLS = 6
const running = new Set<ChildProcess>()

interface Running {
  readonly child: ChildProcess
  readonly address: string
  readonly verifierKey: string
}

describe('a witness that is killed while it cosigns', () => {
  const folders = temporaryFolders()
  afterEach(() => {
    for (const it of running) it.kill('SIGKILL')
  })

  it('goes on from what it has cosigned, and never with another history', async () => {
    const folder = folders.make()
    let [cosigned, verifierKey] = [0, '']
    for (let round = 0; round <= KILLS; round++) {
      const witness = await started(folder)
      verifierKey ||= witness.verifierKey
      expect(witness.verifierKey).toBe(verifierKey)
      // Whoever knows nothing is told what it has: at least what it has answered.
      const kept = Number((await post(witness, TRUE.request(LENGTH, LENGTH))).body)
      expect(kept).toBeGreaterThanOrEqual(cosigned)
      if (kept > COMMON) expect((await post(witness, FORKED.request(kept, kept + 1))).status).toBe(422)
      cosigned = await killedAmid(witness, kept)
    }
    expect(cosigned).toBeGreaterThan(KILLS)
  })
})

/** Asked without a pause, killed while an answer is on its way; the size of the last one that it gave. */
async function killedAmid(witness: Running, from: number): Promise<number> {
  const key = parseVerifierKey(witness.verifierKey)
  if (isRefusal(key)) throw new Error(key.en)
  let cosigned = from
  for (const last = from + 3; cosigned < LENGTH; ) {
    const size = cosigned + 1
    const answer = post(witness, TRUE.request(cosigned, size))
    if (size === last) {
      witness.child.kill('SIGKILL')
      await answer.catch(() => undefined)
      break
    }
    const { status, body } = await answer
    expect(status).toBe(200)
    expect(isRefusal(openNote(TRUE.note(size) + body, [key]))).toBe(false)
    cosigned = size
  }
  witness.child.kill('SIGKILL')
  return cosigned
}

async function post({ address }: Running, body: string) {
  const answer = await fetch(`${address}add-checkpoint`, { method: 'POST', body })
  return { status: answer.status, body: await answer.text() }
}

function started(folder: string): Promise<Running> {
  const args = ['apps/witness/src/main.js', '--data', folder, '--log', verifierKeyText(LOG), '--port', '0']
  const child = spawn(process.execPath, args, { cwd: transpiledHouse(), stdio: ['ignore', 'pipe', 'inherit'] })
  running.add(child)
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk
      const [, address] = /(http:\S+)/.exec(said) ?? []
      const [, verifierKey] = /witness: (\S+\+\S+)\n/.exec(said) ?? []
      if (address && verifierKey) resolve({ child, address, verifierKey })
    })
    child.once('exit', () => reject(new Error(`ended: ${said}`)))
  })
}
