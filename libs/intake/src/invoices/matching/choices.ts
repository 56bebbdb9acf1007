import { parseStrictJson } from '@pilot-ledger/http/strict-json'
import { type Checked, fenOf, isRefusal, parsePositiveAmount, refuse } from '@pilot-ledger/kernel'

/** For which contract an invoice is, as a person says it; of one that spans several, the share of each. */
export interface Choices {
  /** For what is not named below. */
  readonly contract?: string
  readonly byInvoice: ReadonlyMap<string, readonly ChosenShare[]>
}
export interface ChosenShare {
  readonly contractNo: string
  /** Absent: the whole invoice. */
  readonly share?: string
}

export const NO_CHOICES: Choices = { byInvoice: new Map() }

const MOST_CHOSEN = 1_000

/**
 * `{"25442000000012345678": "JM-2025-101", "25442000000012345679": {"JM-2025-101": "6000.00", "JM-2025-102": "5000.00"}}`, by invoice
 * number. Refusal: `invoice-choices`.
 */
export function choicesOf(contract: string | undefined, text: string | undefined): Checked<Choices> {
  const byInvoice = new Map<string, readonly ChosenShare[]>()
  const whole = contract === undefined ? {} : { contract }
  if (text === undefined) return { ...whole, byInvoice }
  const parsed = parseStrictJson(new TextEncoder().encode(text))
  if (isRefusal(parsed)) return refuseChoices
  const { value } = parsed as { value: unknown }
  if (!isObject(value) || Object.keys(value).length > MOST_CHOSEN) return refuseChoices
  for (const [invoice, chosen] of Object.entries(value)) {
    const shares = sharesOf(chosen)
    if (!shares) return refuseChoices
    byInvoice.set(invoice, shares)
  }
  return { ...whole, byInvoice }
}

function sharesOf(chosen: unknown): readonly ChosenShare[] | undefined {
  if (typeof chosen === 'string') return chosen === '' ? undefined : [{ contractNo: chosen }]
  if (!isObject(chosen)) return undefined
  const shares: ChosenShare[] = []
  for (const [contractNo, share] of Object.entries(chosen)) {
    if (contractNo === '' || typeof share !== 'string' || isRefusal(parsePositiveAmount(share))) return undefined
    shares.push({ contractNo, share })
  }
  return shares.length > 0 ? shares : undefined
}

export const shareSum = (shares: readonly ChosenShare[]) =>
  shares.reduce((sum, it) => sum + (it.share === undefined ? 0n : fenOf(it.share)), 0n)

const isObject = (it: unknown): it is Record<string, unknown> =>
  typeof it === 'object' && it !== null && !Array.isArray(it)

const refuseChoices = refuse('invoice-choices', {
  zh: '所选合同须为 JSON：{"发票号码": "合同编号"}，或 {"发票号码": {"合同编号": "份额"}}',
  en: 'choices are JSON: {"invoice": "contract number"} or {"invoice": {"contract number": "share"}}',
})
