import { randomUUID } from 'node:crypto'
import autocannon from 'autocannon'
import { Chance } from './chance'
import { fillLongContracts, measureLongContracts } from './long-contracts'
import { Latencies, type Line } from './measure'
import { anyWindow } from './questions'
import { startService } from './service'

const CONNECTIONS = 64
const SECONDS = 8

/** Commands over HTTP beside the same server's empty route, both over 64 kept-alive connections; then single ones on long contracts. */
export async function measureCommands(folder: string): Promise<Line[]> {
  await fillLongContracts(folder)
  const service = await startService(folder)
  try {
    const platform = await registerPlatform(service.url)
    await cannon({ url: `${service.url}/health/live`, duration: 3 })
    await cannon({ url: `${service.url}/api/engagements`, duration: 3, requests: [signing(platform)] })
    const empty = await cannon({ url: `${service.url}/health/live`, duration: SECONDS })
    const signed = await cannon({
      url: `${service.url}/api/engagements`,
      duration: SECONDS,
      requests: [signing(platform)],
    })
    const rate = signed.requests.average
    const { p50, p90, p99, max } = signed.latency
    return [
      {
        what: `a contract signed over HTTP, ${CONNECTIONS} connections`,
        measured: rate,
        unit: 'commands/s',
        limit: { what: 'empty route', value: empty.requests.average },
        latency: { p50, p90, p99, max },
        aim: '≥ 0.35 of it, p99 < 40 ms',
        met: rate >= 0.35 * empty.requests.average && p99 < 40,
      },
      ...(await measureLongContracts(service.url)),
    ]
  } finally {
    await service.stop()
  }
}

/** Start after a stop, memory, and answers over HTTP, of the service on a full ledger. */
export async function measureService(folder: string): Promise<Line[]> {
  const first = await startService(folder)
  await first.stop()
  const service = await startService(folder)
  try {
    const entries = Number(
      (
        (await (await fetch(`${service.url}/api/figures?from=2023-01-01&to=2023-01-01`)).json()) as {
          asOf: { sequence: number }
        }
      ).asOf.sequence,
    )
    const answers = await figuresOverHttp(service.url)
    const desk = await deskOverHttp(service.url, entries)
    const peak = service.peakMemory() / 1e6
    const [most, longest] = entries > 2_000_000 ? [900, 3] : [220, 1]
    return [
      answers,
      desk,
      {
        what: `memory of the service at ${entries.toLocaleString('en-US')} entries`,
        measured: peak,
        unit: 'MB at most',
        aim: `< ${most} MB`,
        met: peak < most,
      },
      {
        what: `ready after a restart at ${entries.toLocaleString('en-US')} entries`,
        measured: service.readyAfter / 1000,
        unit: 's',
        aim: `< ${longest} s`,
        met: service.readyAfter < longest * 1000,
      },
    ]
  } finally {
    await service.stop()
  }
}

async function figuresOverHttp(url: string): Promise<Line> {
  const chance = new Chance(3)
  const latencies = new Latencies()
  const { platforms } = (await (await fetch(`${url}/api/figures?from=2023-01-01&to=2026-06-30`)).json()) as {
    platforms: { platform: string }[]
  }
  for (let i = 0; i < 1_000; i++) {
    const { platform } = platforms[chance.skewed(platforms.length)]
    const { from, to } = anyWindow(chance)
    const start = performance.now()
    const answer = await fetch(`${url}/api/platforms/${platform}/figures?from=${from}&to=${to}`)
    await answer.text()
    if (!answer.ok) throw new Error(`figures answered ${answer.status}`)
    latencies.add(performance.now() - start)
  }
  const latency = latencies.percentiles()
  return {
    what: "one platform's figures over HTTP, one caller",
    measured: latency.p99,
    unit: 'ms p99',
    latency,
    aim: '< 5 ms',
    met: latency.p99 < 5,
  }
}

/** 工作台 of all platforms, asked again: what it leans on was worked out when it was asked first. */
async function deskOverHttp(url: string, entries: number): Promise<Line> {
  const ask = async () => {
    const start = performance.now()
    const answer = await fetch(`${url}/api/desk`)
    await answer.text()
    if (!answer.ok) throw new Error(`the desk answered ${answer.status}`)
    return performance.now() - start
  }
  const first = await ask()
  const latencies = new Latencies()
  for (let i = 0; i < 100; i++) latencies.add(await ask())
  const latency = latencies.percentiles()
  // Ten thousand contracts are some hundred thousand entries.
  const aim = Math.max(100, Math.ceil(entries / 1_000))
  return {
    what: `the desk over HTTP, all platforms, asked again (first: ${Math.round(first)} ms)`,
    measured: latency.p99,
    unit: 'ms p99',
    latency,
    aim: `< ${aim} ms`,
    met: latency.p99 < aim,
  }
}

async function cannon(options: autocannon.Options): Promise<autocannon.Result> {
  const result = await autocannon({ connections: CONNECTIONS, ...options })
  // A refused or broken request is faster than one that does the work: such a run measures nothing.
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refused, ${result.errors} failed`)
  return result
}

let number = 0

function signing(platform: string): autocannon.Request {
  return {
    method: 'POST',
    setupRequest: (request) => {
      return {
        ...request,
        headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        body: JSON.stringify(someContract(platform)),
      }
    },
  }
}

/** One that nobody has signed yet. */
export function someContract(platform: string) {
  const contractNo = `BENCH-${process.pid}-${number++}`
  return {
    platform,
    contractNo,
    client: { id: { scheme: 'uscc', value: '91442000MA9000001X' }, name: '示例客户科技有限公司' },
    title: '示例中试技术服务合同',
    kind: 'single',
    serviceCategories: ['产品试制', '试验验证'],
    products: [`产品 ${contractNo}`],
    amount: '9116800.00',
    taxBasis: 'inclusive',
    pricing: 'fixed',
    signedOn: '2025-03-04',
  }
}

/** A platform on an empty ledger. */
export async function registerPlatform(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/platforms`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      name: '示例中试平台',
      host: { id: { scheme: 'uscc', value: '91442000MA9000001X' }, name: '示例依托单位' },
      town: '示例镇',
      fields: ['生物医药'],
      registeredOn: '2025-01-01',
    }),
  })
  if (!answer.ok) throw new Error(`registering: ${answer.status} ${await answer.text()}`)
  return ((await answer.json()) as { id: string }).id
}
