import { nextTurn, turnIsOver } from '@pilot-ledger/kernel'
import type { FigureDefinition } from '../catalogue/figure'
import { FACT, STORE } from '../columns/store'
import { type All, type AllAnswers, allInTurns, platformsOf } from './answers'
import { Question } from './question'

/** Where more platforms changed than these few, or than one in so many, all are asked anew: each that changed is asked twice. */
const FEW = 16
const ONE_IN = 8

/**
 * The answers about every platform as the ledger stood at its head, kept so that they can be brought forward to a later one:
 * what platforms of which anything changed came to at the earlier cut is taken out, what they come to now is taken in. What
 * counts is handed on: bring each forward once.
 */
export class BroughtForward {
  private constructor(
    private readonly question: Question,
    private readonly figures: readonly FigureDefinition[],
    private readonly all: All,
    readonly answers: AllAnswers,
  ) {}

  /** Of all platforms, at the head; figures of platforms, for others lean on more than one. */
  static async of(question: Question, figures: readonly FigureDefinition[]): Promise<BroughtForward> {
    const all = await allInTurns(question, figures, { kept: true })
    return new BroughtForward(question, figures, all, all.answers())
  }

  /** The same window, asked at a later head. */
  async to(later: Question): Promise<BroughtForward> {
    const { question, figures, all } = this
    const { facts } = later.tables[STORE]
    const platforms = platformsOf(later)
    const asked = platforms.filter((it) => !all.knows(it) || facts.changedSince(it, question.cut))
    const many = asked.length > Math.max(FEW, platforms.length / ONE_IN)
    if (many || !all.hasRoom || branchesMoved(question, later)) {
      all.ended()
      return BroughtForward.of(later, figures)
    }
    for (const platform of asked) {
      const [before, after] = [question, later].map((it) => all.pass(of(it, platform)))
      all.leave(platform, before)
      all.take(platform, after)
      before.end()
      after.end()
      if (turnIsOver()) await nextTurn()
    }
    return new BroughtForward(later, figures, all, all.answers())
  }
}

const of = ({ tables, window, cut, homeRegion }: Question, platform: number) =>
  new Question(tables, window, cut, platform, homeRegion)

/** Whether a party may be another legal person now: whose branch it is, any platform may declare. */
function branchesMoved({ tables, cut }: Question, later: Question): boolean {
  const { kind, from, to } = later.columns
  const isBetween = (sequence: number) => cut < sequence && sequence <= later.cut
  const rows = tables[STORE].registerRowsOf(undefined)
  return rows.some((row) => kind[row] === FACT.branch && (isBetween(from[row]) || isBetween(to[row])))
}
