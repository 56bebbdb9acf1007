import { mkdirSync } from 'node:fs'
import { Asking, type Work } from './asking'
import { someContract } from './http'
import { keeping } from './loop-keeping'
import { questions } from './loop-questions'
import { type Fixture, recording, secondPerson } from './loop-recording'
import { Latencies, type Line, notRun } from './measure'
import type { Delay } from './measured-service'
import { type Service, startService } from './service'

const MOST = { p99: 20, max: 100 }
const AIM = `p99 < ${MOST.p99} ms, max < ${MOST.max} ms`
const CLERKS = 64
const SECONDS = 5

/** What one person does keeps no other waiting: the delay of the service's event loop, during each thing that may be asked of it. */
export async function measureLoop(folder: string, scratch: string): Promise<Line[]> {
  mkdirSync(scratch, { recursive: true })
  const lines: Line[] = []
  const first = await startService(folder, '经办')
  const asking = new Asking(first.url)
  const { works, fixture } = await recording(asking, scratch)
  try {
    lines.push(...(await eachOf(first, works)))
    const others = [...(await questions(asking, fixture)), ...keeping(asking, folder, scratch)]
    const alone = await eachOf(first, others)
    lines.push(...alone, await during(first, clerks(asking, fixture)))
    const able = others.filter((_, i) => alone[i].notRun === undefined)
    lines.push(...(await beside(first, asking, fixture, able)))
  } finally {
    await first.stop()
  }
  const second = await startService(folder, '复核')
  try {
    lines.push(...(await eachOf(second, secondPerson(new Asking(second.url), fixture))))
  } finally {
    await second.stop()
  }
  return lines
}

async function eachOf(service: Service, works: readonly Work[]): Promise<Line[]> {
  const lines: Line[] = []
  for (const work of works) lines.push(await during(service, work))
  return lines
}

async function during(service: Service, { what, run }: Work): Promise<Line> {
  const began = performance.now()
  const delay = await service.delayDuring(run).catch((error: unknown) => error as Error)
  return delay instanceof Error ? notRun(`event loop: ${what}`, AIM, delay) : line(what, began, delay)
}

function line(what: string, began: number, delay: Delay): Line {
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  process.stderr.write(`  ${what}: ${seconds} s, p99 ${delay.p99.toFixed(1)}, most ${delay.max.toFixed(1)} ms\n`)
  return {
    what: `event loop: ${what}, ${seconds} s`,
    measured: delay.max,
    unit: 'ms at most',
    latency: delay,
    aim: AIM,
    met: delay.p99 < MOST.p99 && delay.max < MOST.max,
  }
}

/** Many at once: the read model is saved while they record. */
function clerks(asking: Asking, { other }: Fixture): Work {
  return {
    what: `${CLERKS} clerks record, the read model is saved`,
    async run() {
      const end = performance.now() + SECONDS * 1000
      const one = async () => {
        while (performance.now() < end) await asking.post('/api/engagements', someContract(other))
      }
      await Promise.all(Array.from({ length: CLERKS }, one))
    },
  }
}

/** Three at a time of all that, and one clerk who records beside it: how long he waits. */
async function beside(service: Service, asking: Asking, { other }: Fixture, works: readonly Work[]): Promise<Line[]> {
  const latencies = new Latencies()
  const began = performance.now()
  const rest = works.values()
  let working = true
  const clerk = async () => {
    while (working) {
      const start = performance.now()
      await asking.post('/api/engagements', someContract(other))
      latencies.add(performance.now() - start)
    }
  }
  const others = async () => {
    for (const { run } of rest) await run()
  }
  const what = 'three at a time of all questions, a clerk beside them'
  const delayed = service.delayDuring(async () => {
    const all = Promise.all([others(), others(), others()]).finally(() => {
      working = false
    })
    await Promise.all([all, clerk()])
  })
  const delay = await delayed.catch((error: unknown) => error as Error)
  if (delay instanceof Error) return [notRun(`event loop: ${what}`, AIM, delay)]
  const latency = latencies.percentiles()
  return [
    line(what, began, delay),
    {
      what: 'a contract signed over HTTP by one clerk, beside them',
      measured: latency.p99,
      unit: 'ms p99',
      latency,
      aim: `< ${MOST.max} ms`,
      met: latency.p99 < MOST.max,
    },
  ]
}
