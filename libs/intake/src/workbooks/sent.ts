import type { Readable } from 'node:stream'
import { StreamableFile } from '@nestjs/common'
import { attachment } from './attachment'
import type { Provenance } from './heading'

export const MIME = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const

interface Called {
  /** For clients that know no other: the cut is added to both names. */
  readonly plain: string
  readonly name: string
  readonly provenance: Provenance
}

/** A paper as it is made, sent under its name and cut. */
export function sent(stream: Readable, form: keyof typeof MIME, { plain, name, provenance }: Called): StreamableFile {
  const disposition = attachment(
    `${plain}-${provenance.asOf.sequence}.${form}`,
    `${name} 截止${provenance.asOf.sequence}.${form}`,
  )
  return new StreamableFile(stream, { type: MIME[form], disposition })
}
