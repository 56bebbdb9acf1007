/** The forms of a field, as the service's table of registers names them. */
export type Form =
  | 'key'
  | 'title'
  | 'wording'
  | 'day'
  | 'dayOrMonth'
  | 'anyDay'
  | 'party'
  | 'amount'
  | 'count'
  | 'flag'
  | 'platform'
  | 'titles'

export interface RegisterField {
  readonly name: string
  readonly form: Form
  readonly words: readonly [zh: string, en: string]
  readonly optional?: true
  readonly values?: readonly string[]
}

export interface RegisterStep {
  readonly event: string
  readonly path: string
  readonly words: readonly [zh: string, en: string]
  readonly fields: readonly RegisterField[]
  readonly once?: true
  /** After it the item is no longer in force. */
  readonly ends?: true
}

export interface Register extends Omit<RegisterStep, 'once' | 'ends'> {
  readonly kind: string
  readonly steps: readonly RegisterStep[]
}

export const f = (name: string, form: Form, zh: string, en: string, values?: readonly string[]): RegisterField => ({
  name,
  form,
  words: [zh, en],
  ...(values && { values }),
})
export const maybe = (field: RegisterField): RegisterField => ({ ...field, optional: true })
export const document = maybe(f('document', 'title', '依据文件', 'Document'))
export const reason = f('reason', 'wording', '原因', 'Reason')
export const until = maybe(f('until', 'anyDay', '有效期末日', 'Last day in force'))
export const platform = f('platform', 'platform', '平台', 'Platform')
export const ending = (event: string, zh: string, en: string): RegisterStep => ({
  event,
  path: 'end',
  words: [zh, en],
  fields: [f('on', 'day', '失效首日', 'First day out of force'), reason],
  once: true,
  ends: true,
})
