import { type RefObject, useRef } from 'react'
import { useNavigate } from 'react-router'
import { usePaged, usePageParams } from '../../kit/loaded'
import { Nothing } from '../../kit/page'
import { useShortcuts } from '../../kit/shortcuts'
import { useStep } from '../../kit/step'
import { PapersBeside } from '../../papers/papers-beside'
import { useSession } from '../../session/session'
import { t } from '../../words/word'
import { type Assessment, AT, EligibilityView, type Line, ratioText } from '../assessment/assessment'
import { papersOfRow } from '../assessment/papers-of-row'
import { FilteredRows } from '../assessment/rows-table'
import { keyOf, useAudited } from '../assessment/use-audited'
import { papersOfClaim } from '../self/evidence-input'
import { HandValue, IndicatorHead, IndicatorList, RowList } from './indicator-list'
import { RowPane } from './row-pane'
import { StepsPane } from './steps-pane'

/** 核定: indicator by indicator and row by row, with one key each; value, paper and warnings side by side. */
export function VerifyView({ assessment }: { assessment: Assessment }) {
  const [{ indicator: chosen }, choose] = usePageParams('indicator', 'row')
  const lines = assessment.indicators
  const index = Math.max(
    0,
    lines.findIndex((it) => it.indicator === chosen),
  )
  const line = lines[index]
  const step = useStep(index)
  const stays = useRef(false)
  const turn = (by: number) => {
    step.to((step.at() + by + lines.length) % lines.length)
    choose({ indicator: lines[step.at()].indicator, row: undefined })
  }
  return (
    <>
      <p className="note no-print">{t('verify.keys')}</p>
      <IndicatorList
        assessment={assessment}
        at={line.indicator}
        choose={(it) => choose({ indicator: it, row: undefined })}
      />
      <section className="sheet" aria-label={t('verify.rows')}>
        <IndicatorHead line={line} />
        {line.source.from === 'ratio' ? (
          <RatioView assessment={assessment} line={line} turn={turn} stays={stays} />
        ) : line.source.from === 'hand' ? (
          <HandView assessment={assessment} line={line} turn={turn} stays={stays} />
        ) : (
          <RowView key={line.indicator} assessment={assessment} line={line} turn={turn} stays={stays} />
        )}
      </section>
      <EligibilityView assessment={assessment} eligibility={assessment.eligibility} />
      <StepsPane assessment={assessment} />
    </>
  )
}

interface ViewProps {
  readonly assessment: Assessment
  readonly line: Line
  readonly turn: (by: number) => void
  /** Whether a paper is open beside the indicator: it is then beside the next one too. */
  readonly stays: RefObject<boolean>
}

function HandView({ assessment, line, turn, stays }: ViewProps) {
  useShortcuts({ n: () => turn(1), p: () => turn(-1) })
  return (
    <PapersBeside key={line.indicator} papers={papersOfClaim(assessment.platform, line)} stays={stays}>
      <HandValue assessment={assessment} line={line} />
    </PapersBeside>
  )
}

function RatioView({ assessment, line, turn, stays }: ViewProps) {
  useShortcuts({ n: () => turn(1), p: () => turn(-1) })
  return (
    <PapersBeside papers={[]} stays={stays}>
      <p className="note">{t('ratio.computed', { of: ratioText(assessment, line.source) })}</p>
    </PapersBeside>
  )
}

function RowView({ assessment, line, turn, stays }: ViewProps) {
  const go = useNavigate()
  const { may } = useSession()
  const [{ row: chosen }, choose] = usePageParams('row')
  const pane = useRef<HTMLDivElement>(null)
  const request = { round: assessment.round, id: assessment.platform, indicator: line.indicator, limit: 500 }
  const { data, waiting, pages } = usePaged(`GET ${AT}/indicators/{indicator}/rows`, request)
  const audited = useAudited(assessment.round, assessment.platform)
  const rows = data?.rows ?? []
  const index = Math.max(
    0,
    rows.findIndex((it) => it.row === chosen),
  )
  const row: (typeof rows)[number] | undefined = rows[index]
  const step = useStep(index)
  const move = (by: number) => {
    if (rows.length === 0) return
    step.to(Math.max(0, Math.min(rows.length - 1, step.at() + by)))
    choose({ row: rows[step.at()].row })
  }
  const focus = (selector: string) => pane.current?.querySelector<HTMLElement>(selector)?.focus()
  const auditedOf = (it: string) => audited?.get(keyOf(line.indicator, it))
  const papers = rows.flatMap((it) => papersOfRow(auditedOf(it.row), assessment.platform))
  const opened = useRef<(of: string) => void>(undefined)
  useShortcuts({
    v: () => row && opened.current?.(keyOf(line.indicator, row.row)),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    s: () => focus('.strike-form .reason-text'),
    u: () => focus('.lift-form .reason-text'),
    Enter: () => row?.engagement && void go(`/contracts/${row.engagement}?entry=${row.entryId}`),
    n: () => turn(1),
    p: () => turn(-1),
  })
  const works = may('verifyAssessment') && assessment.step === 'submitted'
  return (
    <PapersBeside
      papers={papers}
      at={row && keyOf(line.indicator, row.row)}
      opened={opened}
      stays={stays}
      waiting={!data || !audited}
      onMoved={(of) => choose({ row: rows.find((it) => keyOf(line.indicator, it.row) === of)?.row })}
    >
      {!data ? (
        waiting(10)
      ) : !row ? (
        <Nothing what={t('figure.noRows')} />
      ) : (
        <div className="verify-sides">
          <div>
            <RowList
              rows={rows}
              unit={data.unit}
              at={row.row}
              audited={auditedOf}
              choose={(it) => choose({ row: it })}
            />
            {pages}
            <p className="note">{t('figure.rowCount', { rows: data.total })}</p>
            <FilteredRows data={data} platform={assessment.platform} />
          </div>
          <div ref={pane}>
            <RowPane
              key={row.row}
              assessment={assessment}
              indicator={line.indicator}
              unit={data.unit}
              row={row}
              audited={auditedOf(row.row)}
              works={works}
            />
          </div>
        </div>
      )}
    </PapersBeside>
  )
}
