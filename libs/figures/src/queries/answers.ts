import { nextTurn, turnIsOver } from '@pilot-ledger/kernel'
import type { FigureDefinition } from '../catalogue/figure'
import { Anywhere, type Counting } from './anywhere'
import { type FigureValue, Sums } from './figure-value'
import { Pass } from './pass'
import type { Question } from './question'

interface PlatformAnswer {
  readonly platform: number
  readonly figures: readonly FigureValue[]
}

export interface AllAnswers {
  readonly platforms: readonly PlatformAnswer[]
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
  const all = new All(question, figures, { only })
  const pass = all.pass()
  for (const platform of platformsOf(question)) all.take(platform, pass)
  pass.end()
  return all.ended()
}

/** The same, others having their turn meanwhile: the cut is fixed, so what they add or close is beyond it. */
export async function answerAllInTurns(
  question: Question,
  figures: readonly FigureDefinition[],
  only?: ReadonlySet<number>,
): Promise<AllAnswers> {
  return (await allInTurns(question, figures, { only })).ended()
}

export async function allInTurns(
  question: Question,
  figures: readonly FigureDefinition[],
  counting: Counting,
): Promise<All> {
  const all = new All(question, figures, counting)
  const pass = all.pass()
  for (const platform of platformsOf(question)) {
    all.take(platform, pass)
    if (turnIsOver()) await nextTurn()
  }
  pass.end()
  return all
}

export const platformsOf = ({ tables }: Question) => Array.from({ length: tables.platformIds.length }, (_, i) => i)

/** The figures of every platform as they come, and what they add up to. */
export class All {
  private readonly reported: PlatformAnswer[] = []
  private readonly totals: Sums
  private readonly anywhere: Anywhere

  constructor(
    private readonly question: Question,
    private readonly figures: readonly FigureDefinition[],
    private readonly counting: Counting,
  ) {
    this.totals = new Sums(figures)
    this.anywhere = new Anywhere(question, figures, this.totals, counting)
  }

  /** To be asked of platforms one after another; to be ended then. */
  pass(question = this.question): Pass {
    return new Pass(question, this.figures, this.anywhere)
  }

  /** Takes in a platform. */
  take(platform: number, pass: Pass): void {
    const { only } = this.counting
    const requested = only === undefined || only.has(platform)
    const sums = requested ? pass.of(platform) : new Sums(this.figures)
    this.totals.join(sums)
    this.reported[platform] = { platform, figures: sums.values() }
  }

  /** Takes it out again; `pass` as it was taken in. */
  leave(platform: number, pass: Pass): void {
    if (!this.knows(platform)) return
    this.anywhere.leaving = true
    this.totals.join(pass.of(platform), -1)
    this.anywhere.leaving = false
  }

  knows(platform: number): boolean {
    return this.reported[platform] !== undefined
  }

  /** Whether keys that are new since can be counted with the others. */
  get hasRoom(): boolean {
    return this.anywhere.hasRoom
  }

  answers(): AllAnswers {
    return { platforms: [...this.reported], totals: this.totals.values() }
  }

  /** The answers, where nothing is taken in any more. */
  ended(): AllAnswers {
    this.anywhere.end()
    return this.answers()
  }
}
