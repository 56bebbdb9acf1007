import { randomUUID } from 'node:crypto'
import { ServerFeaturesClient } from '@eventstore/db-client/generated/serverfeatures_grpc_pb'
import { Empty } from '@eventstore/db-client/generated/shared_pb'
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb'
import {
  AppendReq,
  BatchAppendReq,
  DeleteReq,
  ReadReq,
  type ReadResp,
  TombstoneReq,
} from '@eventstore/db-client/generated/streams_pb'
import { type ClientReadableStream, status as Code, credentials, Metadata, type ServiceError } from '@grpc/grpc-js'
import recorded from '../cases/wire.json'
import { type StandIn, startStandIn } from '.'
import { identifier, uuid } from './messages'

type Name = keyof typeof recorded

/** The messages themselves, as a real server sent them, compared field by field; ids, places and times are masked. */
describe('the stand-in sends the messages a real server was recorded to send', () => {
  let server: StandIn
  let raw: StreamsClient
  let features: ServerFeaturesClient
  const run = randomUUID()
  const reported = new Set<string>()
  const name = (label: string) => `w-${run}-${label}`

  beforeAll(async () => {
    server = await startStandIn()
    raw = new StreamsClient(`127.0.0.1:${server.port}`, credentials.createInsecure())
    features = new ServerFeaturesClient(`127.0.0.1:${server.port}`, credentials.createInsecure())
  })
  afterAll(async () => {
    raw.close()
    features.close()
    await server.stop()
  })

  function recordedAs(label: Name, ask: () => Promise<unknown>): void {
    reported.add(label)
    test(label, async () => expect(await ask()).toEqual(recorded[label]))
  }

  /** One append over a call of its own; resolves with what the server says, or with how it ends the call. */
  function append(label: string, expected: 'none' | number, k: number, metadata = new Metadata()): Promise<object> {
    return new Promise((resolve) => {
      const call = raw.append(metadata, (error: ServiceError | null, answer) => {
        if (error) resolve(ended(error))
        else resolve(masked({ success: answer.getSuccess()?.toObject() }) as object)
      })
      const header = new AppendReq()
      const options = new AppendReq.Options()
      options.setStreamIdentifier(identifier(name(label)))
      if (expected === 'none') options.setNoStream(new Empty())
      else options.setRevision(String(expected))
      header.setOptions(options)
      call.write(header)
      const message = new AppendReq.ProposedMessage()
      message.setId(uuid(randomUUID()))
      message.getMetadataMap().set('type', 'T')
      message.getMetadataMap().set('content-type', 'application/json')
      message.setData(Buffer.from(JSON.stringify({ k })))
      message.setCustomMetadata(Buffer.from('{"m":1}'))
      const entry = new AppendReq()
      entry.setProposedMessage(message)
      call.write(entry)
      call.end()
    })
  }

  /** Listens until `count` messages have come or the server has ended the call. */
  function listen(call: ClientReadableStream<ReadResp>, count = Number.POSITIVE_INFINITY, withEnd = true) {
    const heard: unknown[] = []
    let came: () => void = () => undefined
    call.on('data', (message: ReadResp) => {
      heard.push(masked(message.toObject()))
      came()
    })
    const over = new Promise<void>((resolve) => {
      call.on('error', (error) => {
        heard.push(ended(error as ServiceError))
        if (withEnd) heard.push('end')
        resolve()
      })
      call.on('end', () => {
        if (withEnd && heard.at(-1) !== 'end' && !call.destroyed) heard.push('end')
        resolve()
      })
    })
    const enough = new Promise<void>((resolve) => {
      came = () => heard.length >= count && resolve()
      came()
    })
    return { heard, over, enough }
  }

  const readOptions = (
    label: string,
    more: (stream: ReadReq.Options.StreamOptions) => void,
    backwards = false,
    count = '100',
  ) => {
    const stream = new ReadReq.Options.StreamOptions()
    stream.setStreamIdentifier(identifier(name(label)))
    more(stream)
    const options = new ReadReq.Options()
    options.setStream(stream)
    options.setReadDirection(
      backwards ? ReadReq.Options.ReadDirection.BACKWARDS : ReadReq.Options.ReadDirection.FORWARDS,
    )
    options.setCount(count)
    options.setNoFilter(new Empty())
    return withUuid(options)
  }
  const withUuid = (options: ReadReq.Options) => {
    const option = new ReadReq.Options.UUIDOption()
    option.setString(new Empty())
    options.setUuidOption(option)
    const request = new ReadReq()
    request.setOptions(options)
    return request
  }
  const reading = async (request: ReadReq) => {
    const { heard, over } = listen(raw.read(request))
    await over
    return heard
  }
  const fromStart = (it: ReadReq.Options.StreamOptions) => void it.setStart(new Empty())

  recordedAs('readStream', async () => {
    await append('a', 'none', 0)
    await append('a', 0, 1)
    return reading(readOptions('a', fromStart))
  })
  recordedAs('readMissing', () => reading(readOptions('zz', fromStart)))
  recordedAs('readPastEnd', () => reading(readOptions('a', (it) => void it.setRevision('50'))))
  recordedAs('readBackwardsOne', () => reading(readOptions('a', (it) => void it.setEnd(new Empty()), true, '1')))

  async function subscribed(
    options: ReadReq.Options,
    before: number,
    then: () => Promise<unknown>,
    count: number,
  ): Promise<unknown[]> {
    options.setSubscription(new ReadReq.Options.SubscriptionOptions())
    const call = raw.read(withUuid(options))
    const first = listen(call, before)
    await first.enough
    await then()
    while (first.heard.length < count) await new Promise((resolve) => setImmediate(resolve))
    call.cancel()
    await first.over
    return first.heard
  }
  const allOptions = (from: 'start' | 'end', prefix: string, interval: number) => {
    const all = new ReadReq.Options.AllOptions()
    if (from === 'start') all.setStart(new Empty())
    else all.setEnd(new Empty())
    const expression = new ReadReq.Options.FilterOptions.Expression()
    expression.setPrefixList([prefix])
    const filter = new ReadReq.Options.FilterOptions()
    filter.setStreamIdentifier(expression)
    filter.setMax(1)
    filter.setCheckpointintervalmultiplier(interval)
    const options = new ReadReq.Options()
    options.setAll(all)
    options.setFilter(filter)
    return options
  }

  recordedAs('subscribeFiltered', async () => {
    const heard = await subscribed(allOptions('end', name('f1'), 1_000), 2, () => append('f1', 'none', 0), 3)
    return heard
  })
  recordedAs('subscribeFromEnd', async () =>
    subscribed(allOptions('end', name('f2'), 1), 2, () => append('f2', 'none', 0), 4),
  )
  recordedAs('subscribeStream', () => {
    const stream = new ReadReq.Options.StreamOptions()
    stream.setStreamIdentifier(identifier(name('a')))
    stream.setRevision('0')
    const options = new ReadReq.Options()
    options.setStream(stream)
    options.setNoFilter(new Empty())
    return subscribed(options, 3, async () => undefined, 3)
  })
  recordedAs('subscribeMissingStream', async () => {
    const stream = new ReadReq.Options.StreamOptions()
    stream.setStreamIdentifier(identifier(name('later')))
    stream.setStart(new Empty())
    const options = new ReadReq.Options()
    options.setStream(stream)
    options.setNoFilter(new Empty())
    return subscribed(options, 1, () => append('later', 'none', 0), 3)
  })

  recordedAs('delete', () => {
    const options = new DeleteReq.Options()
    options.setStreamIdentifier(identifier(name('a')))
    options.setAny(new Empty())
    const request = new DeleteReq()
    request.setOptions(options)
    return new Promise((resolve, reject) =>
      raw.delete(request, (error, answer) => (error ? reject(error) : resolve(masked(answer.toObject())))),
    )
  })
  recordedAs('readDeleted', () => reading(readOptions('a', fromStart)))
  recordedAs('tombstone', () => {
    const options = new TombstoneReq.Options()
    options.setStreamIdentifier(identifier(name('a')))
    options.setAny(new Empty())
    const request = new TombstoneReq()
    request.setOptions(options)
    return new Promise((resolve, reject) =>
      raw.tombstone(request, (error, answer) => (error ? reject(error) : resolve(masked(answer.toObject())))),
    )
  })
  recordedAs('readTombstoned', () => reading(readOptions('a', fromStart)))
  recordedAs('appendTombstoned', () => append('a', 'none', 5))

  recordedAs(
    'serverFeatures',
    () =>
      new Promise((resolve, reject) =>
        features.getSupportedMethods(new Empty(), (error, answer) => {
          if (error) reject(error)
          else {
            const { eventStoreServerVersion, methodsList } = answer.toObject()
            const service = 'event_store.client.streams.streams'
            resolve({
              eventStoreServerVersion,
              methodsOfStreams: methodsList.filter((it) => it.serviceName === service),
            })
          }
        }),
      ),
  )

  recordedAs('onAFollower', async () => {
    server.setFollower(true)
    server.faults.leader = { host: '127.0.0.1', port: 2113 }
    const leader = new Metadata()
    leader.set('requires-leader', 'true')
    const notLeaderAppend = await append('on-follower', 'none', 0, leader)
    const withoutRequiresLeader = await append('on-follower', 'none', 0)
    const call = raw.batchAppend(leader)
    const notLeaderBatch = await new Promise<object>((resolve) => {
      call.on('error', (error) => resolve(ended(error as ServiceError)))
      call.write(new BatchAppendReq())
    })
    const all = new ReadReq.Options.AllOptions()
    all.setEnd(new Empty())
    const options = new ReadReq.Options()
    options.setAll(all)
    options.setNoFilter(new Empty())
    options.setSubscription(new ReadReq.Options.SubscriptionOptions())
    const subscription = raw.read(withUuid(options), leader)
    const ears = listen(subscription, 2, false)
    await ears.enough
    subscription.cancel()
    await ears.over
    server.setFollower(false)
    return { notLeaderAppend, withoutRequiresLeader, notLeaderBatch, notLeaderSubscribe: ears.heard }
  })

  test('no recorded case is left out', () => {
    expect([...reported].sort()).toEqual(Object.keys(recorded).sort())
  })
})

/** How the server ended a call. */
function ended({ code, details, metadata }: ServiceError): object {
  const trailers: Record<string, string> = {}
  for (const [key, value] of Object.entries(metadata?.getMap() ?? {}))
    if (/^(exception|stream-name|leader-endpoint)/.test(key))
      trailers[key] = String(value).replace(/^w-[0-9a-f-]{36}-/, 'w-…-')
  return { status: Code[code], details: details.replace(/w-[0-9a-f-]{36}-/, 'w-…-'), trailers }
}

const POSITIONS = new Set(['preparePosition', 'commitPosition'])
const text = (base64: unknown) => Buffer.from(String(base64), 'base64').toString('utf8')

/** A message as it was recorded: unset fields left out, bytes as text, what differs from run to run masked. */
function masked(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    if (key !== 'metadataMap') return value.map((it) => masked(it))
    const pairs = (value as [string, string][]).map(([name, it]) => [name, name === 'created' ? TICKS : it])
    return pairs.sort(([a], [b]) => (a < b ? -1 : 1))
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, it]) => it !== undefined)
    return Object.fromEntries(entries.map(([name, it]) => [name, masked(it, name)]))
  }
  if (key === 'streamName') return text(value).replace(/^w-[0-9a-f-]{36}-/, 'w-…-')
  if (key === 'data' || key === 'customMetadata') return text(value)
  if (POSITIONS.has(key)) return '<position>'
  if (key === 'string' || key === 'subscriptionId') return '<uuid>'
  return value
}
const TICKS = '<100 ns ticks since 1970>'
