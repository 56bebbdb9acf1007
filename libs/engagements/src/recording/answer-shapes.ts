import { applyDecorators } from '@nestjs/common'
import { ApiQuery, ApiResponse } from '@nestjs/swagger'
import { listOf, mapOf, maybe, named, type Shape, shape, text, whole, yesNo } from '@pilot-ledger/kernel'

/** 疑点 that an entry brings. */
export const ENTRY_WARNING = named('EntryWarning', { code: text, zh: text, en: text, facts: maybe(mapOf(text)) })
/** Why a change waits for a second person. */
export const BECAUSE = shape({ code: text, day: maybe(text), what: maybe(text), framework: maybe(text) })
const takenAlong = listOf(shape({ entry: text, type: text }))

/** 试登记: what the command would bring. */
const tried = named('TriedEntry', {
  id: text,
  trial: yesNo,
  revision: whole,
  warnings: listOf(ENTRY_WARNING),
  takenAlong: maybe(takenAlong),
  waits: maybe(shape({ because: listOf(BECAUSE) })),
})

const recorded = named('RecordedEntry', {
  id: text,
  entryId: text,
  entryIds: listOf(text),
  revision: whole,
  position: text,
  warnings: listOf(ENTRY_WARNING),
  takenAlong: maybe(takenAlong),
  waits: maybe(shape({ proposal: text, at: text })),
})

const answered = (status: number, answer: Shape, description: string) =>
  ApiResponse({ status, description, content: { 'application/json': { schema: answer as never } } })

/** The answers of every command on a contract: tried, recorded, or put before a second person. */
export const TRIED_OR_RECORDED: MethodDecorator = applyDecorators(
  ApiQuery({
    name: 'trial',
    required: false,
    enum: ['true', 'false'],
    description: 'true：只试不登记，告知将出现的疑点',
  }),
  answered(200, tried, '试登记（trial=true）：什么也没有登记'),
  answered(201, recorded, '已登记；warnings 为由此新出现的疑点'),
  answered(202, recorded, '待第二人复核'),
)
