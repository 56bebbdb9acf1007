import { hash } from 'node:crypto'
import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs'
import { type Position, PRIVATE_FILE, Unavailable } from '@pilot-ledger/event-log'

/** The entry that the last leaf is of. */
export interface Place {
  readonly sequence: number
  /** As the tree has it: never earlier than that of the entry before. */
  readonly recordedAt: number
  /** Where the store has it. */
  readonly position: Position
}

/** Longer than any store's position. */
const WIDTH = 100

/**
 * How far a tree has come, beside its hashes. Written in place, without a sync: after a power cut it may be torn or older than
 * they are, and then less of them is believed, or nothing.
 */
export class PlaceNote {
  private handle: number | undefined

  constructor(file: string) {
    this.handle = openSync(file, constants.O_RDWR | constants.O_CREAT, PRIVATE_FILE)
  }

  write(place: Place): void {
    if (this.handle === undefined) throw new Unavailable('closed', '已关闭 / it is closed')
    writeSync(this.handle, line(place), 0, 'latin1')
  }

  /** Once: the number may be another file's by the second time. */
  close(): void {
    if (this.handle !== undefined) closeSync(this.handle)
    this.handle = undefined
  }
}

/** What a note says; undefined where it says nothing, or nothing that can be believed. */
export function readPlace(file: string): Place | undefined {
  let text: string
  try {
    text = readFileSync(file, 'latin1')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const [sequence, recordedAt, position = ''] = text.split(' ')
  const place = { sequence: Number(sequence), recordedAt: Number(recordedAt), position }
  return line(place) === text ? place : undefined
}

/** Of one width, so that each writing covers the one before; its own check tells a torn line. */
function line({ sequence, recordedAt, position }: Place): string {
  const stated = `${sequence} ${recordedAt} ${position} `.padEnd(WIDTH, '.')
  return `${stated} ${hash('sha256', stated, 'hex').slice(0, 16)}\n`
}
