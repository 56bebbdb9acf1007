import { RefusalException } from '@pilot-ledger/http'
import { type Refusal, refuse, refuseText } from '@pilot-ledger/kernel'
import type { FastifyRequest } from 'fastify'

/** Of tus. */
export const VERSION = '1.0.0'
const WHOLE = /^(?:0|[1-9]\d{0,15})$/
const HASH = /^[0-9a-f]{64}$/
const LONGEST_NAME = 255

/** A header that is a number of bytes. */
export function numberHeader(request: FastifyRequest, name: 'upload-length' | 'upload-offset'): number {
  const given = request.headers[name]
  if (typeof given === 'string' && WHOLE.test(given)) return Number(given)
  throw badRequest(
    refuse(`${name}-format`, { zh: `请求头 ${name} 须为字节数`, en: `the header ${name} is a number of bytes` }),
  )
}

/** `filename <base64>,sha256 <base64>`: of a path only its last name, which is what an entry says too. */
export function uploadMetadata(request: FastifyRequest): { readonly fileName: string; readonly sha256?: string } {
  const pairs = String(request.headers['upload-metadata'] ?? '')
    .split(',')
    .map((it) => it.trim().split(' '))
  const given = new Map(pairs.map(([key, value = '']) => [key, Buffer.from(value, 'base64').toString('utf8')]))
  const last = (given.get('filename') ?? '').split(/[/\\]/).at(-1) ?? ''
  // Of the folder that it lies in, and the one above: names of no file.
  const fileName = /^\.{1,2}$/.test(last) ? '' : last
  const fault = refuseText(fileName, LONGEST_NAME)
  if (fault)
    throw badRequest({
      ...fault,
      pointer: '',
      zh: `文件名（Upload-Metadata: filename）${fault.zh}`,
      en: `filename: ${fault.en}`,
    })
  const sha256 = given.get('sha256')
  if (sha256 !== undefined && !HASH.test(sha256))
    throw badRequest(
      refuse('sha256-format', { zh: 'sha256 须为 64 位小写十六进制', en: 'sha256 is 64 lower-case hex digits' }),
    )
  return { fileName, ...(sha256 !== undefined && { sha256 }) }
}

const badRequest = (refusal: Refusal) => new RefusalException([refusal], 400)
