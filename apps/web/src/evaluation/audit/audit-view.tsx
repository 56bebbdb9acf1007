import { Button } from 'antd'
import { t } from 'i18next'
import { useCursor } from '../../api/answers'
import { Choice } from '../../kit/choices'
import { DayFilter } from '../../kit/day-input'
import { useLoaded } from '../../kit/loaded'
import { cutFacts } from '../../kit/moment'
import { usePageParams } from '../../kit/page-params'
import { Pages } from '../../kit/pages'
import { type Assessment, AT } from '../assessment/answers'
import { AuditChanges } from './audit-changes'
import { AuditRows } from './audit-rows'
import { AuditTotals } from './audit-totals'

const QUESTIONS = ['countedTwice', 'window', 'related', 'receivedBehind', 'recorded', 'warnings', 'changed'] as const

/** 核查: every audit question of this platform's rows by one query; totals are always of all rows, rows of the question. */
export function AuditView({ assessment }: { assessment: Assessment }) {
  const [{ question, since }, choose] = usePageParams('question', 'since')
  const asked = { round: assessment.round, id: assessment.platform, question, since }
  const cursor = useCursor(JSON.stringify(asked))
  const { data, waiting } = useLoaded(`GET ${AT}/audit`, { ...asked, limit: 50, cursor: cursor.cursor })
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
          <AuditRows audit={data} platform={assessment.platform} indicators={names} />
          <Pages cursor={cursor} next={data.next} />
        </>
      ) : (
        waiting(14)
      )}
    </>
  )
}
