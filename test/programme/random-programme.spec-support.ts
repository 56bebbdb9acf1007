import type { RecordedEvent } from '@pilot-ledger/event-log'
import {
  dayNumber,
  dayOfNumber,
  emptyHistory,
  extend,
  isRefusal,
  type JsonObject,
  type Party,
  platformIdOf,
  streamName,
} from '@pilot-ledger/kernel'
import {
  decideChange as changeRegister,
  decideRecord,
  type PlatformContent,
  type PlatformHistory,
  platformRules,
  platformStream,
} from '@pilot-ledger/platforms'
import {
  decideChange,
  decideEntry,
  ELEMENTS,
  type EntryData,
  liveItems,
  type ProgrammeHistory,
  programmeIdOf,
  programmeRules,
  stepTaken,
} from '@pilot-ledger/programme'
import { Chance } from '../figures/histories.spec-support'

const PARTIES: Party[] = Array.from({ length: 6 }, (_, i) => ({
  id: { scheme: 'uscc' as const, value: `91442000MA900000${i}${i}` },
  name: `单位${i}`,
}))
const FIRST_DAY = dayNumber('2024-08-01')
export const PROGRAMME = programmeIdOf('示例市中试平台建设')
const PLATFORMS = ['甲平台', '乙平台'].map(platformIdOf)

/**
 * A random history of a programme and two platforms that obeys the rules: every step is offered to the real deciders and kept
 * only if they accept it. Corrections, voids and late entries come with it.
 */
export function randomProgramme(seed: number, steps = 110): RecordedEvent[] {
  const chance = new Chance(seed)
  const log: RecordedEvent[] = []
  let today = FIRST_DAY + 100
  let programme = emptyHistory(programmeRules) as ProgrammeHistory
  const registers = new Map<string, PlatformHistory>()

  const append = (stream: string, { type, data }: { type: string; data: object }) => {
    const sequence = log.length + 1
    const event: RecordedEvent = {
      id: `00000000-0000-5000-8000-${String(sequence).padStart(12, '0')}`,
      type,
      version: 1,
      data: data as JsonObject,
      metadata: { actor: 'test', correlationId: 'test' },
      position: String(sequence),
      stream,
      revision: log.filter((it) => it.stream === stream).length,
      recordedAt: Date.parse(`${dayOfNumber(today)}T10:00:00+08:00`),
    }
    log.push(event)
    const { id, revision, recordedAt } = event
    return { id, revision, recordedAt, actor: 'test', event: { type, data } as never }
  }
  const onProgramme = (decided: object) => {
    if (isRefusal(decided)) return
    for (const it of decided as { type: string; data: object }[])
      programme = extend(programmeRules, programme, append(streamName('programme', PROGRAMME), it)) as ProgrammeHistory
  }
  const onRegister = (id: string, decide: (history: PlatformHistory) => object) => {
    const before = registers.get(id) ?? (emptyHistory(platformRules) as PlatformHistory)
    const decided = decide(before)
    if (isRefusal(decided)) return
    let history = before
    for (const it of decided as { type: string; data: object }[])
      history = extend(platformRules, history, append(platformStream(id), it)) as PlatformHistory
    registers.set(id, history)
  }
  onProgramme(
    decideEntry(
      programme,
      { type: 'ProgrammeOpened', data: { name: '示例市中试平台建设', openedOn: '2024-08-01' } },
      dayOfNumber(today),
    ),
  )
  for (const [i, id] of PLATFORMS.entries()) {
    const data = {
      name: ['甲平台', '乙平台'][i],
      host: PARTIES[i],
      town: '小榄镇',
      fields: [],
      registeredOn: '2024-06-01',
    }
    onRegister(id, (history) => decideRecord(history, { type: 'PlatformRegistered', data }, dayOfNumber(today)))
  }
  for (let step = 0; step < steps; step++) {
    today += chance.below(5)
    const day = dayOfNumber(today)
    if (chance.maybe(0.25)) {
      const id = chance.pick(PLATFORMS)
      const content = registerContent(chance, today)
      onRegister(id, (history) => {
        const target = chance.pick(history.live)
        if (chance.maybe(0.1)) return changeRegister(history, { kind: 'void', voids: target.id, reason: '作废' }, day)
        if (chance.maybe(0.2) && target.content.type === content.type)
          return changeRegister(history, { kind: 'correction', corrects: target.id, content, reason: '更正' }, day)
        return decideRecord(history, content, day)
      })
      continue
    }
    const content = (chance.maybe(0.35) && onward(chance, programme, day)) || programmeContent(chance, today)
    const target = chance.pick(programme.live)
    if (chance.maybe(0.08))
      onProgramme(decideChange(programme, { kind: 'void', voids: target.id, reason: '作废' }, day))
    else if (chance.maybe(0.3) && target.content.type === content.type)
      onProgramme(decideChange(programme, { kind: 'correction', corrects: target.id, content, reason: '更正' }, day))
    else onProgramme(decideEntry(programme, content, day))
  }
  return log
}

const past = (chance: Chance, today: number) => dayOfNumber(today - chance.below(chance.maybe(0.3) ? 150 : 30))

function registerContent(chance: Chance, today: number): PlatformContent {
  const on = past(chance, today)
  const tier = chance.maybe(0.7) ? ('municipal' as const) : ('provincial' as const)
  const key = `XM${chance.below(3)}`
  return chance.pick<PlatformContent>([
    { type: 'PlatformRecognized', data: { tier, on: chance.maybe(0.4) ? on.slice(0, 7) : on } },
    { type: 'PlatformRecognized', data: { tier, on } },
    { type: 'RecognitionRevoked', data: { tier, on, reason: '撤销' } },
    { type: 'CultivationDesignated', data: { on, batch: `${chance.below(3)}` } },
    { type: 'LibraryProjectAdded', data: { key, title: '入库', from: on } },
    { type: 'LibraryProjectAdded', data: { key, title: '入库', from: on } },
    { type: 'LibraryProjectRemoved', data: { key, on, reason: '出库' } },
  ])
}

/** The next step of some application, so that decisions come about, of one unit more than once. */
function onward(chance: Chance, { live }: ProgrammeHistory, on: string): { type: string; data: EntryData } | undefined {
  const items = liveItems(live)
  const open = items.filter((it) => it.register.kind === 'application' && !stepTaken(it, 'ApplicationDecided'))
  const calls = items.filter((it) => it.register.kind === 'call')
  if (open.length === 0 || chance.maybe(0.3)) {
    const running = calls.find((it) => !stepTaken(it, 'CallClosed'))
    if (!running) return { type: 'CallOpened', data: { key: `C${calls.length}`, title: '申报', on } }
    const key = `A${items.length + 20}`
    const data = {
      key,
      title: '平台',
      call: running.data.key,
      party: chance.pick(PARTIES.slice(0, 3)),
      town: '镇1',
      on,
    }
    return { type: 'ApplicationReceived', data }
  }
  const item = chance.pick(open)
  const { key } = item.data
  if (!stepTaken(item, 'MaterialReviewed')) return { type: 'MaterialReviewed', data: { key, on, passed: true } }
  if (!stepTaken(item, 'SiteVisited')) return { type: 'SiteVisited', data: { key, on } }
  const call = calls.find((it) => it.data.key === item.data.call?.toUpperCase())
  if (call && !stepTaken(call, 'CallClosed')) return { type: 'CallClosed', data: { key: call.data.key, on } }
  const decision = chance.pick(['recognised', 'cultivated', 'cultivated'] as const)
  return { type: 'ApplicationDecided', data: { key, on, decision } }
}

function programmeContent(chance: Chance, today: number): { type: string; data: EntryData } {
  const [on, from] = [past(chance, today), past(chance, today)]
  const key = (prefix: string, n: number) => `${chance.maybe(0.2) ? prefix.toLowerCase() : prefix}${chance.below(n)}`
  const party = chance.pick(PARTIES)
  const platform = chance.pick(PLATFORMS)
  const until = chance.maybe(0.4) ? { until: dayOfNumber(today + chance.below(60)) } : {}
  const maybePlatform = chance.maybe(0.5) ? { platform } : {}
  const application = key('A', 12)
  const ended = { on: dayOfNumber(today), reason: '终止' }
  return chance.pick<{ type: string; data: EntryData }>([
    {
      type: 'CallOpened',
      data: { key: `C${chance.below(4)}`, title: '申报', on: dayOfNumber(FIRST_DAY + chance.below(60)) },
    },
    { type: 'CallClosed', data: { key: key('C', 4), on } },
    ...Array.from({ length: 3 }, () => ({
      type: 'ApplicationReceived',
      data: {
        key: key('A', 12),
        title: '平台',
        call: key('C', 4),
        party: chance.pick(PARTIES),
        town: `镇${chance.below(4)}`,
        on,
      },
    })),
    { type: 'MaterialReviewed', data: { key: application, on, passed: chance.maybe(0.9) } },
    { type: 'MaterialReviewed', data: { key: key('A', 12), on: dayOfNumber(today), passed: true } },
    { type: 'SiteVisited', data: { key: application, on: dayOfNumber(today) } },
    { type: 'SiteVisited', data: { key: key('A', 12), on: dayOfNumber(today) } },
    ...Array.from({ length: 2 }, () => ({
      type: 'ApplicationDecided',
      data: {
        key: key('A', 12),
        on: dayOfNumber(today),
        decision: chance.pick(['recognised', 'cultivated', 'cultivated', 'refused'] as const),
        ...(chance.maybe(0.2) ? { carriedOver: true } : {}),
      },
    })),
    { type: 'CultivationEnded', data: { key: application, ...ended } },
    { type: 'ProvincialNominationMade', data: { key: key('N', 4), title: '推荐', party, on, ...maybePlatform } },
    { type: 'ProvincialRecognitionGranted', data: { key: key('N', 4), on } },
    { type: 'ProvincialRecognitionDeclined', data: { key: key('N', 4), on, reason: '未通过' } },
    {
      type: 'DemandPosted',
      data: { key: key('D', 6), title: '需求', from: chance.maybe(0.3) ? from.slice(0, 7) : from },
    },
    { type: 'DemandMatched', data: { key: key('D', 6), on } },
    { type: 'DemandFunded', data: { key: key('D', 6), on: dayOfNumber(today) } },
    { type: 'EquipmentListed', data: { key: key('G', 6), title: '仪器', party, sort: 'device', from, ...until } },
    { type: 'ListingRenewed', data: { key: key('G', 6), on, ...until } },
    { type: 'EquipmentDelisted', data: { key: key('G', 6), ...ended } },
    { type: 'AllianceJoined', data: { key: key('M', 3), party, from } },
    { type: 'AllianceLeft', data: { key: key('M', 3), ...ended } },
    ...ELEMENTS.map((element) => ({
      type: 'ElementLinked',
      data: { key: key('E', 9), title: '要素', platform: PLATFORMS[0], element, from },
    })),
    { type: 'ElementUnlinked', data: { key: key('E', 9), ...ended } },
    {
      type: 'LineUpgraded',
      data: { key: key('U', 3), title: '升级', platform, line: `L${chance.below(2)}`, technologies: ['物联网'], from },
    },
    { type: 'LineUpgradeEnded', data: { key: key('U', 3), ...ended } },
    {
      type: 'PolicyIssued',
      data: {
        key: key('P', 3),
        title: '政策',
        from,
        ...until,
        ...(chance.maybe(0.5) ? { grade: '优秀', most: '1000000.00' } : {}),
      },
    },
    { type: 'PolicyEnded', data: { key: key('P', 3), ...ended } },
    {
      type: 'TargetSet',
      data: {
        key: key('T', 2),
        figure: 'libraryProjects',
        atLeast: `${1 + chance.below(2)}`,
        from,
        scope: 'eachPlatform',
      },
    },
    { type: 'TargetWithdrawn', data: { key: key('T', 2), ...ended } },
  ])
}
