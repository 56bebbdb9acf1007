import { refused, SpreadsheetRefused } from '../../spreadsheets'
import { LIMITS, type SpreadsheetLimits } from '../../spreadsheets/limits'
import type { SpreadsheetFile } from '../../spreadsheets/spreadsheet-file'
import { Archive } from '../../spreadsheets/workbook/archive'

const MiB = 1024 * 1024
/** Bytes of all archives that lie in one, together. */
export const MOST_UNPACKED = 256 * MiB
/** Of an archive of invoices, and of each OFD in it. */
const ARCHIVE: SpreadsheetLimits = { ...LIMITS, parts: 2_000, partBytes: 20 * MiB, unpackedBytes: MOST_UNPACKED }

/** As `Archive.open`, in words for who sent no workbook. */
export async function openArchive(file: SpreadsheetFile): Promise<Archive> {
  try {
    return await Archive.open(file, ARCHIVE)
  } catch (error) {
    throw ofArchive(error)
  }
}

/** A part of at most so many bytes, whole. */
export async function unpackedWhole(archive: Archive, name: string, mostBytes = ARCHIVE.partBytes): Promise<Buffer> {
  const pieces: Buffer[] = []
  let bytes = 0
  try {
    for await (const piece of archive.unpacked(name)) {
      bytes += piece.length
      if (bytes > mostBytes) throw tooLarge(name, mostBytes)
      pieces.push(piece)
    }
  } catch (error) {
    throw ofArchive(error)
  }
  return Buffer.concat(pieces)
}

function ofArchive(error: unknown): unknown {
  if (!(error instanceof SpreadsheetRefused) || error.refusal.code !== 'broken-workbook') return error
  return refused(
    'broken-archive',
    '压缩包（ZIP 或 OFD）不完整或已损坏，请重新下载',
    'the archive (ZIP or OFD) is cut off or broken; download it again',
    {},
    error.refusal.facts,
  )
}

const tooLarge = (name: string, mostBytes: number) =>
  refused('file-too-large', `${name} 超过 ${mostBytes / MiB} MB`, `${name} is larger than ${mostBytes / MiB} MB`)

export const unpacksTooLarge = () =>
  refused(
    'zip-bomb',
    `压缩包里的压缩包解开后超过 ${MOST_UNPACKED / MiB} MB，请分几次传`,
    `the archives in the archive unpack to more than ${MOST_UNPACKED / MiB} MB; send them one by one`,
  )
