import {
  type BusinessDate,
  type Checked,
  extend,
  type History,
  type Refusal,
  refuse,
  refuseNext,
} from '@pilot-ledger/kernel'
import type { EngagementContent, EngagementEvent } from './events'
import { engagementRules } from './rules'
import type { EngagementState } from './state'

export type EngagementHistory = History<EngagementState, EngagementContent>

export interface CorrectEntry {
  /** The live entry to be replaced. */
  readonly corrects: string
  readonly content: EngagementContent
  readonly reason: string
}
export interface VoidEntry {
  readonly voids: string
  readonly reason: string
  /** With the signing entry: take out the later entries too, newest first. */
  readonly includeLater?: boolean
}

/** Records a content: one entry, or the first rule it breaks. */
export function decideContent(
  history: EngagementHistory,
  content: EngagementContent,
  today: BusinessDate,
): Checked<readonly EngagementEvent[]> {
  return refuseNext(engagementRules, history, content, today) ?? [content]
}

/** H13: the entry is live, keeps its type, platform and contract number, and the corrected history obeys every rule. */
export function decideCorrection(
  history: EngagementHistory,
  { corrects, content, reason }: CorrectEntry,
  today: BusinessDate,
): Checked<readonly EngagementEvent[]> {
  const event: EngagementEvent = { type: 'EntryCorrected', data: { corrects, content, reason } }
  return (
    reasonFault(reason) ??
    identityKept(history, corrects, content) ??
    refuseNext(engagementRules, history, event, today) ?? [event]
  )
}

/**
 * Takes an entry out. What leans on it stands in the way (a release on its batch, everything on the signing) unless
 * `includeLater` takes that out as well, in the same append.
 */
export function decideVoid(
  history: EngagementHistory,
  { voids, reason, includeLater = false }: VoidEntry,
  today: BusinessDate,
): Checked<readonly EngagementEvent[]> {
  const at = history.live.findIndex((it) => it.id === voids)
  const targets = includeLater && at !== -1 ? history.live.slice(at).map((it) => it.id) : [voids]
  const events: EngagementEvent[] = []
  let state = history
  const wrong = reasonFault(reason)
  if (wrong) return wrong
  for (const id of targets.reverse()) {
    const event: EngagementEvent = { type: 'EntryVoided', data: { voids: id, reason } }
    const refusal = refuseNext(engagementRules, state, event, today)
    if (refusal) return refusal
    events.push(event)
    state = extend(engagementRules, state, {
      id: `${id}-voided`,
      revision: state.revision + 1,
      recordedAt: 0,
      actor: '',
      event,
    })
  }
  return events
}

function reasonFault(reason: string): Refusal | undefined {
  if (reason.trim() === reason && reason.length >= 1 && [...reason].length <= 500 && !/\p{Cc}/u.test(reason))
    return undefined
  return refuse('text-format', {
    rule: 'H13',
    pointer: '/reason',
    zh: '更正或作废须说明理由（1–500 字）',
    en: 'a correction or void gives its reason (1–500 characters)',
  })
}

function identityKept(history: EngagementHistory, corrects: string, content: EngagementContent): Refusal | undefined {
  const old = history.live.find((it) => it.id === corrects)?.content
  if (content.type !== 'ContractSigned' || old?.type !== 'ContractSigned') return undefined
  if (old.data.platform === content.data.platform && old.data.contractNo === content.data.contractNo) return undefined
  return refuse('correction-changes-identity', {
    rule: 'H13',
    pointer: old.data.platform === content.data.platform ? '/content/data/contractNo' : '/content/data/platform',
    zh: '平台与合同编号不可更正，请作废后重新签订登记',
    en: 'platform and contract number are not correctable; void and sign anew',
    facts: { platform: old.data.platform, contractNo: old.data.contractNo },
  })
}
