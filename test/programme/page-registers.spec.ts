import { REGISTERS as OF_THE_SERVICE } from '@pilot-ledger/programme'

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
  test('take what the service’s own table says, register by register', () => {
    const service = OF_THE_SERVICE.map(({ kind, steps, ...it }) => ({
      kind,
      ...told(it),
      steps: steps.map(told),
    }))
    const page = REGISTERS.map(({ kind, steps, ...it }) => ({ kind, ...told(it), steps: steps.map(told) }))
    expect(page.sort(byKind)).toEqual(service.sort(byKind))
  })
})

function told({ event, path, once, ends, fields }: Told) {
  const named = Array.isArray(fields)
    ? fields.map(({ name, ...it }) => [name, it] as const)
    : Object.entries(fields as Record<string, Field>)
  return {
    event,
    path,
    once,
    ends,
    fields: named
      .filter(([name]) => name !== NOT_IN_FORMS)
      .map(([name, { form, optional, values }]) => [name, form, optional, values && [...values]]),
  }
}

interface Field {
  readonly form: string
  readonly optional?: true
  readonly values?: readonly string[]
}

function byKind(a: { kind: string }, b: { kind: string }): number {
  return a.kind < b.kind ? -1 : 1
}
