import { Button } from 'antd'
import { Fragment } from 'react'
import { Choice, DayFilter } from '../../kit/inputs'
import { usePaged, usePageParams } from '../../kit/loaded'
import { cutFacts, momentText } from '../../kit/moment'
import { Sheet } from '../../kit/page'
import type { Paging } from '../../kit/sorting'
import { DataTable, EntryLink } from '../../kit/tables'
import { Tag } from '../../kit/tag'
import { WarningTag } from '../../kit/warning-tag'
import { PapersBeside } from '../../papers/papers-beside'
import { spoken, t } from '../../words/word'
import { type Assessment, AT, type AuditAnswer, type Line, UnitValue } from '../assessment/assessment'
import { papersOfRow } from '../assessment/papers-of-row'
import { RowKnown } from '../verify/row-pane'
import { AuditTotals } from './audit-totals'

const QUESTIONS = ['countedTwice', 'window', 'related', 'receivedBehind', 'recorded', 'warnings', 'changed'] as const

/** 核查: every audit question of this platform's rows by one query; totals are always of all rows, rows of the question. */
export function AuditView({ assessment }: { assessment: Assessment }) {
  const [{ question, since }, choose] = usePageParams('question', 'since')
  const request = { round: assessment.round, id: assessment.platform, question, since, limit: 50 }
  const { data, waiting, pages, paged } = usePaged(`GET ${AT}/audit`, request, { whole: 'rows' })
  const names = new Map(assessment.indicators.map((it) => [it.indicator, it]))
  return (
    <>
      <search className="choices">
        <Choice
          word="audit.question"
          value={question ?? ''}
          from={QUESTIONS}
          wordOf="question"
          any="audit.everyRow"
          choose={(it) => choose({ question: it === '' ? undefined : it })}
          className="wide-choice"
        />
        <span>{t('audit.since')}</span>
        <DayFilter aria-label={t('audit.since')} value={since} onChange={(it) => choose({ since: it })} />
        {since && <Button onClick={() => choose({ since: undefined })}>{t('audit.noSince')}</Button>}
      </search>
      {data ? (
        <>
          <p className="note">{t(data.final ? 'audit.final' : 'round.cutOpen', cutFacts(data.asOf))}</p>
          <AuditTotals audit={data} choose={(it) => choose({ question: it })} />
          {question === 'changed' && !since && <p className="note">{t('audit.chooseSince')}</p>}
          {data.changed && <AuditChanges changed={data.changed} indicators={names} />}
          <PapersBeside papers={data.rows.flatMap((it) => papersOfRow(it, assessment.platform))}>
            <AuditRows audit={data} paged={paged} platform={assessment.platform} indicators={names} />
            {pages}
          </PapersBeside>
        </>
      ) : (
        waiting(14)
      )}
    </>
  )
}

/** Why the answer differs from an earlier one: entry by entry, and what each did to the figure. */
function AuditChanges({
  changed,
  indicators,
}: {
  changed: NonNullable<AuditAnswer['changed']>
  indicators: ReadonlyMap<string, Line>
}) {
  const moved = changed.indicators.filter((it) => it.since !== it.until || it.entries.length > 0)
  return (
    <Sheet title={t('audit.changedSince', { since: changed.since.sequence, until: changed.until.sequence })}>
      {moved.length === 0 && <p className="note">{t('change.none')}</p>}
      {moved.map((it) => {
        const line = indicators.get(it.indicator)
        const unit = line?.unit ?? 'count'
        return (
          <div key={it.indicator} className="deduction">
            <strong>{line ? spoken(line) : it.indicator}</strong>{' '}
            <UnitValue value={it.since ?? undefined} unit={unit} /> →{' '}
            <UnitValue value={it.until ?? undefined} unit={unit} />
            <ul>
              {it.entries.slice(0, 200).map((entry) => (
                <li key={entry.entryId}>
                  {t('figure.sequence')} {entry.sequence} · <EntryLink entry={entry} /> {t(`moved.${entry.how}`)} ·{' '}
                  {entry.actor} · {momentText(entry.recordedAt)} · {t('change.effect')}{' '}
                  <UnitValue value={entry.effect} unit={unit} />
                </li>
              ))}
            </ul>
            {it.entries.length > 200 && <p className="note">{t('audit.more', { count: it.entries.length - 200 })}</p>}
          </div>
        )
      })}
    </Sheet>
  )
}

/** The rows that the question names, each with its answers; opened it says them in full. */
function AuditRows({
  audit,
  paged,
  platform,
  indicators,
}: {
  audit: AuditAnswer
  paged: Paging | undefined
  platform: string
  indicators: ReadonlyMap<string, Line>
}) {
  const nameOf = (code: string) => {
    const line = indicators.get(code)
    return line ? spoken(line) : code
  }
  // What most rows of an indicator have in common stands above, once: a row is flagged by what sets it apart.
  const usual = new Set(
    audit.indicators.flatMap((it) => it.findings.filter((of) => of.usual).map((of) => `${it.indicator} ${of.finding}`)),
  )
  const unusual = (it: AuditAnswer['rows'][number], finding: string) => !usual.has(`${it.indicator} ${finding}`)
  return (
    <DataTable
      rowKey={(it) => `${it.indicator} ${it.row}`}
      rows={audit.rows}
      paged={paged}
      title={t('audit.rowsOf', { count: audit.total })}
      empty="audit.noRows"
      opens={(it) => <RowKnown audited={it} platform={platform} />}
      columns={[
        { word: 'result.indicator', width: 150, cell: (it) => nameOf(it.indicator) },
        {
          word: 'figure.contract',
          width: 220,
          cell: (it) => (
            <>
              {EntryLink({ entry: it, platform })}
              {it.client && <div className="note">{it.client.name}</div>}
            </>
          ),
        },
        {
          word: 'figure.amount',
          right: true,
          width: 130,
          cell: (it) => (
            <span className={it.struck?.some((of) => of.amount === undefined) ? 'struck' : undefined}>
              <UnitValue value={it.value} unit={indicators.get(it.indicator)?.unit ?? 'count'} />
            </span>
          ),
        },
        {
          word: 'audit.day',
          width: 170,
          cell: (it) => (
            <>
              <span className="number">{it.window.day}</span>{' '}
              {!it.window.inside && unusual(it, 'outside') && <Tag color="red">{t('audit.outside')}</Tag>}
              <div className="note">{t(`counts.${it.window.by}`, { defaultValue: it.window.by })}</div>
            </>
          ),
        },
        {
          word: 'audit.found',
          width: 220,
          cell: (it) => (
            <>
              {it.warnings
                .filter((of) => unusual(it, of.code))
                .map((of) => (
                  <Fragment key={of.code}>{WarningTag(of)}</Fragment>
                ))}
              {it.related && unusual(it, 'related') && <Tag color="orange">{t('audit.related')}</Tag>}
              {it.countedTwice.length > 0 && unusual(it, 'countedTwice') && (
                <Tag color="orange">{t('audit.twice')}</Tag>
              )}
              {it.recorded.late && unusual(it, 'late') && <Tag color="blue">{t('audit.late')}</Tag>}
              {it.recorded.corrected && unusual(it, 'corrected') && <Tag color="blue">{t('audit.corrected')}</Tag>}
              {it.recorded.evidence.length === 0 && unusual(it, 'noEvidence') && (
                <Tag color="orange">{t('verify.noEvidence')}</Tag>
              )}
            </>
          ),
        },
        {
          word: 'figure.recorded',
          width: 200,
          number: (it) => `${it.sequence} · ${momentText(it.recorded.recordedAt)} ${it.recorded.by ?? ''}`,
        },
      ]}
    />
  )
}
