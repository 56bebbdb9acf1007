import {
  type BusinessDate,
  type Checked,
  type EntryCorrected,
  type EntryVoided,
  type History,
  type ProposedChange,
  type Refusal,
  refuse,
  refuseNext,
  refuseText,
} from '@pilot-ledger/kernel'
import { LONGEST } from '@pilot-ledger/platforms'
import { isOpening, type ProgrammeContent } from './entry'
import { programmeRules, UNKNOWN_PROGRAMME } from './rules'
import type { ProgrammeState } from './state'

export type ProgrammeHistory = History<ProgrammeState, ProgrammeContent>
export type ProgrammeChange = ProposedChange<ProgrammeContent>
export type ProgrammeChangeEvent = EntryCorrected<ProgrammeContent> | EntryVoided

/** One content more. `today` is the Shanghai day of the recording. Refusals: those of `programmeRules`. */
export function decideEntry(
  history: ProgrammeHistory,
  content: ProgrammeContent,
  today: BusinessDate,
): Checked<readonly ProgrammeContent[]> {
  return refuseNext(programmeRules, history, content, today) ?? [content]
}

/**
 * A correction or a void. Refusals: `unknown-entry`, `entry-not-live`, `correction-changes-type`,
 * `correction-changes-identity`, `programme-not-voidable`, and those of `programmeRules` for the history as changed (H13).
 */
export function decideChange(
  history: ProgrammeHistory,
  change: ProgrammeChange,
  today: BusinessDate,
): Checked<readonly ProgrammeChangeEvent[]> {
  const target = change.kind === 'correction' ? change.corrects : change.voids
  const before = history.live.find((it) => it.id === target)?.content
  const event: ProgrammeChangeEvent =
    change.kind === 'correction'
      ? { type: 'EntryCorrected', data: { corrects: target, content: change.content, reason: change.reason } }
      : { type: 'EntryVoided', data: { voids: target, reason: change.reason } }
  return (
    (history.state.programme ? undefined : UNKNOWN_PROGRAMME) ??
    refuseText(change.reason, LONGEST.wording, '/reason') ??
    (before ? refuseOtherIdentity(before, change) : undefined) ??
    refuseNext(programmeRules, history, event, today) ?? [event]
  )
}

/** The name names the programme's stream; without its opening the registers would hang in the air. */
function refuseOtherIdentity(before: ProgrammeContent, change: ProgrammeChange): Refusal | undefined {
  if (!isOpening(before)) return undefined
  if (change.kind === 'void') {
    return refuse('programme-not-voidable', {
      rule: 'H8',
      pointer: '/voids',
      zh: '建设计划的建立不可作废；内容有误请更正',
      en: 'the opening of a programme cannot be voided; correct its content instead',
    })
  }
  if (isOpening(change.content) && change.content.data.name !== before.data.name) {
    return refuse('correction-changes-identity', {
      rule: 'H13',
      pointer: '/content/data/name',
      zh: '建设计划名称不可更正',
      en: 'the name of a programme cannot be corrected',
      facts: { registered: before.data.name },
    })
  }
  return undefined
}
