import { existsSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type EvidenceStore, FolderEvidenceStore } from '@pilot-ledger/evidence/store'
import { Mistake } from '../mistake'

/** Where papers lie: a folder. */
export type Place = string

/** The place of a data folder. */
export const papersOf = (folder: string): Place => join(folder, 'evidence')
/** The place of a backup, where none is named that several share. */
export const papersBeside = (file: string): Place => `${file}.evidence`

export const openToRead = (place: Place): EvidenceStore => FolderEvidenceStore.toRead(place)
export const openToWrite = (place: Place): Promise<EvidenceStore> => FolderEvidenceStore.open(place)

/** As it was given on the command line; must not be the very place that is copied from. */
export function placeGiven(given: string | undefined, otherwise: Place): Place {
  return given === undefined ? otherwise : resolve(given)
}

/** A copy onto itself would find everything there, and be none. */
export function mustDiffer(from: Place, to: Place): void {
  const real = (it: Place) => (existsSync(it) ? realpathSync(it) : it)
  if (real(from) === real(to))
    throw new Mistake(`佐证材料的来源与去处相同 / papers are to be copied onto themselves: ${to}`)
}
