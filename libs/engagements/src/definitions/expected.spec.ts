import type { Field, Fields } from '@pilot-ledger/kernel'
import { ENGAGEMENT_EVENTS } from '../domain/events'

/** Every field of a contract's entries that is judged by a pattern, with where it stands. */
function patternsIn(fields: Fields, at: string): (readonly [at: string, field: Field])[] {
  return Object.entries(fields).flatMap(([name, field]) => [
    ...(field.form.kind === 'pattern' ? [[`${at}/${name}`, field] as const] : []),
    ...(field.form.parts ? patternsIn(field.form.parts, `${at}/${name}`) : []),
  ])
}

describe('given the fields of a contract’s entries', () => {
  const patterns = ENGAGEMENT_EVENTS.all.flatMap(({ type, fields }) => patternsIn(fields as Fields, type))

  it('then each that a pattern judges says in words what is expected', () => {
    expect(patterns.map(([at]) => at)).toContain('InvoiceIssued/taxRate')
    const silent = patterns.filter(([, { form }]) => !/^须为/.test(form.fault('？')?.zh ?? ''))
    expect(silent.map(([at]) => at)).toEqual([])
  })
})
