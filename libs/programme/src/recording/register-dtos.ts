import { Amount, BusinessDay, DayOrMonth, Flag, Matching, Nested, OneOf, Text, TextList } from '@pilot-ledger/http'
import { COUNT, type Field, type Fields, LONGEST, PLATFORM_ID } from '../domain/field'
import type { Register, Step } from '../domain/register'
import { REGISTERS } from '../domain/registers'
import { ProgrammeFigurePublishedDto, ProgrammeOpenedDto, ProgrammePartyDto } from './dtos'

export type ContentClass = new () => object

/** A field of the table as a field of a request: the check at the door and the OpenAPI document come from one line. */
function decorated({ form, zh, optional, values, example }: Field): PropertyDecorator {
  const options = { optional, description: zh, ...(example && { example }) }
  if (values) return OneOf(values, options)
  switch (form) {
    case 'day':
    case 'anyDay':
      return BusinessDay(options)
    case 'dayOrMonth':
      return DayOrMonth(options)
    case 'party':
      return Nested(() => ProgrammePartyDto, options)
    case 'amount':
      return Amount(options)
    case 'count':
      return Matching(COUNT, options)
    case 'platform':
      return Matching(PLATFORM_ID, options)
    case 'flag':
      return Flag(options)
    case 'titles':
      return TextList(LONGEST.key, options)
    default:
      return Text(LONGEST[form], options)
  }
}

/** OpenAPI names schemas by their class, so each of them has its event's name. */
function classOf(name: string, fields: Fields): ContentClass {
  const content = class {}
  Object.defineProperty(content, 'name', { value: name })
  for (const [field, it] of Object.entries(fields)) decorated(it as Field)(content.prototype, field)
  return content
}

/** What opens an item. */
export const ITEM_CLASS = new Map<Register, ContentClass>(
  REGISTERS.map((it) => [it, classOf(`${it.event}Dto`, it.fields)]),
)
/** A step at its own door, where the key stands in the path. */
export const STEP_CLASS = new Map<Step, ContentClass>(
  REGISTERS.flatMap(({ steps }) => steps.map((it) => [it, classOf(`${it.event}Dto`, it.fields)] as const)),
)

/** The class that checks the data of a content's type: for corrections, whose content may be of any of them. */
export const DATA_CLASS = new Map<string, ContentClass>([
  ['ProgrammeOpened', ProgrammeOpenedDto],
  ['FigurePublished', ProgrammeFigurePublishedDto],
  ...REGISTERS.map((it) => [it.event, ITEM_CLASS.get(it) as ContentClass] as const),
  ...REGISTERS.flatMap(({ steps }) => steps).map(
    (it) => [it.event, classOf(`Keyed${it.event}Dto`, { key: { form: 'key', zh: '编号' }, ...it.fields })] as const,
  ),
])
