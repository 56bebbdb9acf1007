import { useRef } from 'react'
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
  const turn = (by: number) => {
    step.current = (step.current + by + lines.length) % lines.length
    choose({ indicator: lines[step.current].indicator, row: undefined })
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
          <RatioView assessment={assessment} line={line} turn={turn} />
        ) : line.source.from === 'hand' ? (
          <HandView assessment={assessment} line={line} turn={turn} />
        ) : (
          <RowView key={line.indicator} assessment={assessment} line={line} turn={turn} />
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
}

function HandView({ assessment, line, turn }: ViewProps) {
  useShortcuts({ n: () => turn(1), p: () => turn(-1) })
  return (
    <PapersBeside key={line.indicator} papers={papersOfClaim(assessment.platform, line)}>
      <HandValue assessment={assessment} line={line} />
    </PapersBeside>
  )
}

function RatioView({ assessment, line, turn }: ViewProps) {
  useShortcuts({ n: () => turn(1), p: () => turn(-1) })
  return <p className="note">{t('ratio.computed', { of: ratioText(assessment, line.source) })}</p>
}

function RowView({ assessment, line, turn }: ViewProps) {
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
  const row = rows[index]
  const step = useStep(index)
  const move = (by: number) => {
    if (rows.length === 0) return
    step.current = Math.max(0, Math.min(rows.length - 1, step.current + by))
    choose({ row: rows[step.current].row })
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
  if (!data) return waiting(10)
  if (!row) return <Nothing what={t('figure.noRows')} />
  const works = may('verifyAssessment') && assessment.step === 'submitted'
  return (
    <PapersBeside
      papers={papers}
      at={keyOf(line.indicator, row.row)}
      opened={opened}
      onMoved={(of) => choose({ row: rows.find((it) => keyOf(line.indicator, it.row) === of)?.row })}
    >
      <div className="verify-sides">
        <div>
          <RowList rows={rows} unit={data.unit} at={row.row} audited={auditedOf} choose={(it) => choose({ row: it })} />
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
    </PapersBeside>
  )
}
