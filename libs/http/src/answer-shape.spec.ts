import { Controller, Get } from '@nestjs/common'
import { listOf, maybe, money, named, orNull, type ShapeOf, shape, text, withoutNamed } from '@pilot-ledger/kernel'
import { Answers } from './answer-shape'

const LINE = named('Line', { name: text, amount: money, note: maybe(text) })
const LINES = named('Lines', { lines: listOf(LINE), last: orNull(LINE), next: maybe(text) })

/** The compiler is what holds a route to its shape: it must refuse just what is marked here. */
@Controller()
class Routes {
  @Get('fits')
  @Answers(LINES)
  fits(): ShapeOf<typeof LINES> {
    return { lines: [{ name: '一', amount: '1.00' }], last: null }
  }

  @Get('later')
  @Answers(LINES)
  async later() {
    return { lines: [{ name: '一', amount: '1.00', note: undefined }], last: { name: '二', amount: '2.00' } }
  }

  // @ts-expect-error: an amount is text
  @Answers(LINES)
  wrong() {
    return { lines: [{ name: '一', amount: 1 }], last: null }
  }

  // @ts-expect-error: `last` is missing
  @Answers(LINES)
  async less() {
    return { lines: [] }
  }

  // @ts-expect-error: `secret` is more than the document says, however deep
  @Answers(LINES)
  more() {
    return { lines: [{ name: '一', amount: '1.00', secret: 'x' }], last: null }
  }

  // @ts-expect-error: of one kind of answer too
  @Answers(LINES)
  async sometimesMore(some: boolean) {
    return some ? { lines: [], last: null } : { lines: [], last: null, secret: 'x' }
  }
}

describe('the shape of an answer', () => {
  it('stands in the document once under its name, and is referred to', () => {
    const components: Record<string, unknown> = {}
    expect(Routes).toBeDefined()
    expect(withoutNamed({ of: LINES, and: LINE }, components)).toEqual({
      of: { $ref: '#/components/schemas/Lines' },
      and: { $ref: '#/components/schemas/Line' },
    })
    const line = { $ref: '#/components/schemas/Line' }
    expect(components).toEqual({
      Line: {
        type: 'object',
        properties: { name: { type: 'string' }, amount: money, note: { type: 'string' } },
        required: ['name', 'amount'],
        additionalProperties: false,
      },
      Lines: {
        type: 'object',
        properties: {
          lines: { type: 'array', items: line },
          last: { anyOf: [line, { type: 'null' }] },
          next: { type: 'string' },
        },
        required: ['lines', 'last'],
        additionalProperties: false,
      },
    })
  })

  it('is one under one name', () => {
    const other = shape({ a: LINE, b: named('Line', { name: text }) })
    expect(() => withoutNamed(other, {})).toThrow('two different shapes are called Line')
  })
})
