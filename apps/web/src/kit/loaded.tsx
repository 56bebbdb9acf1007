import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { useAnswer, useCursor, useWhole } from '../api/answers'
import type { Answers, GetRoute, Params } from '../api/ask'
import { t } from '../words/word'
import { Loading } from './page'

interface Options {
  readonly enabled?: boolean
}

/**
 * The answer of a route, and what stands in its stead while there is none: a skeleton of about its height, or why it does not
 * come and a button to ask again. `if (!data) return waiting(8)`.
 */
export function useLoaded<R extends GetRoute>(route: R, params: Params = {}, options: Options = {}) {
  const { data, error, refetch, isFetching } = useAnswer(route, params, options)
  return {
    data,
    error,
    refetch,
    isFetching,
    waiting: (rows?: number) => <Loading error={error} retry={() => void refetch()} rows={rows} />,
  }
}

/**
 * The same of a list that the service pages; another question begins at its first page. `pages` leads back and forth. With
 * `whole`, the name of the list in the answer, it is sorted by columns that the service does not sort (`paged`): then all pages
 * come, and are turned here; of more rows than a browser holds the first, and it says so.
 */
export function usePaged<R extends GetRoute>(
  route: R,
  request: Params,
  { by = 'cursor', whole, ...options }: Options & { by?: string; whole?: keyof Answers[R] & string } = {},
) {
  const cursor = useCursor(JSON.stringify(request))
  const [wanted, want] = useState(false)
  const loaded = useLoaded(route, { ...request, [by]: cursor.cursor }, options)
  const { next } = (loaded.data ?? {}) as { readonly next?: string }
  const several = !cursor.first || next !== undefined
  const all = useWhole(route, { ...request, limit: MOST }, (whole ?? '') as keyof Answers[R], {
    enabled: options.enabled !== false && wanted && several && whole !== undefined,
    by,
    most: MOST_SORTED,
  })
  const come = wanted && several && !all.isPlaceholderData ? all.data : undefined
  const failed = wanted && several && all.error !== null
  const more = (come as { readonly next?: string } | undefined)?.next !== undefined
  const turned = failed ? (
    <Loading error={all.error} retry={() => void all.refetch()} rows={1} />
  ) : come ? (
    more && <p className="note">{t('list.firstSorted', { count: MOST_SORTED })}</p>
  ) : (
    several && (
      <nav className="pages" aria-label={t('pages')}>
        <Button icon={<LeftOutlined />} disabled={cursor.first} onClick={cursor.back} aria-label={t('pageBefore')} />
        <span className="number">{t('page', { page: cursor.page })}</span>
        <Button
          icon={<RightOutlined />}
          disabled={!next}
          onClick={() => next && cursor.next(next)}
          aria-label={t('pageNext')}
        />
      </nav>
    )
  )
  const paging = {
    whole: come !== undefined,
    failed,
    of: JSON.stringify(request),
    want,
    pageSize: Number(request.limit ?? USUAL),
  }
  return {
    ...loaded,
    data: come ?? loaded.data,
    page: come ? 1 : cursor.page,
    pages: turned,
    paged: several ? paging : undefined,
  }
}
/** Rows to a page, where nothing else is asked for; and the most that the service gives at once. */
const [USUAL, MOST] = [100, 1000]
/** A year of a platform's bank lines: some tens of megabytes here, sorted in half a second. */
const MOST_SORTED = 50_000

/**
 * The choices of a place live in its address: a link that is sent shows the same, and going back undoes a choice. Empty
 * choices leave the address.
 */
export function usePageParams<Name extends string>(...names: readonly Name[]) {
  const [search, setSearch] = useSearchParams()
  const values = Object.fromEntries(names.map((it) => [it, search.get(it) ?? undefined])) as Record<
    Name,
    string | undefined
  >
  const change = (changes: Partial<Record<Name, string | undefined>>) =>
    setSearch((before) => {
      const after = new URLSearchParams(before)
      for (const [name, value] of Object.entries(changes) as [Name, string | undefined][]) {
        if (value === undefined || value === '') after.delete(name)
        else after.set(name, value)
      }
      return after
    })
  return [values, change] as const
}
