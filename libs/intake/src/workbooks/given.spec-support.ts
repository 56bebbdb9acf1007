import { Question, Tables } from '@pilot-ledger/figures'
import { amount, index, type Paper, type Requested, type Row, type TotalLine, text } from './paper'

/** A list of amounts and words, as it stands here: what a writer makes of it is then seen alone. */
export function listing(rows: readonly Row[], totals: readonly TotalLine[]): Paper {
  return {
    code: 'listing',
    zh: '清单',
    columns: [index, text('name', '名称', 12), amount('money', '金额')],
    async *rows() {
      yield* rows
    },
    totals: () => totals,
    notes: ['说明'],
  }
}

/** Asked of one platform of an empty ledger. */
export function requested(): Requested {
  const tables = new Tables()
  const window = { from: '2025-01-01', to: '2025-06-30' }
  const question = new Question(tables, window, 0, 0)
  const register = { entries: [], state: { recognitions: [], cultivation: [], memberships: [], published: [] } }
  const log = { readStream: async () => ({ exists: false, head: -1, events: [] }) }
  const platforms = [{ id: 'p', name: '甲平台', register, question }]
  return { log, tables, window, cut: 0, platforms, whole: question }
}

export const provenance = {
  asOf: { sequence: 12, recordedAt: '2025-07-01T02:00:00.000Z' },
  ledger: 'f620c27b',
  lastEntry: '6c225ca5',
}
