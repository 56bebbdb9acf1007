import { formatAmount } from '@pilot-ledger/kernel'
import fc from 'fast-check'
import type { WaivedFinding } from '../definitions/closing'
import { NO_CLOSES } from './closing-state'
import { carriedWaivers, checkedItem, judged, withinEntry } from './closing-waivers'

const month = (i: number) => `2025-${String(i + 1).padStart(2, '0')}`
const lastDay = (i: number) => `${month(i)}-28`
const THINGS = ['a', 'b', 'c']
/** What is open of each thing at the end of each month, fen: nothing, corrected by little, or grown by much. */
const months = fc.array(fc.tuple(...THINGS.map(() => fc.constantFrom(0n, 60_000n, 60_001n, 59_999n, 90_000n))), {
  minLength: 2,
  maxLength: 6,
})
const untils = fc.array(fc.option(fc.nat(5), { nil: undefined }), { minLength: 6, maxLength: 6 })

it('whatever is corrected, what was left open with a reason stands in every checklist with it until it is settled, has grown, or the day is past', () => {
  let stood = 0
  fc.assert(
    fc.property(months, untils, (all, ends) => {
      let carried: ReadonlyMap<string, WaivedFinding> = new Map()
      // As told by hand: of each thing the amount, the month and the end of its reason.
      const given = new Map<string, { fen: bigint; since: string; until?: number }>()
      for (const [i, amounts] of all.entries()) {
        const found = THINGS.flatMap((finding, at) =>
          amounts[at] === 0n ? [] : [{ item: 'unmatchedInvoice', finding, amount: formatAmount(amounts[at]) }],
        )
        const { open, waived } = judged(found, carried, lastDay(i))
        for (const [at, thing] of THINGS.entries()) {
          const reason = given.get(thing)
          const holds =
            reason !== undefined &&
            amounts[at] <= reason.fen + 100n &&
            (reason.until === undefined || i <= reason.until)
          const reported = waived.find((it) => it.found.finding === thing)
          const isOpen = open.some((it) => it.finding === thing)
          expect([reported?.waiver.since, isOpen]).toEqual(
            amounts[at] === 0n ? [undefined, false] : holds ? [reason.since, false] : [undefined, true],
          )
          if (reported) stood++
          else if (amounts[at] === 0n) given.delete(thing)
          else
            given.set(thing, {
              fen: amounts[at],
              since: month(i),
              ...(ends[i] === undefined ? {} : { until: i + ends[i] }),
            })
        }
        const until = ends[i] === undefined || i + ends[i] > 11 ? undefined : lastDay(i + ends[i])
        const kept = checkedItem(
          { item: 'unmatchedInvoice', open: open.length, found: open, carried: waived.map((it) => it.waiver) },
          open.length === 0 ? undefined : { reason: '次月付款', ...(until === undefined ? {} : { until }) },
          month(i),
        )
        const terms = { period: month(i), checklist: [kept] }
        const close = { status: 'closed', terms } as unknown as Parameters<typeof carriedWaivers>[0]
        carried = carriedWaivers(close, NO_CLOSES, [])
      }
    }),
    { numRuns: 500 },
  )
  expect(stood).toBeGreaterThan(100)
})

it('when there are more than one entry holds, then the next close works out what was seen of those items', () => {
  const found = (item: string) => ({ item, finding: `${item}:x`, amount: '1.00' })
  const kept = (item: string) =>
    checkedItem({ item, open: 1, found: [found(item)], carried: [] }, { reason: '次月' }, '2025-06')
  const checklist = withinEntry(['a', 'b', 'c'].map(kept), 2)
  expect(checklist.map((it) => it.findings?.length)).toEqual([1, 1, undefined])
  const close = { status: 'closed', terms: { period: '2025-06', checklist } } as unknown as Parameters<
    typeof carriedWaivers
  >[0]
  const carried = carriedWaivers(close, { ...NO_CLOSES, closes: close ? [close] : [] }, ['a', 'b', 'c'].map(found))
  expect([...carried.values()].map((it) => [it.finding, it.reason, it.since])).toEqual([
    ['c:x', '次月', '2025-06'],
    ['a:x', '次月', '2025-06'],
    ['b:x', '次月', '2025-06'],
  ])
})
