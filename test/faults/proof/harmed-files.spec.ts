import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { checkpointText, ED25519, signatureLine, signedNote, signerKey } from '@pilot-ledger/proof'
import { readModelFile } from '../../../apps/standalone/src/ledger'
import { nameCheck } from '../../../libs/event-log/src/sqlite/streams'
import { digestOf } from '../../../libs/figures/src/read-model/page-store'
import { ENTRIES } from '../../demonstration-folder.spec-support'
import type { KeptEvent } from '../../eventstoredb/stand-in/store'
import {
  copyOf,
  dataOf,
  elsewhereOf,
  eventStoreDb,
  inDatabase,
  keptIn,
  serverFile,
  sqlite,
  withoutTriggers,
} from './stores.spec-support'

type Harm = (at: string) => void

const sql =
  (text: string): Harm =>
  (at) =>
    inDatabase(at, (database) => withoutTriggers(database, () => database.exec(text)))
const schema =
  (text: string): Harm =>
  (at) =>
    inDatabase(at, (database) => database.exec(text))
const figures =
  (work: (database: InstanceType<typeof DatabaseSync>) => void): Harm =>
  (at) => {
    const database = new DatabaseSync(readModelFile(dataOf(at)))
    work(database)
    database.close()
  }
const checkpoints =
  (text: string): Harm =>
  (at) => {
    for (const it of [dataOf(at), elsewhereOf(at)]) writeFileSync(join(it, 'checkpoints'), text)
  }

/** One bit of a page of the figures. */
const PAGE = "FROM pages WHERE name = 'texts' AND page = 0"
const otherPage = (fitting: boolean) =>
  figures((database) => {
    const { bytes } = database.prepare(`SELECT bytes ${PAGE}`).get() as { bytes: Uint8Array }
    bytes[bytes.length >> 1] ^= 1
    database.prepare("UPDATE pages SET bytes = ? WHERE name = 'texts' AND page = 0").run(bytes)
    const digest = digestOf('texts', 0, bytes)
    if (fitting) database.prepare("UPDATE pages SET digest = ? WHERE name = 'texts' AND page = 0").run(digest)
  })

/** By somebody who has made a key. */
function foreign(): string {
  const key = signerKey('pilot-ledger/other', ED25519, Buffer.alloc(32, 1))
  const text = checkpointText({ origin: key.name, size: 1, root: Buffer.alloc(32, 1) })
  return `${signedNote(text, [signatureLine(text, key)])}\n`
}

/** That so many were acknowledged, as the log itself notes it. */
function acknowledged(position: number): string {
  const stated = `${String(position).padStart(16, '0')} ${'0'.repeat(64)}`
  return `${stated} ${createHash('sha256').update(stated).digest('hex').slice(0, 16)}\n`
}

/** What is done to the files of a ledger beside its entries, or to an entry by halves. */
const HARMS: readonly [what: string, told: RegExp, harm: Harm][] = [
  [
    'an entry, and not its digest',
    /^账本 log: 位置 position 31 .*digest/,
    sql("UPDATE events SET entry = replace(entry, '170760.03', '970760.03') WHERE position = 31"),
  ],
  [
    'a digest',
    /^账本 log: 位置 position 31 .*digest/,
    sql('UPDATE events SET digest = zeroblob(32) WHERE position = 31'),
  ],
  [
    'under which id an entry is found',
    /^账本 log: 位置 position 31 .*another id/,
    sql('UPDATE events SET event_id = zeroblob(16) WHERE position = 31'),
  ],
  [
    'to which stream an entry is counted',
    /^账本 log: 位置 position 31 .*kept with stream/,
    sql('UPDATE events SET stream = 1, revision = 999 WHERE position = 31'),
  ],
  [
    'an entry’s place',
    /^账本 log: 位置 position 32 .*entries between are missing/,
    sql('UPDATE events SET position = 100000 WHERE position = 31'),
  ],
  [
    'the name of a stream, its check with it',
    /^账本 log: engagement-other · its entries say/,
    sql(
      `UPDATE streams SET name = 'engagement-other', name_check = ${nameCheck(3, 'engagement-other')} WHERE stream = 3`,
    ),
  ],
  ['where a stream ends', /^账本 log: .*ends at 777/, sql('UPDATE heads SET head = 777 WHERE stream = 3')],
  ['that entries are never changed', /events_are_never_changed/, schema('DROP TRIGGER events_are_never_changed')],
  ['how entries are found', /events_by_stream/, schema('DROP INDEX events_by_stream')],
  ['what tables there are', /it holds more/, schema('CREATE TABLE more (a)')],
  [
    'the note of what was acknowledged',
    new RegExp(
      `^账本 log: 位置 position ${ENTRIES + 1} · is missing: the log ends here, but ${ENTRIES + 3} had been stored`,
    ),
    (at) => writeFileSync(join(dataOf(at), 'log.head'), acknowledged(ENTRIES + 3)),
  ],
  ['the figures, their digest with them', /^统计库 read model: /, otherPage(true)],
  [
    'the figures, and not their digest',
    /^统计库 read model: .*page 0 of texts does not match its digest/,
    otherPage(false),
  ],
  [
    'how far the figures are',
    /^统计库 read model: .*checkpoint does not match/,
    figures((database) => database.exec('UPDATE checkpoint SET sequence = sequence - 1')),
  ],
  ['all checkpoints, by none', /^证明 proof: .*there are no checkpoints/, checkpoints('')],
  ['all checkpoints, by those of another key', /^证明 proof: 第 1 个检查点 checkpoint 1 of /, checkpoints(foreign())],
]

describe('given the demonstration on SQLite, whose key an auditor noted down', () => {
  const root = mkdtempSync(join(tmpdir(), 'harmed-'))
  const [made, harmed] = [join(root, 'made'), join(root, 'harmed')]
  let key = ''
  beforeAll(async () => {
    key = await sqlite.make(made)
  })
  afterAll(() => rmSync(root, { recursive: true }))

  it.each(HARMS)('when somebody changed %s, then it is named', async (_what, told, harm) => {
    harm(copyOf(made, harmed))
    // What keeps it from being opened at all is told as well.
    const faults = await sqlite.verify(harmed, key).then(
      (it) => it.faults,
      (error: Error) => [error.message],
    )
    expect(faults).toContainEqual(expect.stringMatching(told))
  })
})

describe('given the demonstration on EventStoreDB, whose key an auditor noted down', () => {
  const root = mkdtempSync(join(tmpdir(), 'harmed-server-'))
  const [made, harmed] = [join(root, 'made'), join(root, 'harmed')]
  let key = ''
  beforeAll(async () => {
    key = await eventStoreDb.make(made)
  })
  afterAll(() => rmSync(root, { recursive: true }))

  const text = (it: string) => Buffer.from(it).toString('base64')
  const rewritten =
    (member: 'data' | 'customMetadata', from: string | RegExp, to: string) =>
    (it: KeptEvent): KeptEvent => {
      const [before, after] = [it[member], text(Buffer.from(it[member], 'base64').toString().replace(from, to))]
      if (before === after) throw new Error('nothing was changed')
      return { ...it, [member]: after }
    }
  const at30 =
    (change: (it: KeptEvent) => KeptEvent) =>
    (events: readonly KeptEvent[]): readonly KeptEvent[] =>
      events.with(30, change(events[30]))

  it.each<[what: string, told: RegExp, harm: (events: readonly KeptEvent[]) => readonly KeptEvent[]]>([
    [
      'the data, which is no JSON',
      /^账本 log: .* behind entry 0: .*engagement-0fdbeb19.*@1: .*did not write/,
      at30((it) => ({ ...it, data: text('{') })),
    ],
    [
      'what the ledger says of it',
      /^账本 log: .* behind entry 0: .*engagement-0fdbeb19.*@1: .*did not write/,
      at30((it) => ({ ...it, customMetadata: text('{}') })),
    ],
    [
      'where its stream is, to another program’s',
      /entry 31 is the first/,
      at30((it) => ({ ...it, stream: `other/${it.stream}` })),
    ],
    ...(
      [
        ['data by a space', 'data', ',', ', '],
        ['data by a name twice, of which others read the first', 'data', '{', '{"share":"1.00",'],
        ['data by an escape', 'data', '"share"', '"\\u0073hare"'],
        ['metadata by a number as a fraction', 'customMetadata', /"version":(\d+)/, '"version":$1.0'],
        ['metadata by their order', 'customMetadata', /^\{(.*),("ledger":.*)\}$/, '{$2,$1}'],
        ['metadata by a word nobody reads', 'customMetadata', '"ledger":{', '"ledger":{"more":1,'],
      ] as const
    ).map(([what, member, from, to]): [string, RegExp, ReturnType<typeof at30>] => [
      `the text of its ${what}`,
      /^账本 log: .* behind entry 0: .*engagement-0fdbeb19.*@1: .*written otherwise/,
      at30(rewritten(member, from, to)),
    ]),
    ['its revision', /^账本 log: 第 31 条 .* is revision 7, expected 1/, at30((it) => ({ ...it, revision: 7 }))],
    ['one, to none', /^账本 log: .* is revision 2, expected 1/, (events) => events.toSpliced(30, 1)],
    ['all of them, to none', /missing from 1 on/, () => []],
  ])('when somebody changed %s, then it is named', async (_what, told, harm) => {
    const file = serverFile(copyOf(made, harmed))
    writeFileSync(
      file,
      harm(keptIn(file))
        .map((it) => `${JSON.stringify(it)}\n`)
        .join(''),
    )
    expect((await eventStoreDb.verify(harmed, key)).faults).toContainEqual(expect.stringMatching(told))
  })
})
