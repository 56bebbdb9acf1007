import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isRefusal } from '@pilot-ledger/kernel'
import { checkpointText, openCheckpoint } from '../domain/checkpoint'
import { consistencyProof } from '../domain/consistency'
import { leafHash } from '../domain/hash'
import { KeptTree } from '../domain/kept-tree.spec-support'
import { COSIGNATURE, ED25519, type SignerKey, signerKey } from '../domain/keys'
import { signatureLine, signedNote } from '../domain/note'
import { rootOf } from '../domain/tree'
import { parseWitnessRequest } from '../domain/witness-request'
import { CosignedCheckpoints } from './cosigned-checkpoints'
import { Witnesses } from './witnesses'

const LOG = signerKey('ledger.example/中试', ED25519, Buffer.alloc(32, 1))
const [W1, W2, STRANGER] = [2, 3, 4].map((it) =>
  signerKey(`witness.example/w${it - 1}`, COSIGNATURE, Buffer.alloc(32, it)),
)
const SIZE = 30
const TREE = new KeptTree(Array.from({ length: SIZE }, (_, i) => leafHash(Buffer.from(`entry ${i}`))))
const now = () => Math.floor(Date.now() / 1000)

function signed(size: number) {
  const text = checkpointText({ origin: LOG.name, size, root: rootOf(TREE, 0, size) })
  return { size, note: signedNote(text, [signatureLine(text, LOG)]) }
}

class Memory {
  readonly notes: string[] = []
  fault: Error | undefined
  get last() {
    return this.notes.at(-1)
  }
  async append(note: string) {
    if (this.fault) throw this.fault
    this.notes.push(note)
  }
  close = () => Promise.resolve()
}

/** One that follows the protocol as far as the log can tell: what else it checks is its own specs' business. */
class Obedient {
  kept = 0
  readonly olders: number[] = []
  constructor(readonly key: SignerKey) {}

  answer(body: string): [status: number, body: string] {
    const request = parseWitnessRequest(body)
    if (isRefusal(request)) return [400, request.code]
    this.olders.push(request.older)
    if (request.older !== this.kept) return [409, `${this.kept}\n`]
    const [text] = request.checkpoint.split('\n\n')
    this.kept = Number(text.split('\n')[1])
    return [200, signatureLine(`${text}\n`, this.key, now())]
  }
}

describe('given a log that has its checkpoints cosigned', () => {
  let servers: Server[]
  let file: Memory
  let witnesses: Witnesses
  let notes: string[]

  const serve = async (answer: RequestListener): Promise<string> => {
    const server = createServer(answer)
    servers.push(server)
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const listening = (answer: (body: string) => [number, string]) =>
    serve(async (request, response) => {
      let body = ''
      for await (const it of request) body += it
      const [status, text] = answer(body)
      response.writeHead(status).end(text)
    })
  const begin = (
    prefixes: readonly string[],
    keys: readonly SignerKey[],
    required = 0,
    againMs = 10,
    keepEveryMs = 0,
  ) => {
    const tree = {
      size: SIZE,
      consistency: (older: number, size: number) => consistencyProof(TREE, older, size),
      root: (size = SIZE) => rootOf(TREE, 0, size),
    }
    witnesses = new Witnesses(
      LOG,
      tree,
      prefixes.map((prefix, i) => ({ prefix, key: keys[i] })),
      new CosignedCheckpoints([file], LOG, keys),
      { onNote: (it) => notes.push(it), required, patienceMs: 20_000, roundMs: 50, againMs, keepEveryMs },
    )
  }
  const cosigners = (note = '', keys = [W1, W2]) => {
    const opened = openCheckpoint(note, LOG, keys)
    return isRefusal(opened) ? [] : opened.cosigners.map(({ key }) => key.name)
  }
  const faultOf = async (name: string, code: string) => {
    for (;;) {
      const fault = witnesses.states.find((it) => it.name === name)?.fault
      if (fault?.code === code) return fault
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  beforeEach(() => {
    servers = []
    notes = []
    file = new Memory()
  })
  afterEach(async () => {
    for (const it of servers) it.closeAllConnections()
    await witnesses.stop(0)
    for (const it of servers) await new Promise((done) => it.close(done))
  })

  it('keeps the last checkpoint with the cosignatures of all, and shows it', async () => {
    const [one, two] = [new Obedient(W1), new Obedient(W2)]
    begin([await listening((it) => one.answer(it)), await listening((it) => two.answer(it))], [W1, W2])
    witnesses.signed(signed(5))
    expect((await witnesses.of(5, 2, 20_000))?.size).toBe(5)
    witnesses.signed(signed(9))
    const cosigned = await witnesses.of(9, 2, 20_000)
    expect(cosigners(cosigned?.note)).toEqual([W1.name, W2.name])
    expect(file.last).toBe(cosigned?.note)
    expect(witnesses.withCosignatures(signed(9).note)).toBe(cosigned?.note)
    expect(witnesses.withCosignatures(signed(8).note)).toBe(signed(8).note)
    expect(witnesses.states.map(({ size, fault }) => [size, fault])).toEqual([
      [9, undefined],
      [9, undefined],
    ])
  })

  it('keeps cosignatures that nobody waits for once a while, shows them at once, and keeps the last when it stops', async () => {
    const one = new Obedient(W1)
    begin([await listening((it) => one.answer(it))], [W1], 1, 10, 600_000)
    const cosignedTo = async (size: number) => {
      witnesses.signed(signed(size))
      while (witnesses.states[0].size !== size) await new Promise((resolve) => setTimeout(resolve, 2))
    }
    const kept = () => file.notes.map((it) => Number(it.split('\n')[1]))
    await cosignedTo(3)
    while (kept().length === 0) await new Promise((resolve) => setTimeout(resolve, 2))
    for (const size of [5, 6, 7]) await cosignedTo(size)
    expect([kept(), cosigners(witnesses.withCosignatures(signed(7).note))]).toEqual([[3], [W1.name]])
    // Who waits has what is kept.
    expect((await witnesses.of(6, 1, 20_000))?.note).toBe(file.last)
    expect(kept()).toContain(6)
    await cosignedTo(9)
    expect(kept()).not.toContain(9)
    await witnesses.stop(0)
    expect(kept().at(-1)).toBe(9)
  })

  it('asks about the last of many, and learns from a witness where that stands', async () => {
    const one = new Obedient(W1)
    one.kept = 4
    begin([await listening((it) => one.answer(it))], [W1])
    for (let size = 5; size <= 20; size++) witnesses.signed(signed(size))
    expect((await witnesses.of(20, 1, 20_000))?.size).toBe(20)
    // From nothing, then from where it stands, then from what it has just cosigned.
    expect(one.olders).toEqual([0, 4, 5])
  })

  it('does not wait for one that never answers: the other cosigns on', async () => {
    const two = new Obedient(W2)
    begin([await serve(() => undefined), await listening((it) => two.answer(it))], [W1, W2])
    for (const size of [5, 9, 12]) {
      witnesses.signed(signed(size))
      expect((await witnesses.of(size, 1, 20_000))?.size).toBe(size)
    }
    expect(await witnesses.of(12, 2, 0)).toMatchObject({ cosigners: 1 })
  })

  it('takes a cosignature that comes late, when its round is long over', async () => {
    const one = new Obedient(W1)
    const two = new Obedient(W2)
    let answerLate = () => undefined as unknown
    const late = await serve(async (request, response) => {
      let body = ''
      for await (const it of request) body += it
      const [status, text] = one.answer(body)
      answerLate = () => response.writeHead(status).end(text)
    })
    begin([late, await listening((it) => two.answer(it))], [W1, W2])
    witnesses.signed(signed(5))
    await witnesses.of(5, 1, 20_000)
    expect(cosigners(file.last)).toEqual([W2.name])
    await new Promise((resolve) => setTimeout(resolve, 100))
    answerLate()
    expect(cosigners((await witnesses.of(5, 2, 20_000))?.note).sort()).toEqual([W1.name, W2.name])
  })

  it('is overtaken by another service that signs with its key, and says nothing of it once it has caught up', async () => {
    const one = new Obedient(W1)
    one.kept = 9
    begin([await listening((it) => one.answer(it))], [W1], 0, 600_000)
    witnesses.signed(signed(5))
    await faultOf(W1.name, 'witness-ahead')
    witnesses.signed(signed(9))
    expect((await witnesses.of(9, 1, 20_000))?.size).toBe(9)
    expect(notes).toEqual([])
  })

  it('asks one again that was dead, though nothing new is signed', async () => {
    const one = new Obedient(W1)
    let alive = false
    begin([await listening((it) => (alive ? one.answer(it) : [500, 'dead']))], [W1])
    witnesses.signed(signed(5))
    await faultOf(W1.name, 'witness-refuses')
    alive = true
    expect((await witnesses.of(5, 1, 20_000))?.size).toBe(5)
    expect(witnesses.states[0].fault).toBeUndefined()
    // Told once, however often it was tried.
    expect(notes).toHaveLength(1)
  })

  const other = signed(6).note.split('\n\n')[0]
  test.each([
    [
      'a cosignature of another checkpoint',
      'witness-answer-wrong',
      () => [200, signatureLine(`${other}\n`, W1, now())],
    ],
    ['a cosignature of somebody else', 'witness-answer-wrong', (t: string) => [200, signatureLine(t, STRANGER, now())]],
    ['nothing', 'witness-answer-wrong', () => [200, '']],
    ['what is no note', 'witness-answer-wrong', () => [200, 'thank you']],
    [
      'a cosignature of another year',
      'witness-answer-wrong',
      (t: string) => [200, signatureLine(t, W1, now() - 31_536_000)],
    ],
    ['without end', 'witness-unreachable', () => [200, 'x'.repeat(1_000_000)]],
    ['that it stands beyond all that was signed', 'witness-ahead', () => [409, '31\n']],
    ['that it has another tree of that size', 'witness-saw-other-history', () => [409, '5\n']],
    ['that the proof does not hold', 'witness-saw-other-history', () => [422, 'no']],
    ['another size each time', 'witness-answer-wrong', (_: string, n: number) => [409, `${1 + (n % 4)}\n`]],
    ['that it does not know the log', 'witness-refuses', () => [404, 'who?']],
    ['no size where it says another', 'witness-refuses', () => [409, '-1\n']],
  ] as [string, string, (text: string, asked: number) => [number, string]][])(
    'believes nothing of one that answers %s, and says so',
    async (_, code, answer) => {
      let asked = 0
      const liar = (body: string) => answer(`${body.split('\n\n')[1]}\n`, asked++)
      const two = new Obedient(W2)
      begin([await listening(liar), await listening((it) => two.answer(it))], [W1, W2])
      witnesses.signed(signed(5))
      await faultOf(W1.name, code)
      while (notes.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      expect(notes[0]).toContain(W1.name)
      expect(cosigners((await witnesses.of(5, 1, 20_000))?.note)).toEqual([W2.name])
    },
  )

  it('shows nothing that it could not keep', async () => {
    const one = new Obedient(W1)
    file.fault = new Error('ENOSPC')
    begin([await listening((it) => one.answer(it))], [W1])
    witnesses.signed(signed(5))
    while (notes.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await witnesses.of(5, 1, 0)).toBeUndefined()
    file.fault = undefined
    witnesses.signed(signed(9))
    expect((await witnesses.of(9, 1, 20_000))?.size).toBe(9)
  })

  it('knows after a restart what was cosigned, of whom it still believes', async () => {
    const [one, two] = [new Obedient(W1), new Obedient(W2)]
    const prefixes = [await listening((it) => one.answer(it)), await listening((it) => two.answer(it))]
    begin(prefixes, [W1, W2], 2)
    witnesses.signed(signed(5))
    await witnesses.of(5, 2, 20_000)
    await witnesses.stop(0)
    begin(prefixes, [W1, STRANGER])
    expect(await witnesses.of(5, 1, 0)).toMatchObject({ size: 5, cosigners: 1 })
    const before = one.olders.length
    witnesses.signed(signed(5))
    await faultOf(STRANGER.name, 'witness-answer-wrong')
    expect(one.olders).toHaveLength(before)
  })
})
