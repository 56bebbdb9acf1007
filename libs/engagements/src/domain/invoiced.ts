import { type Fen, fenOf } from '@pilot-ledger/kernel'
import type { EngagementState, InvoiceState } from './state'

/** A share less its part of the document's tax, to the fen, half up; a whole document is what it says: total less tax. */
export function withoutTax({ share, total, tax }: { share: string; total: string; tax: string }): Fen {
  return fenOf(share) - partOf(fenOf(tax), fenOf(share), fenOf(total))
}

/**
 * What red letters have taken of an invoice's amount without tax. They name amounts with tax only, so their part is worked out
 * from all of them together, rounded once: whatever the pieces, the last one takes the rest, and an invoice that is taken
 * back whole is nothing on either basis.
 */
export function takenWithoutTax({ share, shareWithoutTax }: InvoiceState, reversed: Fen): Fen {
  return partOf(shareWithoutTax, reversed, share)
}

/** `whole` × `part` ÷ `of` in whole fen, half up; nothing of nothing. */
function partOf(whole: Fen, part: Fen, of: Fen): Fen {
  return of === 0n ? 0n : (whole * part * 2n + of) / (of * 2n)
}

/**
 * What is invoiced on the basis of the contract's own amount (H12), and by how much it may exceed that amount for no other
 * reason than rounding: with tax nothing is rounded; without tax each document that still stands is off by up to half a fen
 * for its tax, its share and what is left of it, where there is such a part.
 */
export function invoicedOnBasis(state: EngagementState): { readonly net: Fen; readonly rounding: Fen } {
  if (state.terms?.taxBasis !== 'exclusive') return { net: state.netInvoiced, rounding: 0n }
  let halves = 0n
  for (const { share, reversed, roundings } of state.invoices.values()) {
    if (reversed < share && roundings > 0) halves += BigInt(reversed > 0n ? roundings + 1 : roundings)
  }
  return { net: state.netInvoicedWithoutTax, rounding: halves / 2n }
}

/** How often the amount without tax of an invoice's share was rounded: for the tax on it, and for its share of that. */
export function roundingsOf({ share, total, tax }: { share: string; total: string; tax: string }): number {
  if (fenOf(tax) === 0n) return 0
  return share === total ? 1 : 2
}
