import {
  type EventDefinition,
  type Field,
  type Fields,
  type Form,
  field,
  patternForm,
  refuse,
  textsForm,
} from '@pilot-ledger/kernel'
import { LONGEST } from '@pilot-ledger/platforms/definitions'

/** Fields as they recur. */
export const key = (zh: string, en: string, example: string) => field.text(LONGEST.key, zh, en, { example })
export const title = (zh: string, en: string, more: Partial<Field> = {}) => field.text(LONGEST.title, zh, en, more)
export const day = (zh: string, en: string, example = '2025-08-29') => field.day(zh, en, { example })
export const since = (zh: string, en: string) => field.dayOrMonth(zh, en, { example: '2025-06' })
export const until = field.maybe(field.laterDay('有效期末日', 'Last day in force', { example: '2025-12-31' }))
export const reason = field.text(LONGEST.wording, '原因', 'Reason', { example: '期满', long: true, maskable: true })
export const document = field.maybe(title('依据文件', 'Document'))
export const synthetic = field.maybe(field.flag('演示数据', 'Demonstration data', { hidden: true }))

const PLATFORM = patternForm(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, [
  '须为平台 id',
  'the id of a platform is expected',
])
export const platform = (zh: string, en: string) => field.formed(PLATFORM, zh, en)

/** A count of a target: whole and more than none. */
export const count = (zh: string, en: string, example: string) =>
  field.formed(patternForm(/^[1-9]\d{0,8}$/, ['须为正整数', 'a whole number above zero']), zh, en, { example })

const TITLES = textsForm(LONGEST.key)
/** One to twenty. */
const SOME_TITLES: Form<readonly string[]> = {
  ...TITLES,
  strictFault: (value, pointer) =>
    Array.isArray(value) && value.length >= 1 && value.length <= 20
      ? TITLES.strictFault?.(value, pointer)
      : refuse('list-expected', { pointer, zh: '须为 1–20 项的列表', en: 'a list of 1 to 20 is expected' }),
}
export const titles = (zh: string, en: string, note: string) => field.formed(SOME_TITLES, zh, en, { note })

type Named = { readonly route: { readonly path: string; readonly action: string } }
const STEP_KEY = { key: field.text(LONGEST.key, '编号', 'Key') }

/** The entry that opens an item of a register: `POST /api/programmes/{programme}/<path>`. */
export function opening<const Type extends string, F extends Fields>(
  type: Type,
  path: string,
  zh: string,
  en: string,
  fields: F,
  more: Pick<EventDefinition<Type, F>, 'refuse'> & { readonly action?: string } = {},
): EventDefinition<Type, F> & Named {
  const { action = 'keepProgramme', refuse } = more
  const day = ('from' in fields ? 'from' : 'on') as Extract<keyof F, string>
  const summary = ['key', 'title', 'party'].filter((it): it is Extract<keyof F, string> => it in fields)
  return { type, zh, en, day, summary, fields, route: { path, action }, ...(refuse && { refuse }) }
}

/** What is recorded of an item after it was opened: `POST …/<path>/{key}/<step>`. */
export function step<const Type extends string, F extends Fields>(
  { route: { path: of, action } }: Named,
  type: Type,
  path: string,
  zh: string,
  en: string,
  fields: F,
  more: Pick<EventDefinition<Type, typeof STEP_KEY & F>, 'refuse'> = {},
): EventDefinition<Type, typeof STEP_KEY & F> {
  return {
    type,
    zh,
    en,
    route: { path: `${of}/:key/${path}`, action, fromPath: { key: 'key' } },
    day: 'on' as Extract<keyof F, string>,
    summary: ['key'],
    fields: { ...STEP_KEY, ...fields },
    ...more,
  }
}

/** The end of what stands for a time. */
export const ending = <const Type extends string>(of: Named, type: Type, zh: string, en: string) =>
  step(of, type, 'end', zh, en, { on: day('失效首日', 'First day out of force'), reason, synthetic })
