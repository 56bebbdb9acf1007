import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Position } from '@pilot-ledger/event-log'
import { Leaves } from '../domain/leaf'
import type { Nodes } from '../domain/tree'
import { HashFiles } from './hash-files'
import { KeptHashes } from './kept-hashes'
import { type Place, PlaceNote, readPlace } from './place'

const PLACE = 'place'
const SIGNED = 'signed'

/**
 * A tree as it lies in its folder: the hashes, and two notes, up to which entry they are whole and up to which all is signed.
 * Made when missing.
 */
export class TreeFolder implements Nodes {
  /** What the next entry's leaf is made behind. */
  leaves: Leaves
  private files: HashFiles
  private note: PlaceNote
  private signedNote: PlaceNote
  private place: Place | undefined

  constructor(private readonly folder: string) {
    const { files, place } = filesUpTo(folder, readPlace(join(folder, PLACE)))
    this.files = files
    this.place = place
    this.note = new PlaceNote(join(folder, PLACE))
    this.signedNote = new PlaceNote(join(folder, SIGNED))
    this.leaves = new Leaves(place?.sequence, place?.recordedAt)
  }

  get size(): number {
    return this.files.size
  }

  node(level: number, index: number): Uint8Array {
    return this.files.node(level, index)
  }

  hashes(level: number, index: number, count: number, into?: Buffer): Buffer {
    return this.files.hashes(level, index, count, into)
  }

  /** The entry that its last leaf is of. */
  get end(): Place | undefined {
    return this.place
  }

  /** Notes that all up to there is signed: nothing of it may ever be another. */
  signedUpTo(place: Place): void {
    this.signedNote.write(place)
  }

  /** The last entry of which it was noted, and which is in the tree, that it is signed. */
  get signed(): Place | undefined {
    const place = readPlace(join(this.folder, SIGNED))
    return place && place.sequence <= this.size ? place : undefined
  }

  /**
   * Leaves behind the last, whose `leaves` were made.
   * @param position of the entry that the last of them is of
   */
  keep(hashes: readonly Uint8Array[], position: Position): void {
    this.files.append(hashes)
    const { sequence, recordedAt } = this.leaves
    const place = { sequence, recordedAt, position }
    // Behind the hashes: what it says is there.
    this.note.write(place)
    this.place = place
  }

  /** What the note says is whole: beyond it anything may have been written. */
  openAgain(): void {
    this.openUpTo(this.place)
  }

  /** Forgets the leaves behind an entry. */
  goBackTo(place: Place): void {
    this.openUpTo(place)
    this.note.write(place)
  }

  /** Throws away what is kept: the log's first entry is the next. */
  beginAnew(): void {
    const { folder } = this
    this.close()
    rmSync(folder, { recursive: true })
    this.place = undefined
    this.files = new HashFiles(folder, 0)
    this.note = new PlaceNote(join(folder, PLACE))
    this.signedNote = new PlaceNote(join(folder, SIGNED))
    this.leaves = new Leaves()
  }

  close(): void {
    this.files.close()
    this.note.close()
    this.signedNote.close()
  }

  private openUpTo(place: Place | undefined): void {
    const opened = filesUpTo(this.folder, place)
    this.files.close()
    this.files = opened.files
    this.place = opened.place
    this.leaves = new Leaves(opened.place?.sequence, opened.place?.recordedAt)
  }
}

/** What is kept of a tree just now, to look at beside whoever keeps it; undefined where nothing is. */
export function keptTree(folder: string): KeptHashes | undefined {
  const place = readPlace(join(folder, PLACE))
  return place && new KeptHashes(folder, place.sequence)
}

/** Up to which entry it was noted, behind the checkpoint, that all is signed; 0 where no note can be believed. */
export const notedAsSigned = (folder: string): number => readPlace(join(folder, SIGNED))?.sequence ?? 0

/** Where fewer hashes are there than the note says, none: from which entry on they are missing only the log can tell. */
function filesUpTo(folder: string, place: Place | undefined): { files: HashFiles; place?: Place } {
  const files = new HashFiles(folder, place?.sequence ?? 0)
  if (files.size === (place?.sequence ?? 0)) return { files, place }
  files.close()
  return { files: new HashFiles(folder, 0) }
}
