import { type BusinessDate, type Checked, type History, type Refusal, refuse, refuseNext } from '@pilot-ledger/kernel'
import type { PlatformContent, PlatformEvent } from './events'
import { text } from './formats'
import { platformRules } from './rules'
import type { PlatformState } from './state'

export type PlatformHistory = History<PlatformState, PlatformContent>

export function decideRegisterEntry(
  history: PlatformHistory,
  content: PlatformContent,
  today: BusinessDate,
): Checked<readonly PlatformEvent[]> {
  return refuseNext(platformRules, history, content, today) ?? [content]
}

/** H13 for the register; the platform's name makes its id and is not correctable. */
export function decideRegisterCorrection(
  history: PlatformHistory,
  command: { readonly corrects: string; readonly content: PlatformContent; readonly reason: string },
  today: BusinessDate,
): Checked<readonly PlatformEvent[]> {
  const event: PlatformEvent = { type: 'EntryCorrected', data: command }
  return (
    text(command.reason, '/reason', 500) ??
    nameKept(history, command.corrects, command.content) ??
    refuseNext(platformRules, history, event, today) ?? [event]
  )
}

export function decideRegisterVoid(
  history: PlatformHistory,
  command: { readonly voids: string; readonly reason: string },
  today: BusinessDate,
): Checked<readonly PlatformEvent[]> {
  const event: PlatformEvent = { type: 'EntryVoided', data: command }
  return text(command.reason, '/reason', 500) ?? refuseNext(platformRules, history, event, today) ?? [event]
}

function nameKept(history: PlatformHistory, corrects: string, content: PlatformContent): Refusal | undefined {
  const old = history.live.find((it) => it.id === corrects)?.content
  if (content.type !== 'PlatformRegistered' || old?.type !== 'PlatformRegistered') return undefined
  if (old.data.name === content.data.name) return undefined
  return refuse('correction-changes-identity', {
    rule: 'H13',
    pointer: '/content/name',
    zh: '平台名称不可更正，请作废后重新登记',
    en: 'a platform’s name is not correctable; void and register anew',
    facts: { name: old.data.name },
  })
}
