import { type DomainEvent, dayNumber, dayOfNumber } from '@pilot-ledger/kernel'
import * as fc from 'fast-check'
import { businessDaysOf } from './business-day'
import { ENGAGEMENT_EVENTS, type EngagementContent } from './events'
import { lastDayNumberOf } from './warnings-of-entry'

const day = fc.integer({ min: dayNumber('1990-01-01'), max: dayNumber('2120-12-31') }).map(dayOfNumber)

describe('given an entry of any kind, with any of its days', () => {
  test.each(ENGAGEMENT_EVENTS.all.map((it) => [it.type, it] as const))(
    '%s: then its last day is the latest of those on which it counts',
    (type, { fields }) => {
      const days = Object.entries(fields).filter(([, { form }]) => form.kind === 'day' || form.kind === 'dayOrMonth')
      const data = fc.record(Object.fromEntries(days.map(([name]) => [name, fc.option(day, { nil: undefined })])))
      fc.assert(
        fc.property(data, (it) => {
          const content = { type, data: it } as DomainEvent as EngagementContent
          const latest = [...businessDaysOf(content)].sort().at(-1)
          expect(lastDayNumberOf(content)).toBe(latest === undefined ? undefined : dayNumber(latest))
        }),
      )
    },
  )
})
