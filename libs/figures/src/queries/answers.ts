import { nextTurn, turnIsOver } from '@pilot-ledger/kernel'
import type { FigureDefinition } from '../catalogue/figure'
import { Anywhere } from './anywhere'
import { type FigureValue, Sums } from './figure-value'
import { Pass } from './pass'
import type { Question } from './question'

export interface AllAnswers {
  readonly platforms: readonly { readonly platform: number; readonly figures: readonly FigureValue[] }[]
  readonly totals: readonly FigureValue[]
}

/** The figures of the question's one platform; asked of all, over the rows of all as if they were one's. */
export function answer(question: Question, figures: readonly FigureDefinition[]): FigureValue[] {
  const pass = new Pass(question, figures)
  const values = pass.of(question.platform).values()
  pass.end()
  return values
}

/**
 * The figures of every platform in one pass, and their totals: amounts add up; what is counted by a key (clients,
 * varieties, partners) is counted once over all platforms, so a total can be less than the sum. A natural person is known
 * by a reference of the platform's own, so the same reference elsewhere is somebody else. `only`: these platforms alone.
 */
export function answerAll(
  question: Question,
  figures: readonly FigureDefinition[],
  only?: ReadonlySet<number>,
): AllAnswers {
  const all = new All(question, figures, only)
  for (const platform of all.platforms) all.take(platform)
  return all.answers()
}

/** The same, others having their turn meanwhile: the cut is fixed, so what they add or close is beyond it. */
export async function answerAllInTurns(
  question: Question,
  figures: readonly FigureDefinition[],
  only?: ReadonlySet<number>,
): Promise<AllAnswers> {
  const all = new All(question, figures, only)
  for (const platform of all.platforms) {
    all.take(platform)
    if (turnIsOver()) await nextTurn()
  }
  return all.answers()
}

/** The answers as they come, platform by platform. */
class All {
  readonly platforms: readonly number[]
  private readonly told: { readonly platform: number; readonly figures: readonly FigureValue[] }[] = []
  private readonly totals: Sums
  private readonly pass: Pass

  constructor(
    question: Question,
    private readonly figures: readonly FigureDefinition[],
    private readonly only?: ReadonlySet<number>,
  ) {
    this.platforms = Array.from({ length: question.tables.platformIds.length }, (_, i) => i)
    this.totals = new Sums(figures)
    this.pass = new Pass(question, figures, new Anywhere(question, figures, this.totals, only))
  }

  take(platform: number): void {
    const requested = this.only === undefined || this.only.has(platform)
    const sums = requested ? this.pass.of(platform) : new Sums(this.figures)
    this.totals.join(sums)
    this.told.push({ platform, figures: sums.values() })
  }

  answers(): AllAnswers {
    this.pass.end()
    return { platforms: this.told, totals: this.totals.values() }
  }
}
