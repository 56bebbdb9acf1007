import type { Waiting } from './where'

/**
 * What a browser remembers for an account, because the service does not: which of the evaluator's answers were opened here, and
 * how many faults the file had that was checked last. Another browser tells of the answers again; nothing is lost. It outlives the
 * session, so that nothing is read twice, and says nothing of what was read.
 */
const KEPT = 'pilot-ledger.desk'

interface Remembered {
  /** By round and platform, how many answers were seen. */
  readonly answers?: Readonly<Record<string, number>>
  /** 上次检查的导入文件: its faults, by platform. */
  readonly imports?: Readonly<Record<string, number | undefined>>
}

export const answersOf = ({ round, platform }: Pick<Waiting, 'round' | 'platform'>) => `${round} ${platform}`

/** What was opened here already is not counted again; a kind of which nothing is left does not wait. */
export function unread(waiting: readonly Waiting[], { answers = {} }: Remembered): readonly Waiting[] {
  return waiting
    .map((it) => (it.kind === 'evaluatorAnswers' ? { ...it, count: it.count - (answers[answersOf(it)] ?? 0) } : it))
    .filter((it) => it.count > 0)
}

export function remembered(actor: string): Remembered {
  try {
    return JSON.parse(localStorage.getItem(`${KEPT}.${actor}`) ?? '{}') as Remembered
  } catch {
    // Somebody else wrote there, or half of it: nothing is remembered.
    return {}
  }
}

/** The answers of one assessment were shown. */
export function rememberAnswers(actor: string, of: Pick<Waiting, 'round' | 'platform'>, count: number): void {
  const { answers, ...rest } = remembered(actor)
  keep(actor, { ...rest, answers: { ...answers, [answersOf(of)]: count } })
}

/** A file was checked or recorded; without faults nothing is left of the one before. */
export function rememberImport(actor: string, platform: string, faults: number): void {
  const { imports, ...rest } = remembered(actor)
  keep(actor, { ...rest, imports: { ...imports, [platform]: faults > 0 ? faults : undefined } })
}

const keep = (actor: string, it: Remembered) => localStorage.setItem(`${KEPT}.${actor}`, JSON.stringify(it))
