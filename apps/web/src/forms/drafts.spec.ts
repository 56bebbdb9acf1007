import { aboutOf, addressOf, Drafts, formAt, placeOf } from './drafts'

const DAY_MS = 86_400_000
const FORM = formAt('/contracts/7f', 'record:PaymentReceived')
const TYPED = { bankReference: 'HD20250506-0007', share: '33600.00' }

/** A browser's store, as far as the page uses it. */
function aStore(most = Number.POSITIVE_INFINITY): Storage {
  const kept: Record<string, string> = {}
  const does = {
    getItem: (key: string) => kept[key] ?? null,
    removeItem: (key: string) => {
      delete kept[key]
    },
    setItem: (key: string, value: string) => {
      if (value.length > most) throw new Error('QuotaExceededError')
      kept[key] = value
    },
  }
  return new Proxy(kept, {
    get: (of, name) => does[name as keyof typeof does] ?? of[name as string],
  }) as unknown as Storage
}

let now = 0
const of = (account: string) => new Drafts(account, () => now)
beforeEach(() => {
  now = Date.UTC(2026, 10, 24)
  Object.assign(globalThis, { localStorage: aStore() })
})
afterAll(() => {
  Reflect.deleteProperty(globalThis, 'localStorage')
})

describe('given what was typed into a form', () => {
  beforeEach(() => of('演示登记员').keep(FORM, 'JM-2025-023 · 到账', TYPED))

  test('then it is there whenever the form opens again', () => {
    expect(of('演示登记员').of(FORM)).toEqual({ at: now, form: FORM, title: 'JM-2025-023 · 到账', values: TYPED })
    expect([placeOf(FORM), aboutOf(FORM)]).toEqual(['/contracts/7f', 'record:PaymentReceived'])
  })

  test('then the way back leads to its place, and to where it stood in that', () => {
    const drafts = of('演示登记员')
    expect(drafts.all().map(addressOf)).toEqual(['/contracts/7f'])
    drafts.keep(formAt('/reconciliation', 'aside:p 1'), '对账', { kept: '保证金' }, '?platform=p&view=lines')
    expect(drafts.all().map(addressOf)).toContain('/reconciliation?platform=p&view=lines')
  })

  test('then nobody else who logs in at this browser is shown it, also not one whose name begins alike', () => {
    for (const account of ['演示评价员', '演示登记员 ', '演示登记']) {
      expect(of(account).of(FORM)).toBeUndefined()
      expect(of(account).all()).toEqual([])
    }
  })

  test('then recorded or given up it is gone, and others stay', () => {
    const other = formAt('/contracts/7f', 'record:InvoiceIssued')
    of('演示登记员').keep(other, 'JM-2025-023 · 开票', {})
    of('演示登记员').drop(FORM)
    expect(
      of('演示登记员')
        .all()
        .map((it) => it.form),
    ).toEqual([other])
  })

  test('then after two weeks it is gone from the browser, whoever logs in', () => {
    now += 14 * DAY_MS
    expect(of('演示登记员').of(FORM)).toBeDefined()
    now += 1
    expect(of('演示评价员').all()).toEqual([])
    expect(Object.keys(localStorage)).toEqual([])
  })
})

test('given a store that is full, then the form goes on without a draft', () => {
  Object.assign(globalThis, { localStorage: aStore(10) })
  of('演示登记员').keep(FORM, 'JM-2025-023 · 到账', TYPED)
  expect(of('演示登记员').all()).toEqual([])
})

test('given what no version of the page wrote, then it is no draft', () => {
  localStorage.setItem('pilot-ledger.draft "演示登记员" x', '{"at":')
  localStorage.setItem('pilot-ledger.draft "演示登记员" y', '[]')
  localStorage.setItem('pilot-ledger.unit', 'wan')
  expect(of('演示登记员').all()).toEqual([])
  expect(Object.keys(localStorage)).toEqual(['pilot-ledger.unit'])
})
