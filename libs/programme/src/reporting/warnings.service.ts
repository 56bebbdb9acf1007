import { Inject, Injectable } from '@nestjs/common'
import { EVENT_LOG, FiguresService, instantAt, type LogReading } from '@pilot-ledger/figures/reporting'
import { earliestDay, numberKey, shanghaiDay } from '@pilot-ledger/kernel'
import { type LiveItem, liveItems, stepTaken } from '../domain/items'
import { type ProgrammeWarning, townKnown, warning } from '../domain/warnings'
import { type PlatformAt, registeredPlatforms } from './platforms-at'
import type { ProgrammeAt } from './programme-reader'
import { TargetsService } from './targets.service'
import type { Sees } from './who-sees'

/** What the programme's reference data and thresholds say of the platforms, on the day of the cut. */
@Injectable()
export class PlatformWarningsService {
  constructor(
    private readonly figures: FiguresService,
    private readonly targets: TargetsService,
    @Inject(EVENT_LOG) private readonly log: LogReading,
  ) {}

  async of(id: string, { asOf, history }: ProgrammeAt, sees: Sees): Promise<ProgrammeWarning[]> {
    // The cut's own day, not today's: asked again later it must say the same.
    const tables = await this.figures.ready(undefined)
    const day = shanghaiDay(Date.parse(instantAt(tables, asOf.sequence) ?? ''))
    const platforms = await registeredPlatforms(this.log, tables, asOf.sequence, day)
    const items = liveItems(history.live)
    const towns = items.filter((it) => it.register.kind === 'town')
    const named = items.flatMap((it) => namedPlatform(it, platforms))
    const elsewhere = platforms
      .filter((it) => sees(it.id) && !townKnown(towns, it.town, it.registeredOn))
      .map((it) => ({ ...TOWN_UNKNOWN, register: 'platform', key: it.name, entry: it.entry }))
    const { targets } = await this.targets.list(id, { to: day, asOf: String(asOf.sequence) }, sees)
    const below = targets.flatMap((target) =>
      ('platforms' in target ? target.platforms : [])
        .filter((it) => !it.reached)
        .map((it) => ({
          code: 'below-threshold' as const,
          zh: `${target.zh} ${it.value}，不足每家 ${target.atLeast}`,
          en: `${target.en}: ${it.value}, fewer than ${target.atLeast} for each platform`,
          register: 'platform',
          key: it.name,
          entry: target.entry,
        })),
    )
    const lines = items.flatMap((it) =>
      lineUnknown(
        it,
        platforms.filter((of) => sees(of.id)),
      ),
    )
    return [...named, ...lines, ...elsewhere, ...below]
  }
}

/** A platform that an entry names and nobody registered; a recognition that was decided and that no register holds. */
function namedPlatform(item: LiveItem, platforms: readonly PlatformAt[]): ProgrammeWarning[] {
  const { platform } = item.data
  const registered = platforms.find((it) => it.id === platform)
  if (platform !== undefined && !registered)
    return [warning(item, 'platform-unknown', '所指平台未登记', 'the platform named is not on the register')]
  const decided = stepTaken(item, 'ApplicationDecided')
  if (decided?.data.decision !== 'recognised' || registered?.recognised) return []
  return [
    warning(
      item,
      'recognition-not-on-register',
      '已决定认定，而平台登记中没有（或未指明平台）',
      'recognised by decision, and no platform’s register holds it (or none is named)',
    ),
  ]
}

/** 产线升级 of a line that its platform did not have on that day: it counts all the same, and somebody should look. */
function lineUnknown(item: LiveItem, platforms: readonly PlatformAt[]): ProgrammeWarning[] {
  const { platform, line, from } = item.data
  const of = item.register.kind === 'upgrade' && platforms.find((it) => it.id === platform)
  if (!of || line === undefined) return []
  const day = earliestDay(from ?? '')
  const known = of.lines.some(
    (it) =>
      numberKey(it.key) === numberKey(line) &&
      earliestDay(it.from) <= day &&
      (it.until === undefined || day < it.until),
  )
  if (known) return []
  const zh = `所填生产线“${line}”当日不在平台登记中`
  return [warning(item, 'line-unknown', zh, 'the line was not on the platform’s register on that day')]
}

const TOWN_UNKNOWN = {
  code: 'town-unknown',
  zh: '登记的镇街当日不在名录',
  en: 'the town was not on the list on the day of registration',
} as const
