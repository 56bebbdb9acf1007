import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import {
  AccessFixture,
  NAMES,
  OUR_CONTRACT,
  OURS,
  RIVAL_CONTRACT,
  SECRETS,
  signing,
} from '../../../access/src/http/access-fixture.spec-support'
import { HOUR, PASSWORD } from '../../../access/src/services/office.spec-support'

let fixture: AccessFixture
const open = async () => {
  fixture = await AccessFixture.open()
  await fixture.settle()
}

interface Told {
  readonly event: string
  readonly id: string
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON came.
  readonly data: any
}

/** What the lines of a feed say, by the rules of WHATWG HTML 9.2.6. */
function toldIn(text: string): Told[] {
  return text
    .split('\n\n')
    .map((block) => new Map(block.split('\n').map((line) => [line.split(': ')[0], line.slice(line.indexOf(': ') + 2)])))
    .filter((it) => it.has('data'))
    .map((it) => ({ event: it.get('event') ?? '', id: it.get('id') ?? '', data: JSON.parse(it.get('data') ?? '') }))
}
const toldOnce = async (who: string, query = 'after=0', headers = {}) =>
  toldIn((await fixture.ask(who, 'GET', `/api/feed?once=true&${query}`, undefined, headers)).text)
const entriesIn = (told: readonly Told[]) => told.filter((it) => it.event === 'entry').map((it) => it.data)
const streamsIn = (told: readonly Told[]) => new Set(entriesIn(told).map((it) => it.data.stream.split('-')[0]))

describe('given two platforms with a contract each, a scheme and a round', () => {
  beforeAll(open)
  afterAll(() => fixture.close())

  it('then the evaluator is told every entry in order, as a CloudEvent that says where it is and not what it says', async () => {
    // Line by line, so never compressed, whatever the asker takes.
    const told = await toldOnce('evaluator', 'after=0', { 'accept-encoding': 'gzip' })
    const { headers } = await fixture.ask('evaluator', 'GET', '/api/feed?once=true&after=0', undefined, {
      'accept-encoding': 'gzip',
    })
    expect(headers['content-encoding']).toBeUndefined()
    const log = (await fixture.ask('evaluator', 'GET', '/api/entries?after=0&limit=1000')).body.entries
    expect(entriesIn(told).map((it) => [it.id, it.data.sequence])).toEqual(
      log.map((it: { entryId: string; position: string }) => [it.entryId, Number(it.position)]),
    )
    expect(told.at(-1)).toEqual({ event: 'head', id: `${log.length}`, data: { sequence: log.length } })
    const signed = entriesIn(told).find((it) => it.data.engagement === OUR_CONTRACT)
    const entry = log.find((it: { entryId: string }) => it.entryId === signed.id)
    expect(signed).toEqual({
      specversion: '1.0',
      id: entry.entryId,
      source: 'urn:pilot-ledger',
      type: 'pilot-ledger.ContractSigned',
      subject: `engagement-${OUR_CONTRACT}`,
      time: entry.recordedAt,
      datacontenttype: 'application/json',
      partitionkey: `engagement-${OUR_CONTRACT}`,
      data: {
        sequence: Number(entry.position),
        stream: `engagement-${OUR_CONTRACT}`,
        revision: 0,
        type: 'ContractSigned',
        version: signed.data.version,
        platform: OURS,
        engagement: OUR_CONTRACT,
        at: `/api/engagements/${OUR_CONTRACT}/entries`,
      },
    })
    for (const secret of SECRETS) expect(JSON.stringify(told)).not.toContain(secret)
  })

  it('then a platform is told its own entries alone, though the head moves with those of others', async () => {
    const told = await toldOnce('clerk')
    expect(entriesIn(told).map((it) => [it.data.type, it.data.platform])).toEqual([
      ['PlatformRegistered', OURS],
      ['PlatformRecognized', OURS],
      ['ContractSigned', OURS],
    ])
    expect(JSON.stringify(told)).not.toContain(RIVAL_CONTRACT)
    expect(told.at(-1)?.data.sequence).toBeGreaterThan(6)
  })

  it('then finance is told what it reads, the administrator the register alone, as the table of roles says', async () => {
    expect(await toldOnce('finance').then(streamsIn)).toEqual(new Set(['platform', 'engagement', 'scheme', 'round']))
    // readSchemes is everybody's.
    expect(await toldOnce('keeper').then(streamsIn)).toEqual(new Set(['platform', 'scheme']))
  })

  it('then a client goes on behind what it was told, by the header that browsers send', async () => {
    const [, second, third] = entriesIn(await toldOnce('evaluator'))
    const again = await toldOnce('evaluator', 'after=0', { 'last-event-id': String(second.data.sequence) })
    expect(entriesIn(again)[0].id).toBe(third.id)
  })

  it('then what is no sequence is refused', async () => {
    const header = await fixture.ask('clerk', 'GET', '/api/feed', undefined, { 'last-event-id': '-1' })
    expect([header.status, header.body.code]).toEqual([400, 'cursor-format'])
    expect((await fixture.ask('clerk', 'GET', '/api/feed?after=x')).status).toBe(400)
  })
})

describe('given a feed that is open', () => {
  let address: string
  let sockets: Socket[]
  beforeEach(async () => {
    await open()
    sockets = []
    fixture.app.getHttpServer().on('connection', (it: Socket) => sockets.push(it))
    await fixture.app.listen(0, '127.0.0.1')
    address = `http://127.0.0.1:${(fixture.app.getHttpServer().address() as AddressInfo).port}/api/feed`
  })
  afterEach(() => fixture.close())

  const follow = async (session: string) => {
    const headers = { cookie: `pilot-ledger=${session}`, 'sec-fetch-site': 'same-origin' }
    const asked = get(address, { headers })
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    const pieces = answer.setEncoding('utf8')[Symbol.asyncIterator]()
    let text = ''
    return {
      answer,
      leave: () => asked.destroy(),
      /** Read on until something of that kind was told; what was, or undefined where the feed ended. */
      async until(event: string) {
        for (;;) {
          const found = toldIn(text).find((it) => it.event === event)
          if (found) return found
          const piece = await pieces.next()
          if (piece.done) return undefined
          text += piece.value
        }
      },
    }
  }

  it('then what is recorded is told as it comes, without being asked for', async () => {
    const feed = await follow(await fixture.office.logIn('clerk', PASSWORD))
    expect(feed.answer.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    expect((await feed.until('head'))?.event).toBe('head')
    const { body } = await fixture.ask('clerk', 'POST', '/api/engagements', signing({ contractNo: 'JM-002' }))
    expect((await feed.until('entry'))?.data.data).toMatchObject({ engagement: body.id, type: 'ContractSigned' })
  })

  it('then it ends with the service, which waits for nobody', async () => {
    const feed = await follow(await fixture.office.logIn('clerk', PASSWORD))
    await feed.until('head')
    const stopped = fixture.app.close()
    expect(await feed.until('entry')).toBeUndefined()
    await stopped
  })

  it('then it ends once its session is over, at the next that is recorded, and does not keep the session', async () => {
    const session = await fixture.office.logIn('clerk', PASSWORD)
    const feed = await follow(session)
    await feed.until('head')
    fixture.pass(HOUR)
    await fixture.ask('rival', 'POST', '/api/engagements', signing({ platform: await rivalId(), contractNo: 'R-2' }))
    expect(await feed.until('entry')).toBeUndefined()
  })

  it('then a caller has a few of them and no more, and one that is closed makes room', async () => {
    const session = await fixture.office.logIn('clerk', PASSWORD)
    const feeds = await Promise.all(Array.from({ length: 8 }, () => follow(session)))
    expect(feeds.map((it) => it.answer.statusCode)).toEqual(feeds.map(() => 200))
    const refused = await fixture.ask('clerk', 'GET', '/api/feed?once=true')
    expect([refused.status, refused.body.code]).toEqual([429, 'too-many-feeds'])
    expect((await fixture.ask('rival', 'GET', '/api/feed?once=true')).status).toBe(200)
    const left = Promise.race(sockets.map((it) => once(it, 'close')))
    feeds[0].answer.on('error', () => undefined)
    feeds[0].leave()
    await left
    expect((await fixture.ask('clerk', 'GET', '/api/feed?once=true')).status).toBe(200)
  })

  const rivalId = async () => {
    const { platforms } = (await fixture.ask('rival', 'GET', '/api/platforms')).body
    return platforms.find((it: { name: string }) => it.name === NAMES.rival).id
  }
})
