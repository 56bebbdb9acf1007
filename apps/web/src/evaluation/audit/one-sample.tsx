import { FileExcelOutlined } from '@ant-design/icons'
import { Button, Tag } from 'antd'
import { t } from 'i18next'
import { Link } from 'react-router'
import type { Sample } from '../../api/shapes'
import { DataTable } from '../../kit/data-table'
import { useLoaded } from '../../kit/loaded'
import { momentText } from '../../kit/moment'
import { Money } from '../../money/money'
import { useSession } from '../../session/session'
import { said } from '../../words/said'
import { wordIn } from '../../words/word'
import { type Assessment, AT } from '../assessment/answers'
import { FindingForm } from './finding-form'
import { SampleOutcome } from './sample-outcome'

/** One sample: how it was drawn and that it draws the same again, its rows with what was found, and what follows. */
export function OneSample({
  assessment,
  sample,
  name,
}: {
  assessment: Assessment
  sample: string
  name: (indicator: string) => string
}) {
  const { may } = useSession()
  const { round, platform: id } = assessment
  const { data, waiting } = useLoaded(`GET ${AT}/samples/{sample}`, { round, id, sample })
  if (!data) return waiting(10)
  return (
    <section className="sheet" aria-label={t('sample.no', { no: sample })}>
      <h2>
        {t('sample.no', { no: sample })} · {name(data.indicator)}
        <Button
          className="moved"
          icon={<FileExcelOutlined />}
          href={`./api/rounds/${round}/platforms/${id}/samples/${sample}/sheet.xlsx`}
        >
          {t('sample.sheet')}
        </Button>
      </h2>
      <HowDrawn sample={data} />
      <SampleOutcome outcome={data.outcome} />
      <DataTable
        rowKey={(it) => `${it.platform} ${it.row}`}
        pageSize={50}
        rows={data.rows}
        columns={[
          {
            word: 'figure.contract',
            width: 220,
            cell: (it) => (
              <>
                {it.engagement ? (
                  <Link to={`/contracts/${it.engagement}?entry=${it.entryId}`}>{it.contractNo ?? it.engagement}</Link>
                ) : (
                  it.row
                )}
                {it.client && <div className="note">{it.client}</div>}
              </>
            ),
          },
          { word: 'figure.date', width: 100, number: (it) => it.date },
          { word: 'figure.amount', width: 120, money: (it) => it.amount },
          {
            word: 'sample.stratum',
            width: 110,
            cell: (it) => t(`stratum.${it.stratum}`, { defaultValue: it.stratum }),
          },
          {
            word: 'sample.finding',
            cell: (it) => (
              <>
                {it.finding &&
                  [it.finding, ...(it.finding.superseded ?? [])].map((of, i) => (
                    <Found key={of.at} finding={of} superseded={i > 0} />
                  ))}
                {may('drawSample') && <FindingForm assessment={assessment} sample={sample} row={it} />}
              </>
            ),
          },
        ]}
      />
    </section>
  )
}

type Finding = NonNullable<Sample['rows'][number]['finding']>

/** One that another has taken the place of stays in sight. */
function Found({ finding, superseded }: { finding: Omit<Finding, 'superseded'>; superseded: boolean }) {
  const { kind, wrong, note, reason, by, at } = finding
  return (
    <div className={superseded ? 'struck' : undefined}>
      <Tag color={kind === 'none' ? 'green' : 'red'}>{t(`finding.${kind}`)}</Tag>
      {wrong !== undefined && kind === 'error' && <Money value={wrong} />} {note}
      <span className="note">
        {' '}
        {by} {momentText(at)} {reason}
      </span>
    </div>
  )
}

function HowDrawn({ sample }: { sample: Sample }) {
  const { redrawn, population, strata } = sample
  const same = redrawn.samePopulation && redrawn.sameRows
  return (
    <>
      <p>
        {t('sample.seed')}：<strong>{sample.seed}</strong> · {t(`sample.method.${sample.method}`)} ·{' '}
        {t('sample.drawn', { drawn: sample.drawnRows, rows: population.rows })}
        {sample.strataBy && ` · ${t(wordIn('strata', sample.strataBy))}`}{' '}
        <Tag color={same ? 'green' : 'red'}>{t(same ? 'sample.sameAgain' : 'sample.notSame')}</Tag>
      </p>
      {strata.length > 1 && (
        <p className="note number">
          {strata
            .map((it) => `${t(`stratum.${it.name}`, { defaultValue: it.name })} ${it.allotted}/${it.rows}`)
            .join(t('comma'))}
        </p>
      )}
      <p className="note">{said(sample.algorithm)}</p>
    </>
  )
}
