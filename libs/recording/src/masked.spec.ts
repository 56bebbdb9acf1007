import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EventLog, openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import {
  type DomainEvent,
  defineEvent,
  EventDefinitions,
  eventIdOf,
  field,
  type JsonObject,
  type Recorded,
  type Rules,
} from '@pilot-ledger/kernel'
import { Recorder } from './recorder'

const noted = defineEvent({
  type: 'Noted',
  zh: '备忘',
  en: 'Noted',
  summary: [],
  fields: {
    open: field.text(10, '公开', 'Open'),
    client: field.text(10, '客户', 'Client', { maskable: true }),
    title: field.maybe(field.text(10, '名称', 'Title', { maskable: true })),
  },
})
type Noted = DomainEvent<'Noted', { readonly open: string; readonly client: string; readonly title?: string }>
const rules: Rules<number, Noted> = {
  events: new EventDefinitions([noted]),
  initial: 0,
  evolve: (count) => count + 1,
  refuse: () => undefined,
}
const note = (title?: string): Noted => ({ type: 'Noted', data: { open: 'o', client: 'c', ...(title && { title }) } })
const WHO = { actor: '张三', correlationId: 'c', requestHash: 'h', idempotencyKey: 'k' }

let folder: string
let log: SqliteEventLog
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'masked-'))
  log = await openSqliteEventLog({ folder })
})
afterEach(async () => {
  await log.close()
  rmSync(folder, { recursive: true, force: true })
})
const maskedIn = async (stream: string) =>
  (await log.readStream(stream)).events.map(({ data, metadata: { masked } }) => ({ data, ...masked }))

describe('given events of which values may be masked, when they are recorded', () => {
  test('then each entry says where they stand, also in what it holds of others, and has a salt of its own', async () => {
    const events: Recorded<Noted>[] = [
      note(),
      note('t'),
      { type: 'EntryCorrected', data: { corrects: 'e', content: note('t'), reason: 'r' } },
      { type: 'EntryVoided', data: { voids: 'e', reason: 'r' } },
      { type: 'ChangeProposed', data: { change: { kind: 'void', voids: 'e', reason: 'r' } } },
      { type: 'ChangeProposed', data: { change: { kind: 'correction', corrects: 'e', content: note(), reason: 'r' } } },
      { type: 'ChangeProposed', data: { change: { kind: 'entries', contents: [note(), note('t')], because: [] } } },
      {
        type: 'ChangeProposed',
        data: { change: { kind: 'entries', contents: [note()], because: [], import: 'of a file' } },
      },
      { type: 'ChangeApproved', data: { proposal: 'e', proposedBy: '李四' } },
    ]
    await new Recorder(log).record<number, Noted>({ ...WHO, stream: 's', rules, decide: () => events })
    const found = await maskedIn('s')
    expect(found.map((it) => it.fields)).toEqual([
      ['client'],
      ['client', 'title'],
      ['content/data/client', 'content/data/title', 'reason'],
      ['reason'],
      ['change/reason'],
      ['change/content/data/client', 'change/reason'],
      ['change/contents/0/data/client', 'change/contents/1/data/client', 'change/contents/1/data/title'],
      ['change/contents/0/data/client', 'change/import'],
      [],
    ])
    expect(new Set(found.map((it) => it.salt)).size).toBe(events.length)
    for (const { salt = '' } of found) expect(Buffer.from(salt, 'base64')).toHaveLength(16)
  })

  test('then no id of them tells by what it was asked for: the same request elsewhere has another', async () => {
    const ids = async (stream: string) => {
      const recorder = new Recorder(log)
      const ask = () => recorder.record<number, Noted>({ ...WHO, stream, rules, decide: () => [note(), note('t')] })
      const answers = [await ask(), await ask()]
      const stored = (await log.readStream(stream)).events.map(({ id }) => id)
      for (const it of answers) expect(it).toMatchObject({ entryIds: stored })
      return stored
    }
    const all = [...(await ids('s'))]
    await log.close()
    rmSync(folder, { recursive: true })
    log = await openSqliteEventLog({ folder })
    all.push(...(await ids('s')))
    expect(new Set(all).size).toBe(4)
    for (const id of all) {
      expect(id[14]).toBe('4')
      expect([0, 1].map((i) => eventIdOf('s', WHO.actor, WHO.idempotencyKey, i))).not.toContain(id)
    }
  })

  test('then so it is of what is recorded in several streams as a whole, where a plan has to carry it out', async () => {
    const planned: EventLog = Object.create(log, { appendTogether: { value: undefined } })
    const decided = ['a', 'b'].map((stream) => ({
      ...{ ...WHO, stream, rules, revision: -1 },
      events: [note(), note('t')],
    }))
    await new Recorder(planned).recordTogether(decided)
    const found = [...(await maskedIn('a')), ...(await maskedIn('b'))]
    expect(found.map(({ data, fields }) => [data as JsonObject, fields])).toEqual(
      [note(), note('t'), note(), note('t')].map(({ data }) => [data, data.title ? ['client', 'title'] : ['client']]),
    )
    expect(new Set(found.map((it) => it.salt)).size).toBe(4)
  })
})
