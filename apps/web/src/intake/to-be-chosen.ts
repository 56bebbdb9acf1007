import type { ImportReport } from '../api/ask'

/** Contract numbers by the numbers of invoices. */
export type Choices = Readonly<Record<string, string>>

export interface ToBeChosen {
  readonly invoice: string
  readonly buyer: string
  readonly total: string
  readonly candidates: readonly string[]
}

/** Invoices of which a fault asks for the contract, and those that were chosen before: one may choose again. */
export function toBeChosen({ faults }: Pick<ImportReport, 'faults'>, chosen: Choices): readonly ToBeChosen[] {
  const asked = faults.flatMap(({ facts }) => {
    const { invoice, candidates, buyer = '', total = '' } = facts ?? {}
    if (invoice === undefined || candidates === undefined) return []
    return [{ invoice, buyer, total, candidates: candidates.split('\n').filter((it) => it !== '') }]
  })
  const known = new Set(asked.map((it) => it.invoice))
  const before = Object.keys(chosen).filter((it) => !known.has(it))
  return [...asked, ...before.map((invoice) => ({ invoice, buyer: '', total: '', candidates: [] }))]
}
