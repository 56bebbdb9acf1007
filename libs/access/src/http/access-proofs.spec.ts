import { createHash, createHmac } from 'node:crypto'
import { isRefusal, type Json } from '@pilot-ledger/kernel'
import { parseVerifierKey, type VerifierKey } from '@pilot-ledger/proof'
import { provenEntry } from '../commitments/access-proof'
import { openAccessDatabase } from '../store/database'
import { AccessFixture, type Answer, OUR_CONTRACT } from './access-fixture.spec-support'

const sha = (...parts: readonly Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
const bytes = (base64: string) => Buffer.from(base64, 'base64')
/** RFC 6962, written out: where the path of `index` in a tree of `size` leads. */
function led(leaf: Uint8Array, index: number, size: number, path: readonly string[]): Buffer {
  if (size === 1) return Buffer.from(leaf)
  const split = 2 ** Math.floor(Math.log2(size - 1))
  const [sibling, below] = [bytes(path[path.length - 1]), path.slice(0, -1)]
  return index < split
    ? sha(Buffer.of(1), led(leaf, index, split, below), sibling)
    : sha(Buffer.of(1), sibling, led(leaf, index - split, size - split, below))
}
/** For these entries the keys of RFC 8785 are sorted as JavaScript sorts them. */
const canonical = (it: Json): string =>
  Array.isArray(it)
    ? `[${it.map(canonical).join()}]`
    : typeof it === 'object' && it !== null
      ? `{${Object.keys(it)
          .sort()
          .map((key) => `${JSON.stringify(key)}:${canonical((it as Record<string, Json>)[key])}`)
          .join()}}`
      : JSON.stringify(it)

let fixture: AccessFixture
let key: VerifierKey
beforeAll(async () => {
  fixture = await opened()
  const noted = parseVerifierKey((await fixture.ask('auditor', 'GET', '/api/log/key')).text.trimEnd())
  if (isRefusal(noted)) throw new Error(noted.en)
  key = noted
}, 300_000)
afterAll(() => fixture.close())

/** Three looks at a contract, committed. */
async function opened(): Promise<AccessFixture> {
  const it = await AccessFixture.open()
  await it.settle()
  for (const who of ['evaluator', 'finance', 'evaluator']) await it.ask(who, 'GET', `/api/engagements/${OUR_CONTRACT}`)
  await commit(it)
  return it
}
const commit = async (it = fixture) => expect(await it.office.access.committerTo(it.log).commit()).toBe(true)
/** One more look; its sequence. */
async function looked(): Promise<number> {
  await taken(`engagements/${OUR_CONTRACT}`, 'finance')
  return (await taken('access-log?limit=1')).body.reads[0].sequence
}
const taken = (path: string, who = 'auditor'): Promise<Answer> => fixture.ask(who, 'GET', `/api/${path}`)
/** A checkpoint that has the commitment under it. */
const signed = async (): Promise<string> => (await taken('access-log/2/proof')).body.checkpoint
const proven = (file: Json, note?: string) => {
  const answer = provenEntry(file, key, { note })
  return isRefusal(answer) ? answer.code : answer
}

describe('given looks at contracts that are committed to the log', () => {
  it('when the proof of one is taken, then it leads from what the entry says to the signed root, by anybody’s arithmetic', async () => {
    const { status, body, headers } = await taken('access-log/2/proof')
    expect([status, headers['cache-control']]).toEqual([200, 'no-store'])
    expect(body).toMatchObject({ format: 'pilot-ledger/access-proof@1', tree: 'reads' })
    expect(body.leaf).toMatchObject({ sequence: 2, actor: 'finance', role: 'finance', action: 'readEngagement' })
    expect(body.leaf.request).toBe(`GET /api/engagements/${OUR_CONTRACT}`)
    const leaf = (it: Json) => sha(Buffer.of(0), Buffer.from(canonical(it)))
    const { entry, proof } = body.committed
    expect([entry.type, entry.stream, entry.data.reads]).toEqual(['AccessCommitted', 'access', 3])
    expect(led(leaf(body.leaf), 1, 3, body.proof)).toEqual(bytes(entry.data.readsRoot))
    expect(led(leaf(entry), entry.sequence - 1, body.size, proof)).toEqual(bytes(body.root))
    const [, size, root] = body.checkpoint.split('\n')
    expect([Number(size), root]).toEqual([body.size, body.root])
    expect(proven(body)).toMatchObject({ sequence: 2, entry: entry.sequence, shown: false })
  })

  it('when one of an account is taken, then it is proven likewise, without what is said of a person', async () => {
    const { body } = await taken('account-entries/2/proof')
    expect(body.leaf).toMatchObject({ sequence: 2, type: 'AccountCreated', data: { name: 'clerk', role: 'platform' } })
    expect(body.leaf.data).not.toHaveProperty('displayName')
    expect(body).not.toHaveProperty('salt')
    expect(proven(body)).toMatchObject({ sequence: 2, shown: false })
  })

  it('when it is asked for whole, then what is said of a person can be shown on, and nobody keeps it', async () => {
    const note = await signed()
    const { body, headers } = await taken(`account-entries/2/proof?whole=true&size=${note.split('\n')[1]}`)
    expect(headers['cache-control']).toBe('no-store')
    expect(body.personal).toEqual({ displayName: 'clerk' })
    const digest = createHmac('sha256', bytes(body.salt)).update('{"displayName":"clerk"}').digest('base64')
    expect(body.leaf.digest).toBe(digest)
    expect(proven(body, note)).toMatchObject({ shown: true })
    expect(proven({ ...body, personal: { displayName: '李四' } }, note)).toBe('personal-altered')
    const { personal: _, ...half } = body
    expect(proven(half, note)).toBe('access-proof-malformed')
  })

  it('when a size is named, then the answer is the same for ever, though more is committed and signed, and he may keep it', async () => {
    const note = await signed()
    const path = `access-log/2/proof?size=${note.split('\n')[1]}`
    const first = await taken(path)
    expect(first.headers['cache-control']).toBe('private, max-age=31536000, immutable')
    expect(first.body).not.toHaveProperty('checkpoint')
    expect([proven(first.body), proven(first.body, note)]).toEqual([
      'checkpoint-missing',
      expect.objectContaining({ sequence: 2 }),
    ])
    const later = await looked()
    await commit()
    expect((await taken(`access-log/${later}/proof`)).body.committed.entry.data.reads).toBe(later)
    expect((await taken(path)).text).toBe(first.text)
  })

  it('when anything of it is altered, left out or of another, then it is not proven', async () => {
    const { body } = await taken('access-log/2/proof')
    const other = (await taken('access-log/3/proof')).body
    const { leaf, committed, proof } = body
    const { entry } = committed
    const altered: Record<string, Json> = {
      'who looked': { ...body, leaf: { ...leaf, actor: 'evaluator' } },
      'what he saw': { ...body, leaf: { ...leaf, request: 'GET /' } },
      'its place': { ...body, leaf: { ...leaf, sequence: 3 } },
      'its digest': { ...body, leaf: { ...leaf, digest: other.leaf.digest } },
      'another entry': { ...body, leaf: other.leaf },
      'the other tree': { ...body, tree: 'accountEntries' },
      'the path of another': { ...body, proof: other.proof },
      'a path that is short': { ...body, proof: proof.slice(1) },
      'a path that is long': { ...body, proof: [...proof, proof[0]] },
      'another commitment': {
        ...body,
        committed: { ...committed, entry: { ...entry, data: { ...entry.data, reads: 4 } } },
      },
      'an entry that is none': { ...body, committed: { ...committed, entry: { ...entry, type: 'ContractSigned' } } },
      'another root': { ...body, root: other.committed.entry.data.readsRoot },
      'another size': { ...body, size: body.size + 1 },
      'an altered checkpoint': {
        ...body,
        checkpoint: body.checkpoint.replace(String(body.size), String(body.size + 1)),
      },
      'no file at all': null,
      'a list': [],
      'half of it': {
        format: body.format,
        tree: 'reads',
        leaf,
        checkpoint: body.checkpoint,
        size: body.size,
        root: body.root,
      },
    }
    const verdicts = Object.entries(altered).map(([what, file]) => [what, proven(file)])
    expect(verdicts.filter(([, verdict]) => typeof verdict !== 'string')).toEqual([])
  })

  it('when somebody was forgotten, then the proof is as it was, and the digest alone is left', async () => {
    const path = `access-log/3/proof?size=${(await signed()).split('\n')[1]}`
    const before = await taken(path)
    const database = openAccessDatabase(fixture.office.folder)
    database
      .prepare("UPDATE reads SET address = '         ', salt = ? WHERE sequence = 3")
      .run(bytes(before.body.leaf.digest))
    database.close()
    expect((await taken(path)).text).toBe(before.text)
    expect((await taken(`${path}&whole=true`)).body).not.toHaveProperty('personal')
  })

  it.each([
    ['access-log/999/proof', 404, 'unknown-access-entry'],
    ['access-log/0/proof', 404, 'unknown-access-entry'],
    ['access-log/x/proof', 404, 'unknown-access-entry'],
    ['access-log/2/proof?size=1', 404, 'unknown-size'],
    ['access-log/2/proof?size=99999', 404, 'unknown-size'],
    ['access-log/2/proof?size=x', 400, 'value-format'],
    ['access-log/2/proof?whole=1', 400, 'unknown-value'],
  ])('when %s is asked, then it is %i %s', async (path, status, code) => {
    const answer = await taken(path)
    expect([answer.status, answer.body.code, answer.headers['cache-control']]).toEqual([status, code, 'no-store'])
  })

  it('when a look is not committed yet, then that is said, and nobody but administrator and auditor asks', async () => {
    expect((await taken(`access-log/${await looked()}/proof`)).body.code).toBe('access-not-committed')
    for (const who of ['clerk', 'evaluator', 'finance'])
      expect((await taken('access-log/2/proof', who)).body.code).toBe('not-allowed')
    expect((await taken('access-log/2/proof', 'keeper')).status).toBe(200)
  })

  it('when the file is not what was committed, then nobody is shown a proof that does not hold', async () => {
    const other = await opened()
    const database = openAccessDatabase(other.office.folder)
    database.exec("DROP TRIGGER reads_stay; UPDATE reads SET actor = 'evaluator' WHERE sequence = 2")
    database.close()
    expect((await other.ask('auditor', 'GET', '/api/access-log/2/proof')).status).toBe(503)
    await other.close()
  }, 300_000)
})
