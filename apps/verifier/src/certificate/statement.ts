import { canonical } from '../json/canonical'
import type { Json } from '../json/json'
import { PLATFORM_FIGURES } from '../ledger/figures'
import { readLedger } from '../ledger/ledger'
import { PROGRAMME_FIGURES } from '../ledger/programme-figures'
import { compared } from '../ledger/statement'
import { Failure } from '../verdict/failure'
import { statementTold } from '../verdict/statement-words'
import type { Claim, Plan } from './claim'
import { kindsOf } from './figure'
import { GROUP } from './groups'
import type { Shape } from './shape'
import { readStatement, type StatementStated } from './statement-stated'

/** `pilot-ledger/statement-certificate@1` */
export function statementClaim(it: Shape): Claim {
  const stated = readStatement(it)
  return { of: stated.of, figure: stated.figure, window: stated.window, plan: () => planOf(stated) }
}

function planOf(stated: StatementStated): Plan {
  const { of, window, entry } = stated
  if (window.from > window.to) throw new Failure('format-shape', '/window')
  return {
    groups: groupsOf(stated),
    made: (entries) => {
      const ledger = readLedger(entries)
      const own = 'platform' in of ? ledger.registers.get(of.platform) : ledger.programmes.get(of.programme)
      const said = own?.find((it) => it.type === 'FigurePublished' && it.data.publicationNo === of.statement)
      if (said?.type !== 'FigurePublished')
        throw new Failure('statement-unknown', '/of/statement', { statement: of.statement })
      const { figure, value, unit, basis, states } = said.data
      const found = {
        entry: said.index + 1,
        figure,
        value,
        unit,
        basis,
        ...(states !== undefined && { states }),
        compared: compared(said.data, ledger, of, window),
      }
      const claimed = {
        entry,
        figure: stated.figure,
        value: stated.value,
        unit: stated.unit,
        basis: stated.basis,
        ...(stated.states && { states: stated.states }),
        compared: stated.compared,
      }
      const [one, other] = [claimed, found].map((it) => canonical(it as unknown as Json))
      if (one !== other) throw new Failure('value-differs', '', { said: one, recomputed: other })
      return statementTold(stated, said.data, entries)
    },
  }
}

/** Of what its figure is made, and the register in which it is stated. What a programme aims at may be a platform's figure. */
function groupsOf({ of, figure }: StatementStated): readonly string[] {
  const tables = 'platform' in of ? [PLATFORM_FIGURES] : [PROGRAMME_FIGURES, PLATFORM_FIGURES]
  if (!tables.some((it) => Object.hasOwn(it, figure))) throw new Failure('figure-unknown', '/figure', { code: figure })
  if ('platform' in of) return kindsOf(PLATFORM_FIGURES[figure]).map((it) => it + of.platform)
  const looksAtAll = Object.hasOwn(PROGRAMME_FIGURES, figure) && PROGRAMME_FIGURES[figure].over === 'registers'
  return looksAtAll ? [GROUP.platform, GROUP.programme] : [GROUP.programme + of.programme]
}
