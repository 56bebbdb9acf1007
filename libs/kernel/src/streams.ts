/**
 * The streams beside those of contracts and platforms, by the start of their names. What stands in them is numbered with all
 * other entries, so that a cut means the same everywhere; what they add up to is their own capability's business.
 */
export const STREAM_PREFIXES = {
  /** 对账: bank accounts, what was brought and what was matched; one stream a platform. */
  reconciliation: 'reconciliation-',
  /** 对账单流水: the lines of a platform's statements; one stream for those of a statement, by their hash. */
  statementLines: 'statement-lines-',
  /** 结账: periods closed and what was restated since; one stream a platform. */
  closing: 'closing-',
  /** 评价方案: the versions of one scheme. */
  scheme: 'scheme-',
  /** 评价轮次: one round of evaluation. */
  round: 'round-',
  /** 建设计划: what a city keeps beside its platforms: calls, nominations, demands, policies, targets. */
  programme: 'programme-',
  /** 佐证材料: that a platform has given a file itself; one stream for a platform and a hash. */
  evidence: 'evidence-',
  /** 计划: what one decision brings to many streams, where the log stores one stream at a time; no figure's business. */
  plan: 'plan-',
} as const
export type StreamKind = keyof typeof STREAM_PREFIXES

/** Streams of which a ledger has one. */
export const SINGLE_STREAMS = {
  /** 完整性映射: how many entries each platform, programme, round … has, and the root over them; what a certificate leans on. */
  completeness: 'completeness',
  /** 须知: acts that every certificate must tell, such as going on from an older backup. */
  notices: 'notices',
  /** 账户承诺: sizes and roots of the accounts' entries and of the access log. */
  access: 'access',
} as const
const SINGLE: ReadonlySet<string> = new Set(Object.values(SINGLE_STREAMS))

/** The name of a stream: its prefix and what it is about. */
export function streamName(kind: StreamKind, id: string): string {
  return STREAM_PREFIXES[kind] + id
}

/** Whether a stream is one of these: an entry of any other is none that this ledger wrote. */
export function isKnownStream(stream: string): boolean {
  return SINGLE.has(stream) || Object.values(STREAM_PREFIXES).some((prefix) => stream.startsWith(prefix))
}
