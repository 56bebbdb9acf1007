import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteEventLog } from '@pilot-ledger/event-log'
import { isRefusal } from '@pilot-ledger/kernel'
import { parseVerifierKey, type VerifierKey } from '@pilot-ledger/proof'
import { checkPaper } from '../../apps/witness/src/check-paper'
import { altered, forgeIn, serveIn, signedIn } from '../../libs/proof/src/signing/ledger-folder.spec-support'
import { RunningWitness } from './witnesses.spec-support'

const CONTAINED = 0
const OTHER = 1
const NOT_SHOWN = 3

describe('given papers of a ledger, printed as it grew, and what is kept now', () => {
  let folder: string
  let data: string
  let copy: string
  let key: VerifierKey
  let papers: string[]
  let witness: RunningWitness

  const keyOf = (text: string) => {
    const it = parseVerifierKey(text)
    if (isRefusal(it)) throw new Error(it.en)
    return it
  }
  const noWitness = () => join(folder, 'none')
  const check = (text: string, more: { folder?: string; ledger?: string; keys?: VerifierKey[] } = {}) =>
    checkPaper({ text, keys: [key], folder: noWitness(), ...more })
  const exits = async (texts: readonly string[], more: Parameters<typeof check>[1]) => {
    const codes: number[] = []
    for (const it of texts) codes.push((await check(it, more)).exitCode)
    return codes
  }
  /** As it is printed: size, sixteen digits of the root. */
  const typed = (note: string) => {
    const [, size, root] = note.split('\n')
    return `${size} · ${Buffer.from(root, 'base64').toString('hex').slice(0, 16)}`
  }

  /** As a letter has it at its foot, taken over as a whole. */
  const foot = (note: string) => {
    const [origin] = note.split('\n')
    const [size, , root] = typed(note).split(' ')
    return `印制时检查点：${size} 条，根 ${root}，账本 ${origin}；本件所计截至第 2 条`
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'papers-'))
    data = join(folder, 'data')
    copy = join(folder, 'copy')
    witness = await RunningWitness.start('witness.example/w1')
    const told = { prefix: witness.told.split('=')[0], key: keyOf(witness.verifierKey) }
    key = keyOf((await serveIn(data, 3)).verifierKey)
    cpSync(data, copy, { recursive: true })
    witness.knows((await serveIn(data, 4)).verifierKey)
    await serveIn(data, 5, { witnesses: [told] })
    await serveIn(copy, 6)
    // 3, 7 and 12 entries.
    papers = signedIn(data)
  })
  afterAll(async () => {
    await witness.end()
    rmSync(folder, { recursive: true })
  })

  test('then the ledger still contains each, scanned or typed, whoever it is held against', async () => {
    expect(papers.map(typed).map((it) => Number(it.split(' ')[0]))).toEqual([3, 7, 12])
    const all = papers.map(() => CONTAINED)
    const feet = papers.map((it) => `《中试服务台账》 ${foot(it)}`)
    for (const text of [papers, papers.map(typed), feet, papers.map((it) => it.trimEnd())]) {
      expect(await exits(text, { ledger: data })).toEqual(all)
      expect(await exits(text, { ledger: data, folder: witness.folder })).toEqual(all)
    }
  })

  test('then a witness alone knows the size that it has cosigned, and of others says that nothing was shown', async () => {
    expect(await exits(papers, { folder: witness.folder })).toEqual([NOT_SHOWN, NOT_SHOWN, CONTAINED])
  })

  test('then a paper of another history is found out, also where both papers bear the same signature', async () => {
    const [common, other] = signedIn(copy)
    expect(await exits([common, other], { ledger: data })).toEqual([CONTAINED, OTHER])
    expect(await exits([common, other], { ledger: data, folder: witness.folder })).toEqual([CONTAINED, OTHER])
    expect(await exits([typed(other)], { ledger: data })).toEqual([OTHER])
    expect(await exits(papers, { ledger: copy })).toEqual([CONTAINED, OTHER, NOT_SHOWN])
    // The copy cannot show that it grew into what the witness has cosigned.
    expect(await exits([other], { ledger: copy, folder: witness.folder })).toEqual([NOT_SHOWN])
  })

  test('then it is held against its own log, where the witness cosigns several', async () => {
    const another = keyOf((await serveIn(join(folder, 'another'), 12)).verifierKey)
    const more = { ledger: data, folder: witness.folder, keys: [another, key] }
    expect(await exits([papers[2], foot(papers[2])], more)).toEqual([CONTAINED, CONTAINED])
    // Which one it is of, size and digits alone do not tell.
    expect(await exits([typed(papers[2])], more)).toEqual([NOT_SHOWN])
  })

  test('then a paper newer than what the witness has cosigned continues it, or nobody can tell', async () => {
    const later = join(folder, 'later')
    cpSync(data, later, { recursive: true })
    await serveIn(later, 2)
    const newest = signedIn(later).at(-1) as string
    expect(await exits([newest], { ledger: later, folder: witness.folder })).toEqual([CONTAINED])
    expect(await exits([typed(newest)], { ledger: later, folder: witness.folder })).toEqual([NOT_SHOWN])
    expect(await exits([newest], { ledger: data, folder: witness.folder })).toEqual([NOT_SHOWN])
  })

  test('then a ledger whose entries were altered, with its tree made anew, contains none of what was printed since', async () => {
    const forged = join(folder, 'forged')
    cpSync(data, forged, { recursive: true })
    await forgeIn(forged, altered(4, { data: { share: '9999.00' } }))
    rmSync(join(forged, 'tree'), { recursive: true })
    rmSync(join(forged, 'checkpoints'))
    rmSync(join(forged, 'checkpoints.cosigned'))
    rmSync(join(forged, 'proof.key'))
    const another = keyOf((await serveIn(forged, 0)).verifierKey)
    expect(await exits(papers.map(typed), { ledger: forged, keys: [another] })).toEqual([CONTAINED, OTHER, OTHER])
    // Whoever holds the key on paper is not taken in at all.
    expect(await exits(papers, { ledger: forged })).toEqual([NOT_SHOWN, NOT_SHOWN, NOT_SHOWN])
    const log = await openSqliteEventLog({ folder: forged, readOnly: true })
    expect(await log.head()).toBe('12')
    await log.close()
  })

  test.each([
    ['nothing', ''],
    ['words', 'pilot ledger'],
    ['a signature that is not the log’s', 'x\n3\nAAAA\n\n— x AAAA\n'],
    ['half a root', '3 · abc'],
  ])('then %s is no checkpoint of it', async (_, text) => {
    expect((await check(text, { ledger: data })).exitCode).toBe(OTHER)
  })

  test('then one altered sign of a scanned paper is told', async () => {
    for (const it of papers) {
      const [size] = typed(it).split(' ')
      const altered = it.replace(`\n${size}\n`, `\n${Number(size) + 1}\n`)
      expect(await check(altered, { ledger: data })).toMatchObject({
        exitCode: OTHER,
        words: expect.stringContaining('note-signature-wrong'),
      })
    }
  })
})
