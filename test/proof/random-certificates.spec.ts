import { hash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import { PLATFORM_FIGURES, PROGRAMME_FIGURES } from '@pilot-ledger/figures'
import { canonicalJson, isRefusal } from '@pilot-ledger/kernel'
import { parseSignerKey, signatureLine, signedNote } from '@pilot-ledger/proof'
import fc from 'fast-check'
import { pino } from 'pino'
import { createStandalone, openLedger } from '../../apps/standalone/src/ledger'
import { verify } from '../../apps/verifier/src/certificate/verify'
import { Chance, randomHistory } from '../figures/histories.spec-support'
import { PROGRAMME, randomProgramme } from '../programme/random-programme.spec-support'
import { alter, codeOf } from '../verifier/forging.spec-support'

// biome-ignore lint/suspicious/noExplicitAny: any part of it is changed.
type Loose = any

const RUNS = Number(process.env.HISTORIES ?? 3)

/** A ledger with these entries, served, while `work` asks it. */
async function served(
  log: readonly RecordedEvent[],
  work: (get: (url: string) => Promise<Buffer>, key: string, signed: (it: Loose) => Buffer) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'random-certificates-'))
  const ledger = await openLedger({ folder })
  const app = await createStandalone(ledger, { actor: '', logger: pino({ level: 'silent' }) })
  try {
    await ledger.stored.restore(log)
    await ledger.model.reached(String(log.length), 10_000)
    const get = async (url: string) => {
      const { statusCode, rawPayload, body } = await app.inject({ url })
      expect([url, statusCode, statusCode === 200 ? '' : body]).toEqual([url, 200, ''])
      return rawPayload
    }
    const key = parseSignerKey(readFileSync(join(folder, 'proof.key'), 'utf8').trimEnd())
    if (isRefusal(key)) throw new Error(key.en)
    // As its own operator signs whatever he made up.
    const signed = ({ signature: _, ...it }: Loose) => {
      const text = `${it.format}\n${key.name}\n${hash('sha256', canonicalJson(it), 'base64')}\n`
      return Buffer.from(canonicalJson({ ...it, signature: signedNote(text, [signatureLine(text, key)]) }))
    }
    await work(get, ledger.proof.verifierKey, signed)
  } finally {
    await app.close()
    await ledger.close()
    rmSync(folder, { recursive: true })
  }
}

const ADDRESSES: readonly ((chance: Chance, platforms: readonly string[]) => string)[] = [
  (chance, platforms) => `platforms/${chance.pick(platforms)}/figures/${chance.pick(PLATFORM_FIGURES).code}`,
  (chance) => `figures/total/${chance.pick(PLATFORM_FIGURES).code}`,
]

describe('given random ledgers, each served', () => {
  test('when figures are certified at whatever cut, then every file verifies, and none whose entries, map, proof, cut or value are others, though its operator signs it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { log, platforms } = randomHistory(seed)
        const chance = new Chance(seed ^ 0x77)
        await served(log, async (get, key, signed) => {
          // Where it is registered already; from there to the end.
          const first = log.findLastIndex((it) => it.type === 'PlatformRegistered') + 1
          for (let i = 0; i < 4; i++) {
            const cut = first + chance.below(log.length - first + 1)
            const address = chance.pick(ADDRESSES)(chance, platforms)
            const now = chance.below(4) === 0
            const times = `from=2024-11-01&to=2025-06-30${now ? '' : `&asOf=${cut}`}`
            const file = await get(`/api/${address}/certificate?${times}`)
            expect([address, times, codeOf(verify(file, { key }))]).toEqual([address, times, 'valid'])
            for (let j = 0; j < 12; j++) {
              const at = chance.below(file.length)
              const byte = [
                file.with(at, file[at] ^ (1 + chance.below(255))),
                Buffer.concat([file.subarray(0, at), file.subarray(at + 1)]),
              ]
              for (const it of byte) expect([at, codeOf(verify(it, { key }))]).not.toEqual([at, 'valid'])
            }
            const all = tampered(file)
            const some = Array.from({ length: 30 }, () => chance.pick(all))
            const lies = [...some, ...Array.from({ length: 15 }, () => changedIn(file, chance))]
            for (const [n, it] of lies.entries()) {
              if (canonicalJson(it) === file.toString()) continue
              expect([n, codeOf(verify(signed(it), { key }))]).not.toEqual([n, 'valid'])
            }
          }
        })
      }),
      { numRuns: RUNS },
    )
  }, 300_000)

  test('when figures of a programme are certified, then every file verifies', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const log = randomProgramme(seed)
        const chance = new Chance(seed ^ 0x77)
        await served(log, async (get, key) => {
          const first = log.findIndex((it) => it.type === 'ProgrammeOpened') + 1
          for (let i = 0; i < 8; i++) {
            const { code } = chance.pick(PROGRAMME_FIGURES)
            const cut = first + chance.below(log.length - first + 1)
            const file = await get(`/api/programmes/${PROGRAMME}/figures/${code}/certificate?asOf=${cut}`)
            expect([code, cut, codeOf(verify(file, { key }))]).toEqual([code, cut, 'valid'])
          }
        })
      }),
      { numRuns: RUNS },
    )
  }, 300_000)
})

/** Each entry, leaf of the map and node of a proof left out or twice, each number another. */
function tampered(file: Buffer): Loose[] {
  const made: Loose[] = []
  const changed = (change: (it: Loose) => void) => {
    const it = JSON.parse(file.toString())
    change(it)
    made.push(it)
  }
  const whole = JSON.parse(file.toString())
  for (const [i, { entries }] of whole.streams.entries())
    for (const j of entries.keys()) {
      changed((it) => it.streams[i].entries.splice(j, 1))
      changed((it) => it.streams[i].entries.splice(j, 0, it.streams[i].entries[j]))
      changed((it) => it.streams[i].entries[j].sequence++)
    }
  for (const i of whole.map.leaves.keys()) {
    changed((it) => it.map.leaves.splice(i, 1))
    changed((it) => it.map.leaves[i].count++)
  }
  for (const owner of [(it: Loose) => it, (it: Loose) => it.map])
    for (let at = 0; at * 32 < Buffer.from(owner(whole).proof, 'base64').length; at++)
      changed((it) => {
        const nodes = Buffer.from(owner(it).proof, 'base64')
        const without = [nodes.subarray(0, at * 32), nodes.subarray(at * 32 + 32)]
        owner(it).proof = Buffer.concat(without).toString('base64')
      })
  changed((it) => it.cut--)
  changed((it) => it.cut++)
  return made
}

const PROVEN = ['streams', 'map', 'proof', 'cut', 'value']

function changedIn(file: Buffer, chance: Chance): Loose {
  const it = JSON.parse(file.toString())
  alter(it, chance, PROVEN)
  return it
}
