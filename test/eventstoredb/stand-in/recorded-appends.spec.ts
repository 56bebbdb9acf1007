import { randomUUID } from 'node:crypto'
import { ANY, EventStoreDBClient, jsonEvent, NO_STREAM, STREAM_EXISTS } from '@eventstore/db-client'
import { Empty, WrongExpectedVersion } from '@eventstore/db-client/generated/shared_pb'
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb'
import { BatchAppendReq, type BatchAppendResp } from '@eventstore/db-client/generated/streams_pb'
import { credentials } from '@grpc/grpc-js'
import recorded from '../cases/append.json'
import { type StandIn, startStandIn } from '.'
import { identifier, uuid } from './messages'

/** An event of a case: a label (one label, one id), or a label with content. */
type Reported = string | { id: string; data?: object; type?: string }
interface Step {
  readonly expected: string | number
  readonly events: readonly Reported[]
  readonly client: object
  readonly batchAppend: object
}

/** Longer than the stand-in takes to answer anything it answers. */
const NO_ANSWER_MS = 150

const ids = () => {
  const known = new Map<string, string>()
  return (label: string) => known.get(label) ?? (known.set(label, randomUUID()).get(label) as string)
}
const labelOf = (it: Reported) => (typeof it === 'string' ? it : it.id)
const silence = () => new Promise((resolve) => setTimeout(() => resolve({ noAnswer: true }), NO_ANSWER_MS))

describe('the stand-in answers appends as a real server was recorded to answer them', () => {
  let server: StandIn
  let client: EventStoreDBClient
  let raw: StreamsClient

  beforeAll(async () => {
    server = await startStandIn()
    client = EventStoreDBClient.connectionString(server.connectionString)
    raw = new StreamsClient(`127.0.0.1:${server.port}`, credentials.createInsecure())
  })
  afterAll(async () => {
    raw.close()
    await server.stop()
    await client.dispose()
  })

  async function throughClient(stream: string, step: Step, idOf: (label: string) => string): Promise<object> {
    const events = step.events.map((it) =>
      jsonEvent({
        id: idOf(labelOf(it)),
        type: (typeof it === 'object' && it.type) || 'T',
        data: ((typeof it === 'object' && it.data) || {}) as Record<string, number>,
      }),
    )
    const { expected } = step
    const expectedRevision =
      expected === 'none'
        ? NO_STREAM
        : expected === 'any'
          ? ANY
          : expected === 'exists'
            ? STREAM_EXISTS
            : BigInt(expected)
    const answer = client.appendToStream(stream, events, { expectedRevision }).then(
      ({ nextExpectedRevision, position }) => ({
        nextExpectedRevision: String(nextExpectedRevision),
        position: Number(position?.commit),
      }),
      ({ type, message, expectedVersion, actualVersion }) => ({
        error: { type, message, expectedVersion: String(expectedVersion), actualVersion: String(actualVersion) },
      }),
    )
    return (await Promise.race([answer, silence()])) as object
  }

  async function overTheWire(stream: string, step: Step, idOf: (label: string) => string): Promise<object> {
    const call = raw.batchAppend()
    const answered = new Promise<object>((resolve) => call.once('data', (answer) => resolve(shown(answer))))
    const options = new BatchAppendReq.Options()
    options.setStreamIdentifier(identifier(stream))
    if (step.expected === 'none') options.setNoStream(new Empty())
    else if (step.expected === 'any') options.setAny(new Empty())
    else if (step.expected === 'exists') options.setStreamExists(new Empty())
    else options.setStreamPosition(String(step.expected))
    const request = new BatchAppendReq()
    request.setCorrelationId(uuid(randomUUID()))
    request.setOptions(options)
    for (const it of step.events) {
      const message = new BatchAppendReq.ProposedMessage()
      message.setId(uuid(idOf(labelOf(it))))
      message.getMetadataMap().set('type', (typeof it === 'object' && it.type) || 'T')
      message.getMetadataMap().set('content-type', 'application/json')
      message.setData(Buffer.from(JSON.stringify((typeof it === 'object' && it.data) || {})).toString('base64'))
      request.addProposedMessages(message)
    }
    request.setIsFinal(true)
    call.write(request)
    const answer = (await Promise.race([answered, silence()])) as object
    call.on('error', () => undefined)
    call.cancel()
    return answer
  }

  async function stored(stream: string, labels: Map<string, string>): Promise<string[]> {
    const found: string[] = []
    try {
      for await (const { event } of client.readStream(stream)) {
        const data = event?.data as { v?: number }
        found.push((labels.get(event?.id as string) as string) + (data.v === undefined ? '' : `:${data.v}`))
      }
    } catch (error) {
      found.push((error as { type: string }).type)
    }
    return found
  }

  const cases = recorded.cases as unknown as { name: string; stored: string[]; steps: Step[] }[]

  it.each(cases.map((it) => [it.name, it] as const))('%s', async (_name, reported) => {
    for (const way of ['client', 'batchAppend'] as const) {
      const stream = `${way}-${randomUUID()}`
      const idOf = ids()
      const answers: object[] = []
      for (const step of reported.steps)
        answers.push(await (way === 'client' ? throughClient : overTheWire)(stream, step, idOf))
      expect({ way, answers: ranked(answers) }).toEqual({ way, answers: reported.steps.map((it) => it[way]) })
      const labels = new Map(reported.steps.flatMap((it) => it.events.map((e) => [idOf(labelOf(e)), labelOf(e)])))
      expect(await stored(stream, labels)).toEqual(reported.stored)
    }
  })
})

function shown(answer: BatchAppendResp): object {
  if (answer.hasSuccess()) {
    const success = answer.getSuccess()?.toObject()
    return {
      success: {
        currentRevision: success?.currentRevision,
        ...(success?.noStream && { noStream: true }),
        position: Number(success?.position?.commitPosition),
      },
    }
  }
  const error = answer.getError()
  const type = error?.getDetails()?.getTypeName()
  const details = WrongExpectedVersion.deserializeBinary(error?.getDetails()?.getValue_asU8() as Uint8Array).toObject()
  const set = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined))
  return { error: { code: error?.getCode(), message: error?.getMessage(), details: { type, ...set } } }
}

/** Positions as their rank within the case: equal ranks are the same position again. */
function ranked(answers: readonly object[]): object[] {
  const positions = new Set<number>()
  const of = (it: { position?: number; success?: { position: number } }) => it.position ?? it.success?.position
  for (const it of answers) {
    const position = of(it)
    if (position !== undefined) positions.add(position)
  }
  const order = [...positions].sort((a, b) => a - b)
  return answers.map((it) => {
    const position = of(it)
    if (position === undefined) return it
    const rank = order.indexOf(position) + 1
    return 'success' in it ? { success: { ...(it.success as object), position: rank } } : { ...it, position: rank }
  })
}
