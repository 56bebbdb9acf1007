/**
 * The HTTP status of every refusal, in one place. The first row that fits decides; what no row names is a rule of the domain
 * that forbids something well-formed: 422.
 */
const STATUS: readonly (readonly [status: number, codes: RegExp])[] = [
  [409, /-exists$|^platform-evaluated-already$|^idempotency-key-reused$|^concurrent-change$/],
  [412, /^stale-revision$/],
  [
    404,
    /^unknown-(batch|close|contract|engagement|entry|figure|invoice|paper|parent|payment|platform|programme|proposal|restatement|route|indicator|round|row|sample|scheme|strike)$/,
  ],
  [404, /^unknown-(bank-account|line|match|queue-item|statement|target)$/],
  [404, /^unknown-(round|sample|webhook)$/],
  [404, /^unknown-(checkpoint|publication|size|tile)$/],
  [405, /^method-not-allowed$/],
  [413, /^body-too-large$/],
  [415, /^media-type-not-supported$/],
  [429, /^too-many-(cuts|feeds)$/],
  [503, /^(figures-not-current|not-cosigned)$/],
  [504, /^wait-timed-out$/],
  // The content cannot be what it should be, whatever the ledger holds.
  [400, /^(json|amount|not-a|uscc|party|invalid|cursor|cut|window|object|list|field|number|text)-/],
  [400, /^file-missing$/],
  [400, /-format$|^unknown-(value|property|tier|relation)$|^published-value-too-fine$/],
  [
    400,
    /^(duplicate-key|forbidden-key|control-character|lone-surrogate|noncharacter|mixed-scripts|identity-card-number|dates-out-of-order)$/,
  ],
  [400, /^(call-off-needs-framework|only-call-off-has-framework)$/],
]

export function statusOf(code: string): number {
  return STATUS.find(([, codes]) => codes.test(code))?.[0] ?? 422
}
