import { Unavailable } from '@pilot-ledger/event-log'

/** Where an object store is, and who asks it. */
export interface ObjectPlace {
  /** Of the bucket; a key comes behind it. */
  readonly bucket: URL
  /** What every key begins with: empty, or with a `/` at its end. */
  readonly prefix: string
  readonly region: string
  readonly credentials: {
    readonly accessKeyId: string
    readonly secretAccessKey: string
    readonly sessionToken?: string
  }
}

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/
/** Signs that every service writes alike in an address, in a signature and in a listing. */
const PREFIX = /^[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/
const KNOWN = new Set(['endpoint', 'region', 'style'])

export const isObjectAddress = (text: string) => text.startsWith('s3://')

/**
 * `s3://BUCKET/PREFIX?endpoint=https://HOST&region=REGION&style=path|host`; the keys from `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`
 * and, where they are lent, `AWS_SESSION_TOKEN`. Without an endpoint it is Amazon's of the region. `path` (the default) puts the bucket
 * behind the host, as most services of one's own need it, `host` before it, as some public clouds do. Throws
 * `Unavailable` with one sentence, never with a key in it.
 */
export function objectPlace(address: string, env: Readonly<Record<string, string | undefined>>): ObjectPlace {
  const url = parsed(address)
  if (url?.username !== '' || url.password !== '')
    throw cannot(
      '佐证材料库地址无效（密钥只从环境变量读取） / not an address of an object store (keys come from the environment only)',
    )
  const prefix = url.pathname.replace(/^\/|\/$/g, '')
  const unknown = [...url.searchParams.keys()].find((it) => !KNOWN.has(it))
  if (unknown !== undefined) throw wrong(`?${unknown}=`)
  if (!BUCKET.test(url.host)) throw wrong(url.host)
  if (prefix !== '' && !PREFIX.test(prefix)) throw wrong(prefix)
  const region = url.searchParams.get('region') ?? env.AWS_REGION ?? 'us-east-1'
  const style = url.searchParams.get('style') ?? 'path'
  if (style !== 'path' && style !== 'host') throw wrong(`style=${style}`)
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = env
  if (!accessKeyId || !secretAccessKey)
    throw cannot(
      '佐证材料库须设 AWS_ACCESS_KEY_ID 与 AWS_SECRET_ACCESS_KEY / an object store needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    )
  return {
    bucket: bucketAt(endpointOf(url.searchParams.get('endpoint'), region), url.host, style),
    prefix: prefix === '' ? '' : `${prefix}/`,
    region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
  }
}

function endpointOf(given: string | null, region: string): URL {
  const text = given ?? `https://s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`
  const url = parsed(text)
  const bare = url && url.username === '' && url.password === '' && url.search === '' && url.pathname === '/'
  if (!bare || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw wrong('endpoint=')
  return url
}

function bucketAt(endpoint: URL, bucket: string, style: 'path' | 'host'): URL {
  if (style === 'path') return new URL(`/${bucket}/`, endpoint)
  const url = new URL(endpoint)
  url.host = `${bucket}.${endpoint.host}`
  return url
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

const cannot = (message: string) => new Unavailable('unreachable', message)
const wrong = (what: string) => cannot(`佐证材料库地址中此处无效 / not so in the address of an object store: ${what}`)
