import { type EngagementContent, engagementStream } from '@pilot-ledger/engagements'
import { openSqliteEventLog } from '@pilot-ledger/event-log'
import { engagementIdOf, eventIdOf, platformIdOf } from '@pilot-ledger/kernel'
import { platformStream } from '@pilot-ledger/platforms'
import { Latencies, type Line } from './measure'
import { event, party, registration } from './synthetic-ledger'

const ENTRIES = 1_000
const CONTRACTS = 12
const PLATFORM = platformIdOf('示例中试平台0')

/** Contracts of a thousand entries each, put into a log that nobody has open: a batch, its release, its invoice, its payment, and again. */
export async function fillLongContracts(folder: string): Promise<void> {
  const log = await openSqliteEventLog({ folder })
  try {
    const stream = platformStream(PLATFORM)
    await log.append(
      stream,
      'none',
      registration(0).map((it, i) => event(stream, i, it)),
    )
    for (let contract = 0; contract < CONTRACTS; contract++) {
      const its = streamOf(contract)
      for (let from = 0; from < ENTRIES; from += 250) {
        const events = Array.from({ length: 250 }, (_, i) => event(its, from + i, contentOf(contract, from + i)))
        await log.append(its, from === 0 ? 'none' : from - 1, events)
      }
    }
  } finally {
    await log.close()
  }
}

/** Single commands on them, one caller: payments on one, on all in turn (each as it comes after the others), and corrections. */
export async function measureLongContracts(url: string): Promise<Line[]> {
  const stated = `a contract of ${ENTRIES.toLocaleString('en-US')} entries, one caller`
  return [
    await timed(`a payment recorded on ${stated}`, 400, (i) => pay(url, 0, i)),
    await timed(`the same on ${CONTRACTS} of them in turn`, 400, (i) => pay(url, i % CONTRACTS, 1_000 + i)),
    await timed(`a payment corrected on ${stated}`, 200, (i) => correct(url, 4 * (1 + i))),
  ]
}

async function timed(what: string, times: number, command: (i: number) => Promise<Response>): Promise<Line> {
  const latencies = new Latencies()
  for (let i = 0; i < times; i++) {
    const start = performance.now()
    const answer = await command(i)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${what}: ${answer.status} ${text}`)
    latencies.add(performance.now() - start)
  }
  const latency = latencies.percentiles()
  return { what, measured: latency.p99, unit: 'ms p99', latency, aim: '< 10 ms', met: latency.p99 < 10 }
}

const pay = (url: string, contract: number, number: number) =>
  post(url, contract, 'payments', payment(contract, number).data)

/** The payment at a revision of the last contract, which was said with a day of its own. */
function correct(url: string, revision: number): Promise<Response> {
  const contract = CONTRACTS - 1
  const { type, data } = contentOf(contract, revision)
  const content = { type, data: { ...data, receivedOn: '2025-06-30' } }
  const corrects = eventIdOf(streamOf(contract), 'bench', `${revision}`, 0)
  return post(url, contract, 'corrections', { corrects, content, reason: '录入更正' })
}

function post(url: string, contract: number, path: string, body: object): Promise<Response> {
  return fetch(`${url}/api/engagements/${idOf(contract)}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

const numberOf = (contract: number) => `LONG-${contract}`
const idOf = (contract: number) => engagementIdOf(PLATFORM, numberOf(contract))
const streamOf = (contract: number) => engagementStream(idOf(contract))

function payment(contract: number, number: number): EngagementContent {
  const data = {
    bankReference: `${numberOf(contract)}-R${number}`,
    payer: party(0),
    share: '1000.00',
    total: '1000.00',
  }
  return { type: 'PaymentReceived', data: { ...data, receivedOn: '2025-06-20' } }
}

function contentOf(contract: number, revision: number): EngagementContent {
  if (revision === 0) return signing(contract)
  const at = { batchNo: `${numberOf(contract)}-B${Math.ceil(revision / 4)}`, product: '产品' }
  switch (revision % 4) {
    case 1: {
      const days = { startedOn: '2025-05-02', completedOn: '2025-05-08' }
      return {
        type: 'BatchRun',
        data: { ...at, kind: '中试', size: '12.5', unit: 'kg', ...days, yieldPercent: '96.5' },
      }
    }
    case 2:
      return { type: 'BatchReleased', data: { ...at, on: '2025-05-09', by: 'QA-01' } }
    case 3: {
      const number = `${contract}`.padStart(8, '2') + `${revision}`.padStart(12, '0')
      const money = { share: '1000.00', total: '1000.00', tax: '56.60', issuedOn: '2025-06-01' }
      return { type: 'InvoiceIssued', data: { invoice: { kind: 'digital', number }, ...money } }
    }
    default:
      return payment(contract, -revision)
  }
}

function signing(contract: number): EngagementContent {
  const data = {
    platform: PLATFORM,
    contractNo: numberOf(contract),
    client: party(0),
    title: '示例长期中试技术服务合同',
    kind: 'single',
    serviceCategories: ['产品试制'],
    products: ['产品'],
    amount: '900000.00',
    taxBasis: 'inclusive',
    pricing: 'byActual',
    signedOn: '2025-01-04',
  } as const
  return { type: 'ContractSigned', data }
}
