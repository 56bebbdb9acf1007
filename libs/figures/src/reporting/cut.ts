import { platformsOfRequester } from '@pilot-ledger/http'
import { type Checked, isBusinessDate, refuse, shanghaiDay, shortened, streamName } from '@pilot-ledger/kernel'
import { STORE, SUBJECT } from '../columns/store'
import { ROOMS_OF_A_PLATFORM, type Tables } from '../read-model/tables'

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/
const DAY_MS = 86_400_000

/**
 * 截止: up to which entry an answer looks. `asOf` is a sequence (`812`), an instant with its zone
 * (`2025-09-15T18:00:00+08:00`) or a day, which means the end of that day in Shanghai; absent: all that is taken in. What it
 * names never moves: today is not over, so its end is refused, with the sequence that stands for the ledger of now.
 * Refusals: `cut-format`, `cut-beyond-the-log`, `cut-day-not-over`.
 */
export function resolveCut(tables: Tables, asOf: string | undefined, now: number): Checked<number> {
  const head = tables.sequence
  if (asOf === undefined) return head
  if (/^\d{1,10}$/.test(asOf)) {
    if (Number(asOf) <= head) return Number(asOf)
    return refuse('cut-beyond-the-log', {
      pointer: '/asOf',
      zh: '截止序号大于账本现有记录',
      en: 'the log has no such entry yet',
      facts: { asOf, head: String(head) },
    })
  }
  const instant = INSTANT.test(asOf) ? instantOf(asOf) : endOfDay(asOf)
  if (asOf === shanghaiDay(now)) {
    return refuse('cut-day-not-over', {
      pointer: '/asOf',
      zh: `今日尚未结束，同一问题稍后答案会变；请用截止序号 ${head}，或不填截止`,
      en: `today is not over and the answer would move; give the sequence ${head}, or no cut`,
      facts: { asOf, sequence: String(head) },
    })
  }
  // A moment that has not been yet: the same question would be answered otherwise later.
  if (instant > now) {
    return refuse('cut-beyond-the-log', {
      pointer: '/asOf',
      zh: '截止时刻尚未到来',
      en: 'this moment has not come yet',
      facts: { asOf },
    })
  }
  if (!Number.isNaN(instant)) return cutAt(tables, lastRecordedBy(tables, instant), asOf)
  return refuse('cut-format', {
    pointer: '/asOf',
    zh: '截止须为序号、带时区的时刻或日期',
    en: 'a cut is a sequence, an instant with its zone, or a day',
    facts: { asOf: shortened(asOf, 40) },
  })
}

/** `Date.parse` would take 30 February for 2 March: the day must be one of the calendar. */
function instantOf(asOf: string): number {
  return isBusinessDate(asOf.slice(0, 10)) ? Date.parse(asOf) : Number.NaN
}

function endOfDay(asOf: string): number {
  return isBusinessDate(asOf) ? Date.parse(`${asOf}T00:00:00+08:00`) + DAY_MS - 1 : Number.NaN
}

/** Times never go back along the log, so an instant means one sequence: the last entry recorded at or before it. */
function lastRecordedBy(tables: Tables, instant: number): number {
  let [low, high] = [0, tables.sequence]
  while (low < high) {
    const middle = (low + high) >> 1
    if (tables.recordedAt(middle + 1) <= instant) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * To an account of platforms an instant means its own last entry by then: instants tried one after the other would else tell
 * the millisecond of every entry of others. A day stays a day: how many entries there were at its end says nothing of whose.
 */
function cutAt(tables: Tables, sequence: number, asOf: string): number {
  return INSTANT.test(asOf) ? lastKnown(tables, sequence) : sequence
}

/**
 * What every answer says about the cut it was computed at: the sequence as such, which only counts, and the instant of the
 * last entry up to it that whoever asks may know of.
 */
export function cutView(tables: Tables, cut: number) {
  return { sequence: cut, recordedAt: instantAt(tables, lastKnown(tables, cut)) }
}

/** When the entry of a sequence was recorded, whoever asks: what is computed must not depend on that. */
export function instantAt(tables: Tables, sequence: number): string | null {
  return sequence === 0 ? null : new Date(tables.recordedAt(sequence)).toISOString()
}

/**
 * The last entry up to a cut that whoever asks may know of: to an account of platforms, the last about these (their
 * contracts, registers, statements and closes); to everybody else, the last of all. 0: none.
 */
export function lastKnown(tables: Tables, cut: number): number {
  const platforms = platformsOfRequester()
  if (platforms === undefined) return cut
  const own = ownerTest(tables, platforms)
  let sequence = cut
  while (sequence > 0 && !own(sequence - 1)) sequence--
  return sequence
}

function ownerTest(tables: Tables, platforms: readonly string[]): (row: number) => boolean {
  const { entries, contracts } = tables[STORE]
  const numbers = new Set(platforms.map((it) => tables.platformIds.find(it)))
  const streams = new Set(
    platforms.flatMap((it) => ROOMS_OF_A_PLATFORM.map((kind) => tables.roomStreams.find(streamName(kind, it)))),
  )
  return (row) => {
    const [kind, of] = [entries.get(row, 'subjectKind'), entries.get(row, 'subject')]
    if (kind === SUBJECT.contract) return numbers.has(contracts.at(of).platform[of])
    return (kind === SUBJECT.platform ? numbers : streams).has(of)
  }
}
