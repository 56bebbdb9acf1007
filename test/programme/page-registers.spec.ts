import { REGISTERS as OF_THE_SERVICE } from '@pilot-ledger/programme'

interface Reported {
  readonly kind: string
  readonly event: string
  readonly steps: readonly { readonly event: string; readonly once?: boolean; readonly ends?: boolean }[]
}

// The page is compiled by other rules than the service: its registers are loaded when the test runs, their shape said here.
const { REGISTERS } = jest.requireActual<{ REGISTERS: readonly Reported[] }>('../../apps/web/src/programme/registers')

describe('the programme’s registers on the page', () => {
  test('are those of the service, in its order, each with its steps: which come again, and which end what they are of', () => {
    expect(REGISTERS.map(reported)).toEqual(OF_THE_SERVICE.map(reported))
  })
})

/** Forms, routes and words need no comparison: both sides take them from the definitions. */
const reported = ({ kind, event, steps }: Reported) => ({
  kind,
  event,
  steps: steps.map(({ event, once = false, ends = false }) => ({ event, once, ends })),
})
