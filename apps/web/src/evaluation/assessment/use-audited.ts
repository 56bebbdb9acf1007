import { useQuery } from '@tanstack/react-query'
import { ask } from '../../api/ask'
import { AT, type AuditedRow } from './assessment'

const ROUTE = `GET ${AT}/audit` as const
/** Rows asked for at once, and how often at most: what lies beyond is opened in the audit view. */
const [EACH, MOST] = [1000, 20]

/** What the audit knows of every row, by indicator and row: paper, warnings, money, relation, double counts. */
export function useAudited(round: string, platform: string): ReadonlyMap<string, AuditedRow> | undefined {
  const params = { round, id: platform, limit: EACH }
  const { data } = useQuery({
    queryKey: [ROUTE, 'every row', params],
    queryFn: async () => {
      const all = new Map<string, AuditedRow>()
      let cursor: string | undefined
      for (let page = 0; page < MOST; page++) {
        const answer = await ask(ROUTE, { ...params, cursor })
        for (const it of answer.rows) all.set(keyOf(it.indicator, it.row), it)
        cursor = answer.next
        if (cursor === undefined) break
      }
      return all
    },
    placeholderData: (before, query) =>
      query && JSON.stringify(query.queryKey[2]) === JSON.stringify(params) ? before : undefined,
  })
  return data
}

export const keyOf = (indicator: string, row: string) => `${indicator} ${row}`
