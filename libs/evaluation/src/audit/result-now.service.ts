import { Injectable } from '@nestjs/common'
import { Question } from '@pilot-ledger/figures'
import { fenOf, formatAmount, inTurns } from '@pilot-ledger/kernel'
import { type Item, itemsOf, valueInSteps } from '../domain/counted'
import { decimal, rounded } from '../domain/exact'
import { OTHERS_NOT_SETTLED, type ParticipantNow, type ResultNow, resultsNow, unstated } from '../domain/result-now'
import { lastSeal } from '../domain/round-state'
import { isRelative, type SchemeContent } from '../domain/scheme'
import type { Snapshot } from '../domain/snapshot'
import { baseOf, type SubsidyAnswer } from '../domain/subsidy'
import { countingOf } from '../rounds/grants'
import { indicatorRows } from '../rounds/indicator-rows'
import { Sealing } from '../rounds/sealing'
import { AuditedRounds, type RoundRead } from './audited-rounds'
import { onRows } from './moving'
import { sealedOf } from './papers/result-of-round'
import { RoundAuditService } from './round-audit.service'

/** 封存以来, the result as a whole: total, place, grade and subsidy as they would now be, by the rules that sealed it. */
@Injectable()
export class ResultNowService {
  constructor(
    private readonly reading: AuditedRounds,
    private readonly rounds: RoundAuditService,
    private readonly sealing: Sealing,
  ) {}

  /** Of one platform; the others are worked out at the same cut where its result hangs on theirs. */
  async of(round: RoundRead, { snapshot, result: sealed, event }: Sealed, until: number, reportedElsewhere: boolean) {
    const { content } = round.scheme
    const given = new Map<string, Now>()
    for (const it of this.participants(round, snapshot)) given.set(it.platform, await this.now(round, it, until))
    const results = resultsNow(content, new Map([...given].map(([id, it]) => [id, it.participant])))
    const result = results.get(snapshot.platform) as ResultNow
    const counting = countingOf(sealed, Number(event?.position ?? 0))
    const subsidy = await this.subsidy(round, snapshot.platform, given, results, counting)
    const elsewhere =
      reportedElsewhere && snapshot.subsidy ? await this.elsewhere(round, snapshot, counting, until) : []
    return { sheet: result.sheet, shown: shown(round, snapshot, result, subsidy, elsewhere) }
  }

  private participants(round: RoundRead, own: Snapshot): readonly Snapshot[] {
    const { content } = round.scheme
    if (!isRelative(content) && content.subsidy?.capPerBodyAndYear === undefined) return [own]
    return (lastSeal(round.state)?.results ?? []).flatMap(({ platform }) =>
      platform === own.platform ? [own] : (sealedOf(round, platform)?.snapshot ?? []),
    )
  }

  /** A platform of which nothing was recorded since stands as it was sealed. */
  private async now(round: RoundRead, snapshot: Snapshot, until: number): Promise<Now> {
    const { noShow, window, platform, cut, indicators } = snapshot
    if (noShow || !window) return { participant: 'noShow' }
    const { content } = round.scheme
    const { tables, streams } = this.reading.context
    const base = baseOf(content)
    const values = new Map(indicators.map((it) => [it.indicator, it.verified]))
    const sealedBase = indicators.find((it) => it.indicator === base)
    let items: readonly Item[] | undefined = sealedBase && (await inTurns(itemsOf(sealedBase.rows, sealedBase.strikes)))
    const number = tables.platformIds.find(platform)
    if (number === undefined || tables.entriesBetween(number, cut.sequence, until).length === 0)
      return { participant: { values, mixed: [] }, items }
    const question = new Question(tables, window, until, number)
    const mixed: string[] = []
    for (const { indicator: code } of indicators) {
      const indicator = content.groups.flatMap((it) => it.indicators).find((it) => it.code === code)
      const found = indicator && (await indicatorRows(question, content, indicator, streams))
      if (!found) continue
      const { deductionsAt } = this.rounds.moving(round, platform, { code, question: found.question }, snapshot)
      const deductions = onRows(await deductionsAt(until), found.rows)
      const value = await inTurns(valueInSteps(found.measure, found.rows, deductions))
      if (code === base) items = await inTurns(itemsOf(found.rows, deductions))
      if (value !== undefined) values.set(code, value)
      else {
        values.delete(code)
        mixed.push(code)
      }
    }
    return { participant: { values, mixed }, items }
  }

  /**
   * In the order of the sealing, against what was granted by then, so that a difference comes of the ledger alone; because what one is given counts for the next of its body. Undefined where it hangs on what is
   * not known.
   */
  private async subsidy(
    round: RoundRead,
    platform: string,
    given: ReadonlyMap<string, Now>,
    results: ReadonlyMap<string, ResultNow>,
    { at, counts }: Counting,
  ): Promise<SubsidyAnswer | undefined> {
    const { content } = round.scheme
    const base = baseOf(content)
    const capped = content.subsidy?.capPerBodyAndYear !== undefined
    const granted = await this.sealing.grantedElsewhere(round.id, at, counts)
    const open = new Set<string>()
    for (const [id, { participant, items }] of given) {
      const body = await this.sealing.bodyOf(id, at)
      const { grade, sheet } = results.get(id) ?? {}
      const eligible = sheet?.eligibility?.met
      const values = participant === 'noShow' ? undefined : participant.values
      const baseMissing = base !== undefined && values !== undefined && !values.has(base)
      const known = grade !== undefined && !baseMissing && !(capped && open.has(body))
      const answer = known
        ? await this.sealing.subsidyOf(
            content,
            round.state.opened,
            { platform: id, grade: grade.code, eligible, base: base && values?.get(base), items: values && items },
            granted,
            at,
          )
        : undefined
      if (id === platform) return answer
      if (!known) open.add(body)
    }
    return undefined
  }

  /** Caps that other rounds have used up further (or less) since: said, and no part of the difference. */
  private async elsewhere(round: RoundRead, snapshot: Snapshot, { at, counts }: Counting, until: number) {
    const { content } = round.scheme
    const { opened } = round.state
    const { platform } = snapshot
    const year = this.reading.context.yearOf(content, opened)
    const granted = async (as: number) => {
      const grants = await this.sealing.grantedElsewhere(round.id, as, counts)
      return grants.before(content, opened, { platform, year, body: await this.sealing.bodyOf(platform, at) })
    }
    const [then, now] = [await granted(at), await granted(until)]
    const caps = [
      ...(content.subsidy?.capPerBodyAndYear === undefined ? [] : [['bodyAndYearCap', then.body, now.body] as const]),
      ...(then.f22 && now.f22 ? [['f22', then.f22, now.f22] as const] : []),
    ]
    return caps.flatMap(([rule, { amount }, { amount: nowGranted, rounds = [] }]): Elsewhere[] =>
      amount === nowGranted ? [] : [{ rule, atSealing: amount, now: nowGranted, rounds }],
    )
  }
}

type Counting = ReturnType<typeof countingOf>

interface Elsewhere {
  readonly rule: 'bodyAndYearCap' | 'f22'
  readonly atSealing: string
  readonly now: string
  /** By number, all that have granted by now. */
  readonly rounds: readonly string[]
}

type Sealed = NonNullable<ReturnType<typeof sealedOf>>

interface Now {
  readonly participant: ParticipantNow
  /** The contracts behind the subsidy's base. */
  readonly items?: readonly Item[]
}

function shown(
  { scheme, state }: RoundRead,
  snapshot: Snapshot,
  now: ResultNow,
  subsidy: SubsidyAnswer | undefined,
  elsewhere: readonly Elsewhere[],
) {
  const { total, place, grade } = now
  const unknown = now.cannotSay.find((it) => it.field === 'grade') ?? OTHERS_NOT_SETTLED
  const given = snapshot.subsidy
  return {
    ...(snapshot.noShow && { noShow: true }),
    total: {
      sealed: snapshot.total,
      ...(total !== undefined && { now: total, difference: apart(scheme.content, snapshot.total, total) }),
    },
    ...(state.opened.relative && {
      place: {
        ...(snapshot.place !== undefined && { sealed: snapshot.place }),
        ...(place !== undefined && { now: place }),
      },
    }),
    grade: { sealed: named(snapshot.grade), ...(grade && { now: named(grade) }) },
    ...(given && {
      subsidy: {
        sealed: money(given),
        ...(subsidy && {
          now: money(subsidy),
          difference: formatAmount(fenOf(subsidy.amount) - fenOf(given.amount)),
        }),
        ...(elsewhere.length > 0 && { grantedElsewhereSince: elsewhere }),
      },
    }),
    cannotSay: [...now.cannotSay, ...(given && !subsidy ? [unstated('subsidy', unknown)] : [])],
  }
}

const apart = ({ decimals }: SchemeContent, sealed: string, now: string) =>
  rounded(decimal(now).minus(sealed), decimals)

const named = ({ code, zh, en }: { readonly code: string; readonly zh: string; readonly en: string }) => ({
  code,
  zh,
  en,
})

/** Its arithmetic line by line; contract by contract it stands on the subsidy sheet. */
function money({ base, rate, tier, computed, lines, amount }: SubsidyAnswer) {
  return {
    ...(base !== undefined && { base }),
    ...(rate !== undefined && { rate }),
    ...(tier !== undefined && { tier }),
    computed,
    lines,
    amount,
  }
}
