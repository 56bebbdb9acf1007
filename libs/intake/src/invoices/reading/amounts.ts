import type { Fen } from '@pilot-ledger/kernel'

/** Decimals in full; a sign before them, a currency sign and separators of thousands as programs print them, of full width too. */
const AMOUNT = /^(-?)¥?(-?)(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.(\d{1,12}))?$/

/** Whole fen of what an invoice states, or undefined: what is finer than a fen is no amount of money. */
export function fenStated(text: string | undefined): Fen | undefined {
  const match = AMOUNT.exec(halfWidth(text))
  if (!match || (match[1] && match[2])) return undefined
  const [, before, behind, whole, decimals = ''] = match
  if (/[1-9]/.test(decimals.slice(2))) return undefined
  const fen = BigInt(whole.replaceAll(',', '') + decimals.slice(0, 2).padEnd(2, '0'))
  return before || behind ? -fen : fen
}

/** `0.06`, `6%` and `6` are the rate `6`; what is no number (免税, 不征税, ***) is none. */
export function rateStated(text: string | undefined): string | undefined {
  const match = /^(\d{1,2})(?:\.(\d{1,6}))?(%?)$/.exec(halfWidth(text))
  if (!match) return undefined
  const [, whole, decimals = '', percent] = match
  // Less than one and no percentage: a share of one.
  const share = !percent && Number(whole) === 0
  const [head, tail] = share ? [decimals.padEnd(2, '0').slice(0, 2), decimals.slice(2)] : [whole, decimals]
  const rest = tail.replace(/(?<!0)0+$/, '')
  if (rest.length > 2) return undefined
  return rest ? `${Number(head)}.${rest}` : String(Number(head))
}

/** ６％, １，０６０．００: what a Chinese keyboard writes, and nothing else: a small ² beside a figure is none of it. */
const halfWidth = (text: string | undefined) =>
  (text ?? '').replace(/[\uff01-\uff5e\uffe5]/g, (it) => it.normalize('NFKC')).trim()
