import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PlaceNote, readPlace } from './place'

describe('given the note of how far a tree has come', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'place-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const place = { sequence: 40, recordedAt: 1_795_000_000_000, position: '40' }

  test('when it is closed twice, then a file that was opened meanwhile stays open', () => {
    const note = new PlaceNote(join(folder, 'place'))
    note.write(place)
    note.close()
    // Systems give the lowest free number: the one that was the note's.
    const other = openSync(join(folder, 'other'), 'w')
    note.close()
    writeSync(other, 'kept')
    closeSync(other)
    expect(readFileSync(join(folder, 'other'), 'utf8')).toBe('kept')
    expect(readPlace(join(folder, 'place'))).toEqual(place)
  })

  test('when it is closed, then nothing more is written', () => {
    const note = new PlaceNote(join(folder, 'place'))
    note.close()
    expect(() => note.write(place)).toThrow('closed')
  })
})
