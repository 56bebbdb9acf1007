import { promisify } from 'node:util'
import { crc32, deflateRaw } from 'node:zlib'
import { StreamableFile } from '@nestjs/common'
import type { CertificateFile } from './figure-certificates.service'
import type { CertificateCut } from './queries'

export const PLAIN = 'application/json'
export const PACKED = 'application/gzip'
const deflated = promisify(deflateRaw)
/** Gzip without a time, a name and a system: nothing that says nothing (RFC 1952). */
const HEAD = Buffer.from('1f8b08000000000000ff', 'hex')

/** A certificate to be saved, packed where that is asked for. */
export async function sent(
  { name, content }: CertificateFile,
  { compressed }: CertificateCut,
): Promise<StreamableFile> {
  if (compressed === undefined) return file(name, PLAIN, content)
  return file(`${name}.gz`, PACKED, await packed(content))
}

const file = (name: string, type: string, content: Buffer) =>
  new StreamableFile(content, { type, disposition: `attachment; filename="${name}"` })

async function packed(content: Buffer): Promise<Buffer> {
  const foot = Buffer.alloc(8)
  foot.writeUInt32LE(crc32(content), 0)
  foot.writeUInt32LE(content.length, 4)
  return Buffer.concat([HEAD, await deflated(content, { level: 9 }), foot])
}
