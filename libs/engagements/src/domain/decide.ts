import {
  type BusinessDate,
  type Checked,
  type EntryCorrected,
  type EntryVoided,
  type History,
  leaningOn,
  type ProposedChange,
  type Refusal,
  refuse,
  refuseNext,
  refuseText,
  together,
} from '@pilot-ledger/kernel'
import type { EngagementContent } from './events'
import { correctedNumberFault, paperNumberFault } from './paper-numbers'
import { engagementRules } from './rules'
import type { EngagementState } from './state'

export type EngagementHistory = History<EngagementState, EngagementContent>
export type EngagementChange = ProposedChange<EngagementContent>
/** What a change becomes: corrections and voids, in the order they are appended. */
export type ChangeEvent = EntryCorrected<EngagementContent> | EntryVoided

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

/** Records a content: one entry, or all the rules that it breaks. */
export function decideContent(
  history: EngagementHistory,
  content: EngagementContent,
  today: BusinessDate,
): Checked<readonly EngagementContent[]> {
  return (
    together(
      evidenceOfNothing(history, content),
      paperNumberFault(history, content),
      refuseNext(engagementRules, history, content, today),
    ) ?? [content]
  )
}

/** Evidence that names an entry names one of this contract's. */
function evidenceOfNothing({ live, superseded }: EngagementHistory, content: EngagementContent): Refusal | undefined {
  if (content.type !== 'EvidenceAttached' || content.data.entry === undefined) return undefined
  const { entry } = content.data
  if (superseded.has(entry) || live.some((it) => it.id === entry)) return undefined
  return refuse('unknown-entry', {
    pointer: '/entry',
    zh: '所指记录不在本合同中',
    en: 'the contract has no such entry',
    facts: { entry },
  })
}

/** H13: the entry is live, keeps its type, platform and contract number, and the corrected history obeys every rule. */
export function decideCorrection(
  history: EngagementHistory,
  { corrects, content, reason }: CorrectEntry,
  today: BusinessDate,
): Checked<readonly ChangeEvent[]> {
  const event: ChangeEvent = { type: 'EntryCorrected', data: { corrects, content, reason } }
  return (
    together(
      reasonFault(reason),
      identityKept(history, corrects, content),
      correctedNumberFault(history, corrects, content),
      refuseNext(engagementRules, history, event, today),
    ) ?? [event]
  )
}

/**
 * Takes an entry out. What leans on it stands in the way (a release on its batch, everything on the signing) unless
 * `includeLater` takes that out as well, in the same append: what leans on it and nothing else, newest first. Never money
 * that came in: what stands on a bank's paper is voided by its own name (`receipt-leans-on-it`).
 */
export function decideVoid(
  history: EngagementHistory,
  { voids, reason, includeLater = false }: VoidEntry,
  today: BusinessDate,
): Checked<readonly ChangeEvent[]> {
  const wrong = reasonFault(reason)
  if (wrong) return wrong
  const voided = (id: string): ChangeEvent => ({ type: 'EntryVoided', data: { voids: id, reason } })
  if (!includeLater || !history.live.some((it) => it.id === voids))
    return refuseNext(engagementRules, history, voided(voids), today) ?? [voided(voids)]
  const leaning = leaningOn(engagementRules, history, voids)
  const receipt = leaning.find((it) => it.content.type === 'PaymentReceived')
  if (receipt) return receiptInTheWay(receipt)
  return [...leaning.map((it) => it.id).reverse(), voids].map(voided)
}

function receiptInTheWay({ id, content }: EngagementHistory['live'][number]): Refusal {
  return refuse('receipt-leans-on-it', {
    rule: 'H8',
    zh: '其后有到账记录依附于此，到账不随同作废，请先单独作废该到账',
    en: 'a receipt leans on this entry; receipts are not taken along: void it by itself first',
    facts: { entry: id, entryType: content.type },
  })
}

/** Either of the two, as it was asked for or proposed. */
export function decideChange(
  history: EngagementHistory,
  change: EngagementChange,
  today: BusinessDate,
): Checked<readonly ChangeEvent[]> {
  return change.kind === 'correction' ? decideCorrection(history, change, today) : decideVoid(history, change, today)
}

/** 更正或作废须说明理由. */
function reasonFault(reason: string): Refusal | undefined {
  const fault = refuseText(reason, 500, '/reason')
  return fault && { ...fault, rule: 'H13' }
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
