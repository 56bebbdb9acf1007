import { useState } from 'react'
import { type Bodies, send } from '../../api/ask'
import { useSubmission } from '../../frame/submission'
import type { Contract } from '../one-contract'

/** A correction or a void, as the body of its door and as what a proposal holds. */
export type Change =
  | { readonly correction: Bodies['POST /api/engagements/{id}/corrections'] }
  | { readonly void: Bodies['POST /api/engagements/{id}/voids'] }

/**
 * Sends a change; where the service says that the entry is too old for one person, the same change can be put before a
 * second one.
 */
export function useChange(contract: Contract, onDone: () => void) {
  const { busy, problem, submit } = useSubmission()
  const [last, setLast] = useState<Change>()
  // As it was when the form was opened: what others did since must be seen before it is changed.
  const [{ id, revision }] = useState(contract)
  const change = async (it: Change) => {
    setLast(it)
    const recorded = await submit(it, (key) =>
      'void' in it
        ? send('POST /api/engagements/{id}/voids', { id }, it.void, { key, revision })
        : send('POST /api/engagements/{id}/corrections', { id }, it.correction, { key, revision }),
    )
    if (recorded) onDone()
  }
  const propose = async () => {
    if (!last) return
    const recorded = await submit({ propose: last }, (key) =>
      send('POST /api/engagements/{id}/proposals', { id }, last as Bodies['POST /api/engagements/{id}/proposals'], {
        key,
        revision,
      }),
    )
    if (recorded) onDone()
  }
  return { busy, problem, change, propose }
}
