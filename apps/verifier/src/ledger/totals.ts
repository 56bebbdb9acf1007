import type { PlatformFigure } from './figures'
import type { Ledger } from './ledger'
import { headOfficeOf, Platform, type Window } from './platform'
import { type Row, type Value, worth } from './value'

export interface Answer {
  readonly value: Value
  readonly rows: readonly Row[]
  /** Members that may lie in the window and are not counted: known only to the month that its first day cuts. */
  readonly doubtful?: number
}
const doubtful = ({ began }: PlatformFigure, platform: Platform) => (began ? platform.onlyToTheMonth(began) : 0)

/** Of one platform. */
export function answerOf(figure: PlatformFigure, ledger: Ledger, id: string, window: Window): Answer {
  const platform = new Platform(ledger, id, window)
  const rows = figure.rows(platform)
  const value = worth(figure, rows, ({ party = '' }) => platform.legal(party, window.to))
  return { rows, value, doubtful: doubtful(figure, platform) }
}

/**
 * Over several platforms: amounts and rows add up, what is counted by a key counts once, and one legal person once, whichever of
 * them declares its branches. A natural person is known by a reference of its platform's own: elsewhere it is somebody else.
 */
export function totalOf(figure: PlatformFigure, ledger: Ledger, ids: readonly string[], window: Window): Answer {
  const platforms = ids.map((id) => new Platform(ledger, id, window))
  const apart = (party: string, of: Platform) => (party.startsWith('person:') ? `${of.id} ${party}` : party)
  const branches = platforms.flatMap((platform) =>
    platform.inForce('branch', window.to).flatMap(({ index, from, party, headOffice }) => {
      if (!party || !headOffice) return []
      return [{ index, from, branch: apart(party.key, platform), of: apart(headOffice.key, platform) }]
    }),
  )
  const rows = platforms.flatMap((platform) =>
    figure.rows(platform).map((row) => (row.party === undefined ? row : { ...row, party: apart(row.party, platform) })),
  )
  const value = worth(figure, rows, ({ party = '' }) => headOfficeOf(party, branches))
  return { rows, value, doubtful: platforms.reduce((sum, it) => sum + doubtful(figure, it), 0) }
}
