import { useAnswer, useAnswers } from '../api/answers'
import { type Answers } from '../api/ask'
import { useCatalogue, usePlatformChoice, useTimes } from '../figures/figure'
import { usePlatforms } from '../session/session'
import { t } from '../words/word'
import { mergedGroups } from './merged-groups'

/** Of one basis each: the columns are never added to one another (H12). */
const CODES = ['contractAmount', 'invoicedAmount', 'receivedAmount', 'outstanding'] as const
const BUCKETS = ['0-30', '31-90', '91-180', '181-365', '365+', 'advance'] as const

export interface MoneyRow {
  readonly key: string
  readonly name: string
  readonly values: Readonly<Record<string, string | null>>
}
export interface MoneyColumn {
  readonly code: string
  readonly title: string
  /** The ledger's own total, asked for apart from the rows: the two must agree. */
  readonly total?: string | null
}

export interface MoneyView {
  readonly rows: readonly MoneyRow[]
  readonly columns: readonly MoneyColumn[]
  /** The window and cut answered; undefined while nothing has come. */
  readonly request?: Pick<Answers['GET /api/figures'], 'window' | 'asOf'>
  readonly about?: string
  readonly error: unknown
  readonly retry: () => void
  /** What an amount opens to. */
  readonly to: (row: MoneyRow, code: string) => string | undefined
}

/** Every platform, or the one that was chosen, with its four amounts and the age of what is outstanding. */
export function useByPlatform(): MoneyView {
  const { times, query, ready } = useTimes()
  const { nameOf } = usePlatforms()
  const { chosen } = usePlatformChoice()
  const catalogue = useCatalogue()
  const { data, error, refetch } = useAnswer(
    'GET /api/figures',
    { ...times, codes: CODES.join(',') },
    { enabled: ready },
  )
  const ageings = useAnswer('GET /api/figures/outstanding/ageing', times, { enabled: ready }).data?.platforms ?? []
  const ages = new Map(ageings.map((it) => [it.platform, it.buckets]))
  const shown = (data?.platforms ?? []).filter((it) => chosen === undefined || it.platform === chosen)
  const rows = shown.map(({ platform, figures }) => ({
    key: platform,
    name: nameOf(platform),
    values: {
      ...Object.fromEntries(figures.map((it) => [it.code, it.value])),
      ...Object.fromEntries((ages.get(platform) ?? []).map((it) => [it.bucket, it.value])),
    },
  }))
  const columns = [
    ...CODES.map((code, i) => ({
      code,
      title: catalogue.nameOf(code),
      // The ledger's total is of all of them.
      ...(chosen === undefined && { total: data?.totals[i]?.value }),
    })),
    ...BUCKETS.map((code) => ({ code, title: t(`ageing.${code}`) })),
  ]
  const to = (row: MoneyRow, code: string) =>
    (CODES as readonly string[]).includes(code) ? `/figures/${row.key}/${code}?${query}` : undefined
  return {
    rows,
    columns,
    request: data,
    error,
    retry: () => void refetch(),
    to,
    ...(chosen !== undefined && { about: nameOf(chosen) }),
  }
}

/** One platform's amounts by client or by month. */
export function useByGroup(by: string): MoneyView {
  const { times, query, ready } = useTimes()
  const { platform = '' } = usePlatformChoice()
  const { nameOf } = usePlatforms()
  const catalogue = useCatalogue()
  const enabled = ready && platform !== ''
  const figures = useAnswer(
    'GET /api/platforms/{id}/figures',
    { id: platform, ...times, codes: CODES.join(',') },
    { enabled },
  )
  const groups = useAnswers(
    'GET /api/platforms/{id}/figures/{code}/groups',
    CODES.map((code) => ({ id: platform, code, by, ...times })),
    { enabled },
  )
  const rows = mergedGroups(Object.fromEntries(CODES.map((code, i) => [code, groups[i].data?.groups ?? []])))
  const columns = CODES.map((code, i) => ({
    code,
    title: by === 'month' && code === 'outstanding' ? t('money.outstandingMoved') : catalogue.nameOf(code),
    total: figures.data?.figures[i]?.value,
  }))
  const to = (row: MoneyRow, code: string) => {
    // What moved in a month is no list of rows: outstanding is what has accumulated up to a day.
    if (row.values[code] === undefined || (by === 'month' && code === 'outstanding')) return undefined
    return by === 'client'
      ? `/contracts?platform=${platform}&client=${encodeURIComponent(row.key)}`
      : `/figures/${platform}/${code}?${ofMonth(row.key, query)}`
  }
  const failed = groups.find((it) => it.error) ?? figures
  return {
    rows,
    columns,
    request: groups.every((it) => it.data) ? figures.data : undefined,
    about: nameOf(platform),
    error: failed.error,
    retry: () => void failed.refetch(),
    to,
  }
}

/** The window of one month, within the window asked for, at the same cut. */
function ofMonth(month: string, query: string): string {
  const params = new URLSearchParams(query)
  const [from, to] = [params.get('from') ?? '', params.get('to') ?? '']
  const [year, number] = month.split('-').map(Number)
  const last = `${month}-${String(new Date(Date.UTC(year, number, 0)).getUTCDate()).padStart(2, '0')}`
  params.set('from', from > `${month}-01` ? from : `${month}-01`)
  params.set('to', to < last ? to : last)
  return params.toString()
}
