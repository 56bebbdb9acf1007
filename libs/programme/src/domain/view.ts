import { type BusinessDate, proposalViews } from '@pilot-ledger/kernel'
import type { ProgrammeHistory } from './decide'
import { type EntryData, isOpening, isPublished, type ProgrammeFigurePublished, type ProgrammeOpened } from './entry'
import { type LiveItem, liveItems } from './items'
import { REGISTERS } from './registers'
import { entriesShown, isWhole, publishedPart, type Unit } from './shown'
import { warningsOf } from './warnings'

type Recorded = { readonly entry: string }

/** Where only what is published is shown, without the entries. */
export type ItemView = EntryData &
  Partial<Recorded> & {
    /** Steps in the order of recording, each with the entry to name in a correction or void. */
    readonly steps: readonly (EntryData & Partial<Recorded> & { readonly type: string })[]
    /** First day no longer in force. */
    readonly ended?: BusinessDate
  }

/** The programme as its live entries make it. */
export interface ProgrammeView {
  readonly programme: (Recorded & ProgrammeOpened['data']) | undefined
  readonly registers: Readonly<Record<string, readonly ItemView[]>>
  readonly published: readonly (Recorded & ProgrammeFigurePublished['data'])[]
  readonly warnings: ReturnType<typeof warningsOf>
  readonly proposals: ReturnType<typeof proposalViews>
  /** Revision of the stream: its ETag; -1 before the first entry. */
  readonly revision: number
}

export function programmeView(history: ProgrammeHistory): ProgrammeView {
  const items = liveItems(history.live)
  const opened = history.live.find(({ content }) => isOpening(content))
  return {
    programme: opened && { entry: opened.id, ...(opened.content.data as ProgrammeOpened['data']) },
    registers: Object.fromEntries(
      REGISTERS.map(({ kind }) => [kind, items.filter((it) => it.register.kind === kind).map(itemView)]),
    ),
    published: history.live.flatMap(({ id, content }) =>
      isPublished(content) ? [{ entry: id, ...content.data }] : [],
    ),
    warnings: warningsOf(items),
    proposals: proposalViews(history),
    revision: history.revision,
  }
}

/** 与己有关: what of it a unit reads: its own, and what the city publishes of others. */
export function viewFor(view: ProgrammeView, history: ProgrammeHistory, events: Events, unit: Unit): ProgrammeView {
  const items = liveItems(history.live)
  const whole = items.filter((it) => isWhole(it, unit))
  const own = new Set(whole.flatMap((it) => [it.live.id, ...it.steps.map((step) => step.live.id)]))
  const shown = entriesShown(events, unit)
  const part = (it: LiveItem) => (whole.includes(it) ? itemView(it) : publishedPart(it))
  return {
    ...view,
    registers: Object.fromEntries(
      REGISTERS.map(({ kind }) => [
        kind,
        items.filter((it) => it.register.kind === kind).flatMap((it) => part(it) ?? []),
      ]),
    ),
    // Those about platforms are told to whom they concern before.
    warnings: view.warnings.filter((it) => it.register === 'platform' || own.has(it.entry)),
    proposals: view.proposals.filter((it) => shown.has(it.proposal)),
  }
}
type Events = Parameters<typeof entriesShown>[0]

function itemView({ live, data, steps, ended }: LiveItem): ItemView {
  return {
    entry: live.id,
    ...data,
    steps: steps.map((it) => ({ entry: it.live.id, type: it.step.event, ...it.data })),
    ...(ended !== undefined && { ended }),
  }
}
