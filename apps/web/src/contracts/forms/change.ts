import { useState } from 'react'
import { type Bodies, send } from '../../api/ask'
import type { Contract } from '../../api/shapes'
import { useTriedSubmission } from '../../kit/tried-submission'

/** A correction or a void, as the body of its route and as what a proposal holds. */
export type Change =
  | { readonly correction: Bodies['POST /api/engagements/{id}/corrections'] }
  | { readonly void: Bodies['POST /api/engagements/{id}/voids'] }

/**
 * Sends a change; where the service says that the entry is too old for one person, the same change can be put before a
 * second one.
 */
export function useChange(contract: Contract, onDone: () => void) {
  const { busy, problem, warned, submit } = useTriedSubmission()
  const [last, setLast] = useState<Change>()
  // As it was when the form was opened: what others did since must be seen before it is changed.
  const [{ id, revision }] = useState(contract)
  const change = async (it: Change) => {
    setLast(it)
    const recorded = await submit(it, (how) =>
      'void' in it
        ? send('POST /api/engagements/{id}/voids', { id }, it.void, { ...how, revision })
        : send('POST /api/engagements/{id}/corrections', { id }, it.correction, { ...how, revision }),
    )
    if (recorded) onDone()
  }
  const propose = async () => {
    if (!last) return
    const recorded = await submit({ propose: last }, (how) =>
      send('POST /api/engagements/{id}/proposals', { id }, last as Bodies['POST /api/engagements/{id}/proposals'], {
        ...how,
        revision,
      }),
    )
    if (recorded) onDone()
  }
  return { busy, problem, warned, change, propose }
}
