import { existsSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { evidenceTold } from '@pilot-ledger/evidence/serving'
import {
  type EvidenceStore,
  FolderEvidenceStore,
  isObjectAddress,
  openEvidenceStore,
} from '@pilot-ledger/evidence/store'
import { Mistake } from '../mistake'

/** Where papers lie: a folder, or a bucket (`s3://…`). */
export type Place = string

/** Where papers come from and go to, where that is not beside the logs. */
export interface PapersMoved {
  readonly from?: Place
  readonly to?: Place
}

/** The place in a data folder, where no other is told. */
export const papersOf = (folder: string): Place => join(folder, 'evidence')
/** The place of a backup, where none is named that several share. */
export const papersBeside = (file: string): Place => `${file}.evidence`

/** Looks, and changes nothing: what a service writes to, or what lies in a backup. */
export const openToRead = async (place: Place): Promise<EvidenceStore> =>
  isObjectAddress(place) ? openToWrite(place) : FolderEvidenceStore.toRead(place)
export const openToWrite = (place: Place): Promise<EvidenceStore> => openEvidenceStore(place, '')

/** As it was given on the command line. */
export function placeGiven(given: string | undefined): Place | undefined {
  return given === undefined || isObjectAddress(given) ? given : resolve(given)
}

/** Where a ledger that is served has its papers: as its services are told, by the command line or the environment. */
export const placeServed = (given: string | undefined): Place | undefined =>
  placeGiven(evidenceTold({ evidence: given }, process.env).at)

/** A copy onto itself would find everything there, and be none. */
export function mustDiffer(from: Place, to: Place): void {
  const real = (it: Place) => (existsSync(it) ? realpathSync(it) : it)
  if (real(from) === real(to))
    throw new Mistake(`佐证材料的来源与去处相同 / papers are to be copied onto themselves: ${to}`)
}
