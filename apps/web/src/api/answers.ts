import { type Query, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type Answers, ask, askHead, askWhole, type GetRoute, type Params, type Refused } from './ask'
import { useFeed } from './feed'

/** How often the log is looked at while the service tells nothing by itself, and while it does: then only to be sure. */
const EVERY_MS = { untold: 4_000, told: 60_000 } as const

/**
 * The answer of a route, kept and asked for anew whenever the log has moved. While a new answer is on its way the last one stays,
 * so nothing on the screen jumps.
 */
export function useAnswer<D extends GetRoute>(route: D, params: Params = {}, { enabled = true } = {}) {
  return useQuery<Answers[D], Refused>({
    queryKey: [route, params],
    queryFn: () => ask(route, params),
    placeholderData: (before, query) => (query && sameSubject(query.queryKey, [route, params]) ? before : undefined),
    enabled,
  })
}

/**
 * A list put together of all its pages: for what is chosen from, searched in or sorted here (`askWhole`). While its pages come the
 * log may move on, and again: what has begun is brought to its end, and begun anew a moment later.
 */
export function useWhole<D extends GetRoute, L extends keyof Answers[D]>(
  route: D,
  params: Params,
  list: L,
  { enabled = true, ...how }: { enabled?: boolean; by?: string; most?: number } = {},
) {
  const client = useQueryClient()
  const queryKey = [route, params, WHOLE]
  const head = () => client.getQueryData<Head>(HEAD)?.sequence
  return useQuery<Answers[D], Refused>({
    queryKey,
    queryFn: async ({ signal }) => {
      const since = head()
      const all = await askWhole(route, params, list, { ...how, signal })
      if (since !== undefined && head() !== since)
        setTimeout(() => void client.invalidateQueries({ queryKey }), CALM_MS)
      return all
    },
    placeholderData: (before, query) => (query && sameSubject(query.queryKey, [route, params]) ? before : undefined),
    enabled,
  })
}

const [HEAD, WHOLE] = [['head'], 'whole'] as const
type Head = Awaited<ReturnType<typeof askHead>>
const CALM_MS = 1_000

/** The same question about several things. */
export const useAnswers = <D extends GetRoute>(route: D, of: readonly Params[], { enabled = true } = {}) =>
  useQueries({
    queries: of.map((params) => ({ queryKey: [route, params], queryFn: () => ask(route, params), enabled })),
  })

/** What a person turns while looking at one thing; everything else in a question says which thing. */
const TURNED = new Set([
  'from',
  'to',
  'asOf',
  'since',
  'until',
  'cursor',
  'before',
  'after',
  'sort',
  'order',
  'text',
  'state',
  'warning',
])

/** Whether two questions are about the same thing: an answer about another must never stand under this one's heading. */
export function sameSubject(a: readonly unknown[], b: readonly unknown[]): boolean {
  return subject(a) === subject(b)
}

function subject([route, params]: readonly unknown[]): string {
  const kept = Object.entries((params ?? {}) as Params).filter(([name, it]) => !TURNED.has(name) && it !== undefined)
  return JSON.stringify([route, kept.sort(([a], [b]) => (a < b ? -1 : 1))])
}

/**
 * Where the log stands, told by the service, and else asked for every few seconds, while the page is seen; everything else is
 * asked for anew when it has moved.
 */
export function useHead() {
  const client = useQueryClient()
  const told = useFeed(() => void client.invalidateQueries({ queryKey: HEAD }))
  const { data } = useQuery({
    queryKey: HEAD,
    queryFn: askHead,
    refetchInterval: told ? EVERY_MS.told : EVERY_MS.untold,
    refetchIntervalInBackground: false,
  })
  const sequence = data?.sequence
  const [seen, setSeen] = useState(sequence)
  useEffect(() => {
    if (sequence === seen) return
    setSeen(sequence)
    if (seen === undefined) return
    const isWhole = ({ queryKey }: Query) => queryKey[2] === WHOLE
    void client.invalidateQueries({ predicate: (it) => it.queryKey[0] !== HEAD[0] && !isWhole(it) })
    void client.invalidateQueries({ predicate: isWhole }, { cancelRefetch: false })
  }, [client, seen, sequence])
  return data
}

/** After something was recorded: the head first, with it everything else. */
export function useRefresh() {
  const client = useQueryClient()
  return async () => {
    await client.invalidateQueries({ queryKey: HEAD })
    await client.invalidateQueries()
  }
}

/** Pages of a list by its cursors: forward as the service goes on, back over the cursors that were used. */
export function useCursor(resetOn: string) {
  const [paging, setPaging] = useState<{ of: string; before: readonly (string | undefined)[]; at?: string }>({
    of: resetOn,
    before: [],
  })
  // Another question begins at its own first page.
  const now = paging.of === resetOn ? paging : { of: resetOn, before: [], at: undefined }
  return {
    cursor: now.at,
    page: now.before.length + 1,
    next: (cursor: string) => setPaging({ of: resetOn, before: [...now.before, now.at], at: cursor }),
    back: () => setPaging({ of: resetOn, before: now.before.slice(0, -1), at: now.before.at(-1) }),
    first: now.before.length === 0,
  }
}
