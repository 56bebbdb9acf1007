import { Button, Select, Slider } from 'antd'
import { useState } from 'react'
import { useAnswer } from '../api/answers'
import type { Answers } from '../api/ask'
import { DayFilter } from '../kit/inputs'
import { usePageParams } from '../kit/loaded'
import { type Cut, cutFacts, today } from '../kit/moment'
import { FigureValue, Money } from '../money/money'
import { usePlatforms } from '../session/session'
import { spoken, t, wordIn } from '../words/word'

/** Where a window begins by itself, when that is not the first recognition of a platform. */
interface Since {
  readonly from: string
  readonly word: string
  /** And where it ends by itself, when that is not today. */
  readonly to?: string
}

/** The two times of every question, from the address: the window of business days and the cut of the ledger. */
export function useTimes(since?: Since) {
  const [chosen, choose] = usePageParams('from', 'to', 'asOf')
  const { readable, recognised } = usePlatforms()
  const times = {
    from: chosen.from ?? since?.from ?? recognised ?? `${today().slice(0, 4)}-01-01`,
    to: chosen.to ?? since?.to ?? today(),
    asOf: chosen.asOf,
  }
  const query = new URLSearchParams(
    Object.entries(times).filter((it): it is [string, string] => it[1] !== undefined),
  ).toString()
  return { times, choose, recognised, query, ready: readable.length > 0 }
}

/** Window and cut, to be chosen: days, this year and last year, and a slider over everything that was ever recorded. */
export function Times({ since }: { since?: Since }) {
  const { times, choose, recognised } = useTimes(since)
  const { come, error } = usePlatforms()
  const cut = useAnswer('GET /api/cut', { asOf: times.asOf })
  const whole = (come || error) && !cut.isPending
  const first = since?.word ?? (recognised && t('times.sincerecognition'))
  const year = Number(today().slice(0, 4))
  const quick = [
    ...(first ? [{ word: first, from: undefined, to: undefined }] : []),
    ...[year, year - 1].map((it) => ({
      word: t('times.year', { year: it }),
      from: `${it}-01-01`,
      to: it === year ? since?.to && today() : `${it}-12-31`,
    })),
  ]
  return (
    <search className={`choices times${whole ? '' : ' awaited'}`}>
      <DayFilter aria-label={t('times.from')} value={times.from} onChange={(from) => choose({ from })} />
      <span>—</span>
      <DayFilter aria-label={t('times.to')} value={times.to} onChange={(to) => choose({ to })} />
      {quick.map(({ word, from, to }) => (
        <Button key={word} onClick={() => choose({ from, to })}>
          {word}
        </Button>
      ))}
      <CutChoice />
    </search>
  )
}

function CutChoice() {
  const { times, choose } = useTimes()
  const head = useAnswer('GET /api/cut').data?.sequence ?? 0
  const cut = useAnswer('GET /api/cut', { asOf: times.asOf }).data
  const [dragged, setDragged] = useState<number>()
  const day = times.asOf?.includes('-') ? times.asOf : undefined
  return (
    <>
      <DayFilter
        aria-label={t('times.asOf')}
        placeholder={t('times.asOf')}
        value={day}
        // Today is not over: what stands now is no cut that stays.
        onChange={(asOf) => choose({ asOf: asOf === today() ? undefined : asOf })}
      />
      <Slider
        className="cut-slider"
        min={0}
        max={Math.max(head, 1)}
        value={dragged ?? cut?.sequence ?? head}
        onChange={setDragged}
        onChangeComplete={(it) => {
          setDragged(undefined)
          choose({ asOf: it >= head ? undefined : String(it) })
        }}
        ariaLabelForHandle={t('times.slider')}
      />
      {cut && (times.asOf !== undefined || dragged !== undefined) && (
        <span className="number cut-text">
          {t('times.cut', { ...cutFacts(cut), ...(dragged !== undefined && { sequence: dragged }) })}
        </span>
      )}
      {times.asOf && <Button onClick={() => choose({ asOf: undefined })}>{t('times.now')}</Button>}
    </>
  )
}

interface AtTimes {
  readonly window: { readonly from: string; readonly to: string }
  readonly asOf: Cut
}

/** For headings: what window, and how far what is shown is up to date. */
export const timesText = ({ window, asOf }: AtTimes): string =>
  `${t('times.window', window)} · ${t('head.at', cutFacts(asOf))}`

/** For files, which bear no checkpoint at their foot: the same with the number of the cut. */
export const timesWithCut = ({ window, asOf }: AtTimes): string =>
  `${t('times.window', window)} · ${t('times.cut', cutFacts(asOf))}`

/** The platform of a place that shows one: from the address, else the first that one may read. */
export function usePlatformChoice() {
  const [{ platform: chosen }, choose] = usePageParams('platform')
  const { readable } = usePlatforms()
  return { platform: chosen ?? readable[0]?.id, chosen, choose: (id: string) => choose({ platform: id }), readable }
}

export function PlatformChoice({ all = false }: { all?: boolean }) {
  const { platform, chosen, choose, readable } = usePlatformChoice()
  if (readable.length < 2) return null
  return (
    <Select
      aria-label={t('contract.platform')}
      className="wide-choice"
      value={all ? (chosen ?? '') : platform}
      options={[
        ...(all ? [{ value: '', label: t('allPlatforms') }] : []),
        ...readable.map((it) => ({ value: it.id, label: it.name ?? it.id })),
      ]}
      onChange={choose}
    />
  )
}

/** The catalogue in the language of the page. */
export function useCatalogue() {
  const figures = useAnswer('GET /api/figure-catalogue').data?.figures ?? NO_FIGURES
  // Every cell of a table asks.
  const known = CATALOGUES.get(figures) ?? catalogueOf(figures)
  CATALOGUES.set(figures, known)
  return known
}

type Figures = Answers['GET /api/figure-catalogue']['figures']
const NO_FIGURES: Figures = []
const CATALOGUES = new WeakMap<Figures, ReturnType<typeof catalogueOf>>()

function catalogueOf(figures: Figures) {
  const of = new Map(figures.map((it) => [it.code, it]))
  return {
    /** Those of a platform; a programme has its own. */
    figures: figures.filter((it) => it.of === undefined),
    unitOf: (code: string) => of.get(code)?.unit ?? 'count',
    nameOf: (code: string) => {
      const it = of.get(code)
      return it ? spoken(it) : code
    },
    definitionOf: (code: string) => {
      const it = of.get(code)
      return it ? spoken(it.definition) : ''
    },
  }
}

export type Figure = Answers['GET /api/platforms/{id}/figures']['figures'][number]

/** Makes a figure's value a link to its rows; where tax bases are not added, the parts. Window and cut are read once for all. */
export function useValueLinks() {
  const { query } = useTimes()
  return (platform: string, { code }: Pick<Figure, 'code'>) => `/figures/${platform}/${code}?${query}`
}

export function Value({ figure }: { figure: Figure }) {
  const { onlyToTheMonth: months } = figure
  if (!figure.refused) {
    return (
      <>
        <FigureValue value={figure.value} unit={figure.unit} />
        {months && (
          <small className="doubt" title={spoken(months)}>
            {t('figure.months', { count: months.rows })}
          </small>
        )}
      </>
    )
  }
  return (
    <span className="both" title={t('figure.refused')}>
      {figure.refused.parts.map((it) => (
        <span key={it.taxBasis}>
          {t(wordIn('tax', it.taxBasis))} <Money value={it.value} />
        </span>
      ))}
    </span>
  )
}

/** The figure that is drawn, from the address. */
export function FigureChoice({ from }: { from: readonly { readonly code: string }[] }) {
  const { nameOf } = useCatalogue()
  const [{ of = 'contractAmount' }, choose] = usePageParams('of')
  return (
    <Select
      aria-label={t('figure.figure')}
      className="wide-choice"
      value={of}
      options={from.map(({ code }) => ({ value: code, label: nameOf(code) }))}
      onChange={(code) => choose({ of: code })}
    />
  )
}
