import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { RefusalException } from './problem'
import { commandIdentity } from './request-identity'

const body = { contractNo: 'HT-2024-001', amount: '380000.00', client: { name: '示例药业', id: 'x' } }
const identityOf = (headers: Record<string, unknown> = {}, rest: object = {}) =>
  commandIdentity(
    { method: 'POST', url: '/api/engagements', id: 'r-1', headers, body, ...rest } as unknown as FastifyRequest,
    '王工',
  )
const refusalOf = (ask: () => unknown) => {
  try {
    ask()
  } catch (error) {
    if (error instanceof RefusalException) return `${error.status} ${error.refusals[0].code}`
    throw error
  }
  return 'accepted'
}

describe('The identity of a command', () => {
  it('is who asks, in which request, with no key and no revision unless given', () => {
    expect(identityOf()).toMatchObject({
      actor: '王工',
      correlationId: 'r-1',
      idempotencyKey: undefined,
      expectedRevision: undefined,
    })
  })

  it('has the SHA-256 of its canonical JSON, keys sorted, no spaces', () => {
    const text =
      '{"body":{"amount":"380000.00","client":{"id":"x","name":"示例药业"},"contractNo":"HT-2024-001"},"method":"POST","path":"/api/engagements"}'
    expect(identityOf().requestHash).toBe(createHash('sha256').update(text, 'utf8').digest('hex'))
  })

  it('is another with another body, method or path, and the same with another order of keys', () => {
    const { amount, ...others } = body
    const { requestHash } = identityOf()
    expect(identityOf({}, { body: { ...others, amount } }).requestHash).toBe(requestHash)
    const different = [
      { body: { ...body, amount: '380000.01' } },
      { method: 'PUT' },
      { url: '/api/platforms' },
      { body: undefined },
    ]
    const hashes = different.map((it) => identityOf({}, it).requestHash)
    expect(new Set([requestHash, ...hashes]).size).toBe(5)
  })

  it.each([1.5, 2 ** 53, Number.POSITIVE_INFINITY])(
    'is refused for the number %p, which has no text of its own',
    (number) => {
      expect(refusalOf(() => identityOf({}, { body: { data: [{ size: number }] } }))).toBe('400 number-not-whole')
    },
  )
})

describe('A trial', () => {
  const tried = (trial: unknown, triable: boolean) =>
    commandIdentity(
      { method: 'POST', url: '/', id: 'r-1', headers: {}, body, query: { trial } } as unknown as FastifyRequest,
      '王工',
      { triable },
    )

  it('is asked for by true, and is no trial when it is false or not named', () => {
    expect([tried('true', true).trial, tried('false', true).trial, identityOf().trial]).toEqual([
      true,
      undefined,
      undefined,
    ])
  })

  it('is refused when misspelt, and where a command has none: who asked for it must not have recorded something', () => {
    for (const it of ['1', '', 'True', ['true', 'true']])
      expect(refusalOf(() => tried(it, true))).toBe('400 trial-format')
    for (const it of ['true', 'false', '1']) expect(refusalOf(() => tried(it, false))).toBe('422 no-trial-here')
  })
})

describe('Idempotency-Key', () => {
  it.each(['a', '2f1c8f0e-55aa', '!~', 'k'.repeat(200)])('may be %s', (key) => {
    expect(identityOf({ 'idempotency-key': key }).idempotencyKey).toBe(key)
  })

  it.each(['', 'k'.repeat(201), 'a b', '键', 'a\u007f', 'caf\u00e9', ['a', 'b']])('may not be %j', (key) => {
    expect(refusalOf(() => identityOf({ 'idempotency-key': key }))).toBe('400 idempotency-key-format')
  })
})

describe('If-Match', () => {
  it.each([
    ['"0"', 0],
    ['"3"', 3],
    ['"1234567890"', 1234567890],
    ['*', undefined],
  ])('%s expects revision %s', (tag, revision) => {
    expect(identityOf({ 'if-match': tag }).expectedRevision).toBe(revision)
  })

  it.each(['', '3', 'W/"3"', '"3", "4"', '"03"', '"-1"', '"3.0"', '"x"', '"12345678901"'])('may not be %s', (tag) => {
    expect(refusalOf(() => identityOf({ 'if-match': tag }))).toBe('400 if-match-format')
  })
})
