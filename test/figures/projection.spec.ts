import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ENGAGEMENT_EVENTS, ENGAGEMENT_STREAM_PREFIX } from '@pilot-ledger/engagements'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import { PROJECTION, Projector, Tables } from '@pilot-ledger/figures'
import { type EventDefinitions, type Field, type Fields, STREAM_PREFIXES, written } from '@pilot-ledger/kernel'
import { PLATFORM_EVENTS, PLATFORM_STREAM_PREFIX } from '@pilot-ledger/platforms'
import { PROGRAMME_EVENTS } from '@pilot-ledger/programme'
import { openLedger } from '../../apps/standalone/src/ledger'
import { digestOfAll } from '../../libs/figures/src/read-model/as-stored.spec-support'
import { restoredIn } from '../ledgers/november-2026.spec-support'

/**
 * What version of the projection made what of entries that ledgers may hold: of those of November 2026, and of one example of
 * each type that was defined when this was written. A type that is new is in no ledger yet: it is added here when this is
 * written again, and from then on what is made of it is held as well.
 */
const FILE = join(__dirname, 'projection.json')
interface Made {
  readonly projection: string
  readonly types: Readonly<Record<string, readonly string[]>>
  readonly digest: string
}
const STREAMS: Readonly<Record<string, readonly [prefix: string, events: EventDefinitions]>> = {
  contract: [ENGAGEMENT_STREAM_PREFIX, ENGAGEMENT_EVENTS],
  platform: [PLATFORM_STREAM_PREFIX, PLATFORM_EVENTS],
  programme: [STREAM_PREFIXES.programme, PROGRAMME_EVENTS],
}
/** In the order of the definitions: there an opening comes before its end. */
const TYPES = Object.fromEntries(
  Object.entries(STREAMS).map(([kind, [, { all }]]) => [kind, all.map(({ type }) => type)]),
)
const sorted = (types: Made['types']) => Object.values(types).flat().sort()
const WRITE = 'PROJECTION_MADE=write npx jest -c test/jest.config.cjs -w 1 test/figures/projection'

/** One value of a form, the same whatever examples the document shows. */
function exampleOf({ form }: Field): unknown {
  const { kind, values, parts, many } = form
  if (parts) return many ? [dataOf(parts)] : dataOf(parts)
  if (values) return kind === 'choices' ? [Object.keys(values)[0]] : Object.keys(values)[0]
  if (/day/i.test(kind)) return /later/.test(kind) ? '2026-03-17' : '2025-03-18'
  if (/amount/i.test(kind)) return '12.34'
  return { whole: 3, flag: true, texts: ['甲', '乙'], file: 'a'.repeat(64), pattern: '7' }[kind as string] ?? '甲'
}
const dataOf = (fields: Fields): object =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, exampleOf(field)]))

/** A stream in which each type stands once. */
function story(kind: string, types: readonly string[]): Omit<RecordedEvent, 'position' | 'id'>[] {
  const [prefix, events] = STREAMS[kind]
  return types.map((type, revision) => ({
    ...written(events, { type, data: dataOf(events.of(type).fields) as never }),
    metadata: { actor: 'test', correlationId: 'test' },
    stream: `${prefix}00000000-0000-5000-8000-000000000001`,
    revision,
    recordedAt: Date.parse('2026-11-30T10:00:00+08:00'),
  }))
}

async function earlierEntries(): Promise<readonly RecordedEvent[]> {
  const folder = mkdtempSync(join(tmpdir(), 'projection-'))
  const ledger = await openLedger({ folder: await restoredIn(folder) })
  try {
    const entries: RecordedEvent[] = []
    for await (const page of ledger.log.readAll()) entries.push(...page)
    return entries
  } finally {
    await ledger.close()
    rmSync(folder, { recursive: true })
  }
}

async function madeOf({ types }: Pick<Made, 'types'>): Promise<string> {
  const log = [...(await earlierEntries())]
  for (const event of Object.entries(types).flatMap(([kind, them]) => story(kind, them))) {
    const position = String(log.length + 1)
    log.push({ ...event, position, id: `00000000-0000-5000-8000-${position.padStart(12, '0')}` })
  }
  const tables = new Tables()
  const source = async (stream: string, count: number) => log.filter((it) => it.stream === stream).slice(0, count)
  const projector = new Projector(tables, source)
  for (const event of log) await projector.apply(event)
  return digestOfAll(tables)
}

describe('given entries that ledgers may hold', () => {
  const known = JSON.parse(readFileSync(FILE, 'utf8')) as Made

  test('then one version of the projection makes one thing of them: raise PROJECTION where that changes', async () => {
    const digest = await madeOf(known)
    if (PROJECTION === known.projection && digest !== known.digest)
      throw new Error(
        `what ${PROJECTION} makes of entries that may be stored has changed: raise PROJECTION (libs/figures/src/read-model), or figures of existing ledgers stay what they were; then ${WRITE}`,
      )
    if (process.env.PROJECTION_MADE !== 'write') {
      if (PROJECTION === known.projection && `${sorted(known.types)}` === `${sorted(TYPES)}`) return
      throw new Error(`the version or the types are newer than ${FILE}: ${WRITE}`)
    }
    const fresh: Made = { projection: PROJECTION, types: TYPES, digest: await madeOf({ types: TYPES }) }
    writeFileSync(FILE, `${JSON.stringify(fresh, undefined, 2)}\n`)
  })

  test('then the documents name its file', () => {
    const text = readFileSync(join(__dirname, '../../docs/operation.md'), 'utf8')
    expect(new Set(text.match(/figures@\d+/g))).toEqual(new Set([PROJECTION]))
  })
})
