import { SaxesParser } from 'saxes'
import { StoreUnavailable } from '../faults'

/** An object store said no. Of what it said only the code is kept: the rest may name the keys it was asked with. */
export class Declined extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    asked: string,
  ) {
    super(`${asked}: ${status} ${code}`)
  }
}

/** An object store that is away, slow, or broke off. */
export class Broken extends Error {}

const NAME = /^[A-Za-z0-9.]{1,80}$/
/** Full: of a disk, of a quota, as different services call it. */
const FULL = /^(?:InsufficientStorage|XMinioStorageFull|XMinioAdminBucketQuotaExceeded|QuotaExceeded|StorageFull)$/
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504])

/** Whether the same request may fare better in a moment. */
export const passes = (error: unknown) =>
  error instanceof Broken || (error instanceof Declined && PASSING.has(error.status) && !FULL.test(error.code))

/** What it means that an exchange failed; any other error as it is. */
export function storeFault(error: unknown): unknown {
  if (error instanceof Broken || passes(error))
    return new StoreUnavailable(
      'unreachable',
      `对象存储不可用 / the object store is away: ${(error as Error).message}`,
      { cause: error },
    )
  if (!(error instanceof Declined)) return error
  const { status, code, message } = error
  if (status === 507 || FULL.test(code))
    return new StoreUnavailable('disk-full', `对象存储已满 / the object store is full: ${message}`, { cause: error })
  return new StoreUnavailable('refused', `对象存储拒绝 / the object store declines: ${message}`, { cause: error })
}

/** `<Error><Code>…` of an answer; what it says otherwise counts for nothing. */
export function codeIn(body: string): string {
  let code = ''
  try {
    texts(body, ({ path, text }) => {
      if (path === 'Error/Code') code = text
    })
  } catch {
    return ''
  }
  return NAME.test(code) ? code : ''
}

export interface Listed {
  readonly key: string
  readonly size: number
  readonly modified: number
}

/**
 * One page of a listing (ListObjectsV2), and whether there is more behind its last key. Throws `Broken` where the answer is no whole
 * listing: what is cut off must not look like the end.
 */
export function listingIn(body: string): { readonly objects: readonly Listed[]; readonly more: boolean } {
  const objects: Listed[] = []
  let [key, size, modified, truncated] = ['', Number.NaN, Number.NaN, '']
  try {
    texts(body, ({ path, text }) => {
      if (path === 'ListBucketResult/Contents/Key') key = text
      if (path === 'ListBucketResult/Contents/Size') size = Number(text)
      if (path === 'ListBucketResult/Contents/LastModified') modified = Date.parse(text)
      if (path === 'ListBucketResult/IsTruncated') truncated = text
      if (path === 'ListBucketResult/Contents') objects.push({ key, size, modified })
    })
  } catch (error) {
    throw new Broken('a listing that cannot be read', { cause: error })
  }
  const more = truncated === 'true'
  if ((!more && truncated !== 'false') || (more && objects.length === 0)) throw new Broken('a listing without its end')
  return { objects, more }
}

/** Each element at its end: the names that lead to it, and its text. Throws where the document is none, or has no end. */
function texts(document: string, tell: (element: { readonly path: string; readonly text: string }) => void): void {
  const parser = new SaxesParser({ xmlns: false })
  const names: string[] = []
  let text = ''
  parser.on('opentag', ({ name }) => {
    names.push(name)
    text = ''
  })
  parser.on('text', (it) => {
    text += it
  })
  parser.on('closetag', () => {
    tell({ path: names.join('/'), text })
    names.pop()
  })
  parser.on('error', (error) => {
    throw error
  })
  parser.write(document).close()
}
