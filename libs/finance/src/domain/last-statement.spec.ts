import type { BookStatement } from './book'
import { lastStatement } from './statement-order'

const statement = (id: string, from: string, to: string, opening: string, closing: string) =>
  ({ statement: id, from, to, opening, closing }) as BookStatement

const SEPTEMBER = statement('september', '2025-09-01', '2025-09-30', '1.00', '5.00')
const OCTOBER = statement('october', '2025-10-01', '2025-10-31', '5.00', '9.00')
const LOOSE = statement('loose', '2025-10-01', '2025-10-31', '6.00', '10.00')

it.each([
  ['brought in order', [SEPTEMBER, OCTOBER], 'october'],
  ['an earlier month brought late', [OCTOBER, SEPTEMBER], 'october'],
  ['the same month once more, with another balance', [SEPTEMBER, OCTOBER, LOOSE], 'october'],
  ['the one that does not carry over brought first', [SEPTEMBER, LOOSE, OCTOBER], 'october'],
  ['nothing that carries over', [SEPTEMBER, LOOSE], 'loose'],
  [
    'a part of the month at its end',
    [statement('end', '2025-10-31', '2025-10-31', '8.00', '8.50'), SEPTEMBER, OCTOBER],
    'october',
  ],
])('an account stands where its last day’s statement that carries over ends: %s', (_, own, expected) => {
  expect(lastStatement(own)?.statement).toBe(expected)
})

it('without a statement it stands nowhere', () => {
  expect(lastStatement([])).toBeUndefined()
})
