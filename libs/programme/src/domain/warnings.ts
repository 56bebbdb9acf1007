import { earliestDay, nameKey, partyKey } from '@pilot-ledger/kernel'
import { type LiveItem, stepTaken } from './items'

export interface ProgrammeWarning {
  readonly code:
    | 'town-unknown'
    | 'cultivation-not-on-register'
    | 'cultivation-not-stated'
    | 'funded-without-amount'
    | 'below-threshold'
    | 'platform-unknown'
    | 'recognition-not-on-register'
    | 'line-unknown'
  readonly zh: string
  readonly en: string
  /** The register it stands in; `platform`: about a platform, whose name is the key. */
  readonly register: string
  readonly key: string
  /** The entry it is about. */
  readonly entry: string
}

/** Accepted, but told: what an evaluator wants to look at, as far as the programme's own registers say. */
export function warningsOf(items: readonly LiveItem[]): ProgrammeWarning[] {
  const towns = items.filter((it) => it.register.kind === 'town')
  return items.flatMap((item) => [
    ...townUnknown(item, towns),
    ...cultivationStated(item, items),
    ...fundedWithoutAmount(item),
  ])
}

/** Whether a town was on the list on a day: reference data is dated, and a list that is empty knows none. */
export function townKnown(towns: readonly LiveItem[], name: string, on: string): boolean {
  return towns.some(
    (it) =>
      nameKey(it.data.key ?? '') === nameKey(name) &&
      earliestDay(it.data.from ?? '') <= on &&
      (it.ended === undefined || on < it.ended),
  )
}

function townUnknown(item: LiveItem, towns: readonly LiveItem[]): ProgrammeWarning[] {
  const { town, on } = item.data
  if (town === undefined || townKnown(towns, town, on ?? '')) return []
  return [warning(item, 'town-unknown', `所填镇街“${town}”当日不在名录`, 'the town was not on the list on that day')]
}

/** What the form states beside what the decisions say. */
function cultivationStated(item: LiveItem, items: readonly LiveItem[]): ProgrammeWarning[] {
  if (item.register.kind !== 'application') return []
  const known = wasCultivating(items, item, item.data.on ?? '')
  if (item.data.cultivatingUnit === known || (item.data.cultivatingUnit === undefined && !known)) return []
  return known
    ? [
        warning(
          item,
          'cultivation-not-stated',
          '申报单位当日为培育单位而未载明',
          'a cultivating unit that did not say so',
        ),
      ]
    : [
        warning(
          item,
          'cultivation-not-on-register',
          '载明为培育单位而台账无此决定',
          'stated to be a cultivating unit, which no decision here says',
        ),
      ]
}

function wasCultivating(items: readonly LiveItem[], item: LiveItem, on: string): boolean {
  const who = item.data.party && partyKey(item.data.party.id)
  return items.some((it) => {
    if (it === item || it.register.kind !== 'application' || !it.data.party || partyKey(it.data.party.id) !== who)
      return false
    const decided = stepTaken(it, 'ApplicationDecided')?.data
    const end = stepTaken(it, 'CultivationEnded')?.data.on
    return decided?.decision === 'cultivated' && (decided.on ?? '') <= on && (end === undefined || on < end)
  })
}

function fundedWithoutAmount(item: LiveItem): ProgrammeWarning[] {
  const funded = stepTaken(item, 'DemandFunded')
  if (!funded || funded.data.amount !== undefined) return []
  return [warning(item, 'funded-without-amount', '经费支持未填金额', 'funded, but no amount is recorded')]
}

export function warning(item: LiveItem, code: ProgrammeWarning['code'], zh: string, en: string): ProgrammeWarning {
  return { code, zh, en, register: item.register.kind, key: item.data.key ?? '', entry: item.live.id }
}
