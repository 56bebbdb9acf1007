import { type Problem, Refused } from './ask'
import { EvidenceUpload, type Line, PIECE_BYTES } from './evidence-upload'

const HASH = 'ab'.repeat(32)
const SIZE = 2 * PIECE_BYTES + 5
const PAPER = Object.assign(new Blob([new Uint8Array(SIZE)]), { name: '合同.pdf' })
const STORED = {
  platform: 'p1',
  sha256: HASH,
  size: SIZE,
  mediaType: 'application/pdf',
  pages: 3,
  fileName: '合同.pdf',
}

type Answer = (init: RequestInit) => Promise<Response>
const problem = (status: number, code: string) => async () => Response.json({ status, code }, { status })
/** What `reach` makes of a line that is gone. */
async function unreachable(): Promise<never> {
  throw new Refused({ status: 0, code: 'unreachable' } as Problem)
}

/** A service that holds so many bytes; `disturbed` answers in its stead while it has answers, one absent leaves it alone. */
function service(disturbed: Readonly<Record<string, (Answer | undefined)[]>> = {}) {
  const asked: string[] = []
  const pauses: number[] = []
  let held = 0
  const answers: Readonly<Record<string, Answer>> = {
    POST: async () => Response.json({ id: 'u1', offset: 0 }),
    GET: async () => Response.json({ id: 'u1', offset: held, ...(held === SIZE && { stored: STORED }) }),
    DELETE: async () => new Response(null, { status: 204 }),
    PATCH: async ({ headers, body }) => {
      const from = Number((headers as Record<string, string>)['upload-offset'])
      if (from !== held) return problem(409, 'upload-offset-differs')()
      held += (body as Blob).size
      return new Response(null, { status: 204, headers: { 'upload-offset': String(held) } })
    },
  }
  const line: Line = {
    reach: async (address, init) => {
      const { method = '', headers } = init
      const offset = (headers as Record<string, string>)['upload-offset']
      asked.push([method, address, offset].filter(Boolean).join(' '))
      return (disturbed[method]?.shift() ?? answers[method])(init)
    },
    pause: async (milliseconds) => {
      pauses.push(milliseconds)
    },
  }
  return { line, asked, pauses, hold: (bytes: number) => (held = bytes) }
}
const ALL = './api/platforms/p1/evidence-uploads'
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { problem?: { code: string } }) => error.problem?.code ?? error,
  )

describe('the upload of a paper', () => {
  test('given a file of more than two pieces, when it is sent, then it is announced, sent in order, and answered as stored', async () => {
    const { line, asked } = service()
    const told: (readonly [number, boolean])[] = []
    const stored = await new EvidenceUpload('p1', PAPER, HASH, line).send((bytes, broken) => told.push([bytes, broken]))
    expect(stored).toEqual(STORED)
    expect(told).toEqual([0, PIECE_BYTES, 2 * PIECE_BYTES].map((it) => [it, false]))
    expect(asked).toEqual([
      `POST ${ALL}`,
      `PATCH ${ALL}/u1 0`,
      `PATCH ${ALL}/u1 ${PIECE_BYTES}`,
      `PATCH ${ALL}/u1 ${2 * PIECE_BYTES}`,
      `GET ${ALL}/u1`,
    ])
  })

  test('says its name as UTF-8, its length and its hash', async () => {
    let given: Record<string, string> = {}
    const note: Answer = async ({ headers }) => {
      given = headers as Record<string, string>
      return Response.json({ id: 'u1' })
    }
    const { line } = service({ POST: [note] })
    await new EvidenceUpload('p1', PAPER, HASH, line).send(() => undefined)
    const [name, hash] = given['upload-metadata'].split(',').map((it) => it.split(' '))
    expect([name[0], Buffer.from(name[1], 'base64').toString('utf8')]).toEqual(['filename', '合同.pdf'])
    expect([hash[0], Buffer.from(hash[1], 'base64').toString('utf8')]).toEqual(['sha256', HASH])
    expect(given['upload-length']).toBe(String(SIZE))
  })

  test('given the line breaks within a piece, then it goes on from what has arrived', async () => {
    const it = service({
      PATCH: [
        async () => {
          it.hold(1000)
          return unreachable()
        },
      ],
    })
    await new EvidenceUpload('p1', PAPER, HASH, it.line).send(() => undefined)
    expect(it.asked.slice(1, 4)).toEqual([`PATCH ${ALL}/u1 0`, `GET ${ALL}/u1`, `PATCH ${ALL}/u1 1000`])
    expect(it.pauses).toHaveLength(1)
  })

  test('given only the answer to the last piece was lost, then nothing is sent again', async () => {
    const it = service({
      PATCH: [
        async () => {
          it.hold(SIZE)
          return unreachable()
        },
      ],
    })
    expect(await new EvidenceUpload('p1', PAPER, HASH, it.line).send(() => undefined)).toEqual(STORED)
    expect(it.asked).toEqual([`POST ${ALL}`, `PATCH ${ALL}/u1 0`, `GET ${ALL}/u1`])
  })

  test('given the line stays away, then it gives up, and sent again it goes on without announcing anew', async () => {
    const it = service({ PATCH: [unreachable], GET: [unreachable, unreachable, unreachable, unreachable] })
    const upload = new EvidenceUpload('p1', PAPER, HASH, it.line)
    expect(await codeOf(upload.send(() => undefined))).toBe('unreachable')
    expect(await codeOf(upload.send(() => undefined))).toBe('done')
    expect(it.asked.filter((one) => one.startsWith('POST'))).toHaveLength(1)
  })

  test('given whoever had the pieces is gone, then it is announced and sent anew', async () => {
    const gone = problem(404, 'unknown-upload')
    const { line, asked } = service({ PATCH: [undefined, gone] })
    expect(await new EvidenceUpload('p1', PAPER, HASH, line).send(() => undefined)).toEqual(STORED)
    expect(asked.slice(0, 5)).toEqual([
      `POST ${ALL}`,
      `PATCH ${ALL}/u1 0`,
      `PATCH ${ALL}/u1 ${PIECE_BYTES}`,
      `POST ${ALL}`,
      `PATCH ${ALL}/u1 0`,
    ])
  })

  test('given a line that breaks all along and brings something in between, then it does not give up', async () => {
    const thrice = [unreachable, unreachable, unreachable]
    const it = service({ PATCH: [...thrice, undefined, ...thrice] })
    expect(await codeOf(new EvidenceUpload('p1', PAPER, HASH, it.line).send(() => undefined))).toBe('done')
    expect(it.pauses).toEqual([...it.pauses.slice(0, 3), ...it.pauses.slice(0, 3)])
  })

  test.each([
    ['evidence-encrypted', 400],
    ['evidence-store-full', 507],
  ])('given the service refuses by %s, then that is said at once', async (code, status) => {
    const { line, asked } = service({ PATCH: [problem(status, code)] })
    expect(await codeOf(new EvidenceUpload('p1', PAPER, HASH, line).send(() => undefined))).toBe(code)
    expect(asked).toHaveLength(2)
  })

  test('given all has arrived and could not be stored, when it is sent again, then only that is tried again', async () => {
    const it = service({ GET: [async () => Response.json({ id: 'u1', offset: SIZE })] })
    await new EvidenceUpload('p1', PAPER, HASH, it.line).send(() => undefined)
    expect(it.asked.slice(-3)).toEqual([`GET ${ALL}/u1`, `PATCH ${ALL}/u1 ${SIZE}`, `GET ${ALL}/u1`])
  })

  test('given its form is closed, then it stops', async () => {
    const closed = new AbortController()
    const { line, asked } = service()
    const sending = new EvidenceUpload('p1', PAPER, HASH, line).send(() => closed.abort('closed'), closed.signal)
    expect(await codeOf(sending)).toBe('closed')
    expect(asked).toHaveLength(2)
  })

  test('given a line that is broken, then it is told with how much has arrived', async () => {
    const { line } = service({ PATCH: [undefined, unreachable] })
    const told: (readonly [number, boolean])[] = []
    await new EvidenceUpload('p1', PAPER, HASH, line).send((bytes, broken) => told.push([bytes, broken]))
    expect(told.slice(1, 4)).toEqual([
      [PIECE_BYTES, false],
      [PIECE_BYTES, true],
      [PIECE_BYTES, false],
    ])
  })

  test.each([
    ['in its middle: then what arrived is dropped there', { PATCH: [undefined, problem(503, 'disk-full')] }, 1],
    ['that was refused: then there is nothing to drop', { PATCH: [problem(422, 'evidence-cut-off')] }, 0],
    ['that is stored: then it stays', {}, 0],
  ] as const)('given up %s', async (_, disturbed, dropped) => {
    const { line, asked } = service(disturbed as Readonly<Record<string, (Answer | undefined)[]>>)
    const upload = new EvidenceUpload('p1', PAPER, HASH, line)
    await codeOf(upload.send(() => undefined))
    await upload.giveUp()
    expect(asked.filter((it) => it === `DELETE ${ALL}/u1`)).toHaveLength(dropped)
  })
})
