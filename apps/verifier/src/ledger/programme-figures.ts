import { sameName } from './identity'
import type { Ledger } from './ledger'
import { firstDay, type Window } from './platform'
import {
  after,
  Cultivation,
  earliest,
  type Item,
  itemsOf,
  NEVER,
  recognitionsOf,
  standing,
  standsAt,
  stepOf,
} from './programme-items'
import type { Answer } from './totals'
import { type Figure, type Row, worth } from './value'

export interface ProgrammeFigure extends Figure {
  /** What it looks at: the programme's own registers, or those of all platforms and programmes. */
  readonly over: 'programme' | 'registers'
  readonly rows: (asked: Asked) => readonly Row[]
}

/** A programme in a window, in a ledger. */
class Asked {
  constructor(
    readonly ledger: Ledger,
    private readonly programme: string,
    readonly window: Window,
  ) {}
  own = () => this.ledger.programmes.get(this.programme) ?? []
  all = () => [...this.ledger.programmes.values()].flat()
  inWindow = (date: string) => this.window.from <= firstDay(date) && firstDay(date) <= this.window.to
  items = (opening: Parameters<typeof itemsOf>[1]) => itemsOf(this.own(), opening)
  standing = (opening: Parameters<typeof itemsOf>[1]) => standing(this.own(), opening, this.window)
}

type Words = readonly [zh: string, en: string]
const figure =
  (over: ProgrammeFigure['over'], measure: 'keys' | 'sum' = 'keys', unit: 'count' | 'CNY' = 'count') =>
  (version: number, [zh, en]: Words, rows: ProgrammeFigure['rows']): ProgrammeFigure => ({
    version,
    zh,
    en,
    unit,
    measure,
    over,
    rows,
  })
const own = figure('programme')
const all = figure('registers')

const row = ({ index, data }: Item, key: string, day = data.from ?? data.on): Row => ({
  index,
  what: data.key,
  day,
  key,
})
const applied = (it: Asked) => it.items('ApplicationReceived').filter((item) => it.inWindow(item.data.on))
/** Demands with a step dated in the window. */
const demands = (step: 'DemandMatched' | 'DemandFunded') => (it: Asked) =>
  it
    .items('DemandPosted')
    .filter((item) => it.inWindow(stepOf(item, step)?.data.on ?? NEVER))
    .map((item) => row(item, sameName(item.data.key), stepOf(item, step)?.data.on))

const recognised = (it: Asked, tier: string): Row[] =>
  recognitionsOf(it.ledger, tier)
    .filter(({ from, end }) => standsAt(it.window.to, from, end))
    .map(({ who, index, from }) => ({ index, what: nameOf(it.ledger, who), day: from, key: who }))

const nameOf = (ledger: Ledger, id: string) => {
  const registered = ledger.registers.get(id)?.find((it) => it.type === 'PlatformRegistered')
  return registered?.type === 'PlatformRegistered' ? registered.data.name : id
}

/** The projects in a platform's library on the window's last day. */
function libraryOf({ ledger, window }: Asked, id: string): number {
  const projects: { key: string; from: string; end: string }[] = []
  for (const it of ledger.registers.get(id) ?? []) {
    if (it.type === 'LibraryProjectAdded') projects.push({ key: it.data.key, from: it.data.from, end: NEVER })
    if (it.type !== 'LibraryProjectRemoved') continue
    const open = projects.findLast(({ key, end }) => key === it.data.key && end === NEVER)
    if (open) open.end = it.data.on
  }
  return projects.filter((it) => standsAt(window.to, it.from, it.end)).length
}

/** How many projects are asked of a library; undefined where nobody asks. */
function threshold({ all, window }: Asked): number | undefined {
  const asked = itemsOf(all(), 'TargetSet').filter(
    ({ data, end }) =>
      data.scope === 'eachPlatform' &&
      data.figure === 'libraryProjects' &&
      standsAt(window.to, data.from, earliest(end, after(data.by))),
  )
  return asked.length === 0 ? undefined : Math.max(...asked.map(({ data }) => Number(data.atLeast)))
}

/** Every figure of a city's programme, by its code. */
export const PROGRAMME_FIGURES: Readonly<Record<string, ProgrammeFigure>> = {
  recognisedPlatforms: all(1, ['市级中试平台数', 'Recognised municipal platforms'], (it) =>
    recognised(it, 'municipal'),
  ),
  provincialPlatforms: all(1, ['省级中试平台数', 'Recognised provincial platforms'], (it) => [
    ...recognised(it, 'provincial'),
    ...itemsOf(it.all(), 'ProvincialNominationMade').flatMap((item) => {
      const on = stepOf(item, 'ProvincialRecognitionGranted')?.data.on
      if (on === undefined || on > it.window.to) return []
      return [row(item, item.data.platform ?? item.data.party.key, on)]
    }),
  ]),
  cultivatingUnits: all(2, ['培育单位数', 'Cultivating units'], (it) => {
    const cultivation = new Cultivation(it.ledger)
    return cultivation.spans
      .filter((span) => cultivation.stands(span, it.window.to))
      .map(({ index, who, from }) => ({ index, what: who, day: from, key: who }))
  }),
  platformsWithLibrary: all(1, ['达到项目库门槛的平台数', 'Platforms that meet the library threshold'], (it) => {
    const least = threshold(it)
    return recognised(it, 'municipal').filter(({ key = '' }) => least !== undefined && libraryOf(it, key) >= least)
  }),
  applicants: own(1, ['申报单位数', 'Applicants'], (it) => applied(it).map((item) => row(item, item.data.party.key))),
  applicantTowns: own(1, ['申报覆盖镇街数', 'Towns of the applicants'], (it) =>
    applied(it).map((item) => row(item, sameName(item.data.town))),
  ),
  cultivatingApplicants: all(2, ['申报的培育单位数', 'Cultivating units among the applicants'], (it) => {
    const cultivation = new Cultivation(it.ledger)
    return applied(it)
      .filter(({ data }) => cultivation.isCultivating(data.party.key, data.on))
      .map((item) => row(item, item.data.party.key))
  }),
  provincialNominations: own(1, ['省级推荐单位数', 'Provincial nominations'], (it) =>
    it
      .items('ProvincialNominationMade')
      .filter((item) => it.inWindow(item.data.on))
      .map((item) => row(item, item.data.party.key)),
  ),
  demandsPosted: own(1, ['揭榜挂帅需求数', 'Demands posted'], (it) =>
    it
      .items('DemandPosted')
      .filter((item) => it.inWindow(item.data.from))
      .map((item) => row(item, sameName(item.data.key))),
  ),
  demandsMatched: own(1, ['揭榜撮合数', 'Demands matched'], demands('DemandMatched')),
  demandsFunded: own(1, ['揭榜予以经费支持数', 'Demands funded'], demands('DemandFunded')),
  sharingUnits: own(1, ['仪器设备共享单位数', 'Units that share equipment'], (it) =>
    listed(it).map((item) => row(item, item.data.party.key)),
  ),
  sharedEntries: own(1, ['有效共享信息数', 'Valid shared entries'], (it) =>
    listed(it).map((item) => row(item, sameName(item.data.key))),
  ),
  allianceMembers: own(1, ['产业联盟成员数', 'Alliance members'], (it) =>
    it.standing('AllianceJoined').map((item) => row(item, item.data.party.key)),
  ),
  platformsWithAllElements: own(1, ['五位一体齐备的平台数', 'Platforms with all five elements'], (it) => {
    const linked = it.standing('ElementLinked')
    const elements = (platform?: string) =>
      new Set(linked.filter(({ data }) => data.platform === platform).map(({ data }) => data.element))
    return linked
      .filter(({ data }) => elements(data.platform).size === 5)
      .map((item) => row(item, item.data.platform ?? ''))
  }),
  upgradedLines: own(1, ['智能化升级产线数', 'Lines upgraded with AI and digital means'], (it) =>
    it.standing('LineUpgraded').map((item) => row(item, `${item.data.platform} ${sameName(item.data.line)}`)),
  ),
  policiesInForce: own(1, ['有效政策文件数', 'Policies in force'], (it) =>
    it.standing('PolicyIssued').map((item) => row(item, sameName(item.data.key))),
  ),
  subsidyCap: figure('programme', 'sum', 'CNY')(1, ['绩效补助上限', 'Cap of the performance subsidy'], (it) =>
    it
      .standing('PolicyIssued')
      .filter(({ data }) => data.most !== undefined)
      .map((item) => ({ ...row(item, ''), fen: item.data.most })),
  ),
}

/** Listings in force on the last day, by their first term or a later one. */
function listed(it: Asked): readonly Item[] {
  return it
    .items('EquipmentListed')
    .filter((item) =>
      [item.data, ...item.steps.filter(({ type }) => type === 'ListingRenewed').map(({ data }) => data)].some((term) =>
        standsAt(it.window.to, term.from ?? term.on, earliest(item.end, after(term.until))),
      ),
    )
}

export function programmeAnswer(figure: ProgrammeFigure, ledger: Ledger, programme: string, window: Window): Answer {
  const rows = figure.rows(new Asked(ledger, programme, window))
  return { rows, value: worth(figure, rows, () => '') }
}
