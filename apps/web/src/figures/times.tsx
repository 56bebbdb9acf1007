import { Button, Slider } from 'antd'
import { t } from 'i18next'
import { useState } from 'react'
import { useAnswer } from '../api/answers'
import { DayFilter } from '../kit/day-input'
import { type Cut, cutFacts, today } from '../kit/moment'
import { usePageParams } from '../kit/page-params'
import { usePlatforms } from '../session/platforms'

/** Where a window begins by itself, when that is not the first recognition of a platform. */
export interface Since {
  readonly from: string
  readonly word: string
  /** And where it ends by itself, when that is not today. */
  readonly to?: string
}

/** The two times of every question, from the address: the window of business days and the cut of the ledger. */
export function useTimes(since?: Since) {
  const [chosen, choose] = usePageParams('from', 'to', 'asOf')
  const { readable } = usePlatforms()
  const recognised = readable
    .map((it) => it.recognisedFrom)
    .filter((it) => it !== undefined)
    .sort()[0]
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
    <search className="choices times">
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
      <span className="number cut-text">
        {cut && t('times.cut', { ...cutFacts(cut), ...(dragged !== undefined && { sequence: dragged }) })}
      </span>
      {times.asOf && <Button onClick={() => choose({ asOf: undefined })}>{t('times.now')}</Button>}
    </>
  )
}

/** For headings and paper: what window, as of what. */
export const timesText = (of: { window: { from: string; to: string }; asOf: Cut }): string =>
  `${t('times.window', of.window)} · ${t('times.cut', cutFacts(of.asOf))}`
