import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { registerPlatform, someContract } from './http'
import { Latencies, type Line } from './measure'
import { type Service, startService } from './service'

const MB = 1e6
/** A scanned paper, and how many are uploaded one after the other. */
const SCAN = { pages: 10, bytes: 20 * MB, papers: 8 }
/** The volume of 1,000 pages. */
const BOUND = { papers: 50, pages: 20, bytes: 1 * MB }
/** As the page sends them. */
const PIECE = 8 * 1_048_576
/** What a viewer asks first: the end of a file, where it says where its pages are. */
const TAIL = 65_536

/**
 * Papers over HTTP: an upload beside copying the same bytes to the disk and hashing them, the first page of a large paper beside reading
 * the same bytes from the disk, and a volume of 1,000 pages.
 */
export async function measureEvidence(folder: string): Promise<Line[]> {
  mkdirSync(folder, { recursive: true })
  const service = await startService(join(folder, 'ledger'))
  try {
    const platform = await registerPlatform(service.url)
    const at = `${service.url}/api/platforms/${platform}`
    // The first file waits for a process that reads files to be there.
    await upload(at, scan(1, 1_000), PIECE)
    const scans = Array.from({ length: SCAN.papers * 2 }, () => scan(SCAN.pages, SCAN.bytes))
    const copied = await rate(scans.slice(0, SCAN.papers), (it, i) => copy(it, join(folder, `copy-${i}`)))
    const whole = await rate(scans.slice(0, SCAN.papers), (it) => upload(at, it, Number.POSITIVE_INFINITY))
    const pieces = await rate(scans.slice(SCAN.papers), (it) => upload(at, it, PIECE))
    const besideCopy = { what: 'copying and hashing', value: copied }
    const size = `${SCAN.bytes / MB} MB`
    return [
      ...(
        [
          ['in one request', whole],
          ['in pieces of 8 MiB', pieces],
        ] as const
      ).map(([how, measured]) => ({
        ...{ what: `papers of ${size} uploaded over HTTP ${how}`, measured, unit: 'MB/s', limit: besideCopy },
        ...{ aim: '≥ 0.6 of it', met: measured >= 0.6 * copied },
      })),
      await firstPage(`${at}/evidence/${hashOf(scans[0])}`, scans[0], join(folder, 'copy-0')),
      ...(await volume(service, at, platform)),
    ]
  } finally {
    await service.stop()
  }
}

async function firstPage(url: string, paper: Buffer, file: string): Promise<Line> {
  const [served, read] = [new Latencies(), new Latencies()]
  const parts = [
    [paper.length - TAIL, paper.length - 1],
    [0, Math.ceil(paper.length / SCAN.pages)],
  ]
  for (let i = 0; i < 50; i++) {
    let start = performance.now()
    for (const [from, to] of parts) await okay(await fetch(url, { headers: { range: `bytes=${from}-${to}` } }), 206)
    served.add(performance.now() - start)
    start = performance.now()
    const handle = await open(file)
    for (const [from, to] of parts) await handle.read(Buffer.alloc(to - from + 1), 0, to - from + 1, from)
    await handle.close()
    read.add(performance.now() - start)
  }
  const latency = served.percentiles()
  return {
    what: `the first page's bytes of a paper of ${SCAN.bytes / MB} MB, p50`,
    ...{ measured: latency.p50, unit: 'ms', limit: { what: 'reading them', value: read.percentiles().p50 }, latency },
    ...{ aim: '< 50 ms', met: latency.p50 < 50 },
  }
}

async function volume(service: Service, at: string, platform: string): Promise<Line[]> {
  for (let i = 0; i < BOUND.papers; i++) {
    const paper = scan(BOUND.pages, BOUND.bytes)
    await upload(at, paper, PIECE)
    const { id } = (await post(`${service.url}/api/engagements`, someContract(platform))) as { id: string }
    const evidence = { sha256: hashOf(paper), kind: '合同', fileName: '扫描件.pdf', pages: BOUND.pages }
    await post(`${service.url}/api/engagements/${id}/evidence`, evidence)
  }
  const before = treeMemory(service.pid)
  const start = performance.now()
  const begun = await post(`${at}/evidence-volumes?from=2024-01-01`)
  let most = before
  for (let state = begun; state.state !== 'made'; ) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    most = Math.max(most, treeMemory(service.pid))
    state = (await (await okay(await fetch(`${at}/evidence-volumes/${begun.id}`), 200)).json()) as Answer
    if (state.state === 'failed') throw new Error('the volume could not be made')
  }
  const seconds = (performance.now() - start) / 1_000
  const file = await (await okay(await fetch(`${at}/evidence-volumes/${begun.id}/volume.pdf`), 200)).arrayBuffer()
  const what = `a volume of ${begun.pages} pages, ${Math.round(file.byteLength / MB)} MB`
  return [
    { what: `${what}, made`, measured: seconds, unit: 's', aim: '< 120 s', met: seconds < 120 },
    {
      what: `${what}: memory that it adds, with its process`,
      ...{ measured: (most - before) / MB, unit: 'MB', aim: '< 512 MB', met: most - before < 512 * MB },
    },
  ]
}

type Answer = { readonly id: string; readonly state?: string; readonly pages?: number }

async function post(url: string, body: object = {}): Promise<Answer> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Answer
}

async function okay(answer: Response, status: number): Promise<Response> {
  if (answer.status !== status) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`)
  // To its last byte: what is measured is its arrival.
  const body = await answer.arrayBuffer()
  return new Response(body, answer)
}

async function upload(at: string, content: Buffer, piece: number): Promise<void> {
  const tus = { 'tus-resumable': '1.0.0' }
  const metadata = `filename ${Buffer.from('扫描件.pdf').toString('base64')}`
  const announced = await fetch(`${at}/evidence-uploads`, {
    method: 'POST',
    headers: { ...tus, 'upload-length': String(content.length), 'upload-metadata': metadata },
  })
  if (announced.status !== 201) throw new Error(`announcing: ${announced.status} ${await announced.text()}`)
  const url = new URL(announced.headers.get('location') ?? '', at)
  for (let offset = 0; offset < content.length; ) {
    const body = content.subarray(offset, Math.min(content.length, offset + piece))
    const headers = { ...tus, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }
    offset = await sent(url, headers, body)
  }
}

const LINE = new Agent({ keepAlive: true, maxSockets: 1 })

/** Gives the offset that the service answers. By `node:http`: `fetch` copies a body twice on its way, which takes longer than its arrival. */
function sent(url: URL, headers: Readonly<Record<string, string>>, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': String(body.length) }
    const asked = request(url, { method: 'PATCH', agent: LINE, headers: { ...headers, ...length } }, (answer) => {
      answer.resume()
      answer.on('end', () =>
        answer.statusCode === 204
          ? resolve(Number(answer.headers['upload-offset']))
          : reject(new Error(`sending: ${answer.statusCode}`)),
      )
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

/** The same bytes to the disk, as safe there, and their hash. */
async function copy(content: Buffer, path: string): Promise<void> {
  const handle = await open(path, 'w')
  const hash = createHash('sha256')
  for (let at = 0; at < content.length; at += 65_536) {
    const chunk = content.subarray(at, at + 65_536)
    hash.update(chunk)
    await handle.write(chunk)
  }
  hash.digest()
  await handle.sync()
  await handle.close()
}

/** Megabytes a second. */
async function rate(files: readonly Buffer[], work: (file: Buffer, i: number) => Promise<void>): Promise<number> {
  const start = performance.now()
  for (const [i, it] of files.entries()) await work(it, i)
  return files.reduce((sum, it) => sum + it.length, 0) / MB / ((performance.now() - start) / 1_000)
}

const hashOf = (content: Buffer) => createHash('sha256').update(content).digest('hex')

/** A paper as a scanner writes it: a picture on each page, which nothing packs any further. */
function scan(pages: number, bytes: number): Buffer {
  const parts: Buffer[] = []
  const places: number[] = []
  let at = 0
  const write = (part: Buffer | string) => {
    const chunk = typeof part === 'string' ? Buffer.from(part, 'latin1') : part
    parts.push(chunk)
    at += chunk.length
  }
  const object = (head: string, stream?: Buffer) => {
    places.push(at)
    write(`${places.length} 0 obj\n${head}\n`)
    if (stream) for (const it of ['stream\n', stream, '\nendstream\n']) write(it)
    write('endobj\n')
  }
  const side = Math.floor(Math.sqrt(bytes / pages))
  const [content, numbers] = [Buffer.from('q 595 0 0 842 0 0 cm /I Do Q'), Array.from({ length: pages }, (_, i) => i)]
  write('%PDF-1.4\n')
  object('<</Type/Catalog/Pages 2 0 R>>')
  object(`<</Type/Pages/Count ${pages}/Kids[${numbers.map((i) => `${4 + 2 * i} 0 R`).join(' ')}]>>`)
  object(`<</Length ${content.length}>>`, content)
  for (const i of numbers) {
    object(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</XObject<</I ${5 + 2 * i} 0 R>>>>>>`,
    )
    const head = `/Type/XObject/Subtype/Image/Width ${side}/Height ${side}/ColorSpace/DeviceGray/BitsPerComponent 8`
    object(`<<${head}/Length ${side * side}>>`, randomBytes(side * side))
  }
  const start = at
  write(`xref\n0 ${places.length + 1}\n0000000000 65535 f \n`)
  write(places.map((it) => `${String(it).padStart(10, '0')} 00000 n \n`).join(''))
  write(`trailer\n<</Size ${places.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`)
  return Buffer.concat(parts)
}

/** What a process and those that it has started hold, by Linux's own account, in bytes. */
function treeMemory(root: number): number {
  const all = readdirSync('/proc')
    .filter((it) => /^\d+$/.test(it))
    .flatMap((pid) => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, 'utf8')
        const of = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
        return [{ pid: Number(pid), parent: of('PPid'), held: of('VmRSS') * 1024 }]
      } catch {
        return []
      }
    })
  const within = (pid: number): number =>
    all.reduce((sum, it) => sum + (it.pid === pid ? it.held : it.parent === pid ? within(it.pid) : 0), 0)
  return within(root)
}
