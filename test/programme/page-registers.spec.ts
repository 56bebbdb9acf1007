import type { Field } from '@pilot-ledger/kernel'
import { REGISTERS as OF_THE_SERVICE, PROGRAMME_EVENTS, type Step } from '@pilot-ledger/programme'

/** What both tables must say alike: doors, order of steps, fields with their forms and values. */
interface Told {
  readonly event: string
  readonly path: string
  readonly once?: true
  readonly ends?: true
  readonly fields: unknown
}

// The page is compiled by other rules than the service: its table is loaded when the test runs, its shape said here.
const { REGISTERS } = jest.requireActual<{ REGISTERS: readonly (Told & { kind: string; steps: readonly Told[] })[] }>(
  '../../apps/web/src/programme/registers',
)

const NOT_IN_FORMS = 'synthetic'

describe('the forms of the programme’s registers', () => {
  test('take what the service’s own definitions say, register by register', () => {
    const service = OF_THE_SERVICE.map(({ kind, steps, event }) => ({
      kind,
      ...defined(event),
      steps: steps.map((it: Step) => ({
        ...defined(it.event, `${pathOf(event)}/:key/`),
        once: it.once,
        ends: it.ends,
      })),
    }))
    const page = REGISTERS.map(({ kind, steps, ...it }) => ({ kind, ...told(it), steps: steps.map(told) }))
    expect(page.sort(byKind)).toEqual(service.sort(byKind))
  })
})

const pathOf = (event: string) => PROGRAMME_EVENTS.of(event).route?.path ?? ''

/** The definition of an event in the words of the page's table; the key of a step stands in its address. */
function defined(event: string, below = '') {
  const { fields } = PROGRAMME_EVENTS.of(event)
  return {
    event,
    path: pathOf(event).replace(below, ''),
    fields: Object.entries(fields as Record<string, Field>)
      .filter(([name]) => name !== NOT_IN_FORMS && !(below && name === 'key'))
      .map(([name, { form, optional }]) => [name, formOf(name, form), optional, valuesOf(form)]),
  }
}

const BY_LENGTH: Readonly<Record<number, string>> = { 64: 'key', 200: 'title', 1000: 'wording' }
const BY_KIND: Readonly<Record<string, string>> = { choice: 'key', laterDay: 'anyDay', texts: 'titles' }

function formOf(name: string, { kind, longest = 0 }: Field['form']): string {
  if (kind === 'text') return BY_LENGTH[longest]
  if (kind === 'pattern') return name === 'platform' ? 'platform' : 'count'
  return BY_KIND[kind] ?? kind
}

function valuesOf({ kind, values = {} }: Field['form']) {
  return kind === 'choice' ? Object.keys(values) : undefined
}

function told({ event, path, once, ends, fields }: Told) {
  const named = fields as readonly { name: string; form: string; optional?: true; values?: readonly string[] }[]
  return {
    event,
    path,
    once,
    ends,
    fields: named.map(({ name, form, optional, values }) => [name, form, optional, values && [...values]]),
  }
}

function byKind(a: { kind: string }, b: { kind: string }): number {
  return a.kind < b.kind ? -1 : 1
}
