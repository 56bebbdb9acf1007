import { FileExcelOutlined } from '@ant-design/icons'
import { Alert, Button, Radio } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Sample } from '../../api/ask'
import { useKept } from '../../forms/use-kept'
import { TextInput } from '../../kit/inputs'
import { useLoaded } from '../../kit/loaded'
import { momentText } from '../../kit/moment'
import { SendForm } from '../../kit/send-form'
import { DataTable } from '../../kit/tables'
import { Tag } from '../../kit/tag'
import { typedAmount } from '../../money/amount'
import { AmountInput, Money } from '../../money/money'
import { PaperLink } from '../../papers/paper-link'
import { PapersBeside } from '../../papers/papers-beside'
import { useSession } from '../../session/session'
import { spoken, t, wordIn } from '../../words/word'
import { type Assessment, AT } from '../assessment/assessment'
import { papersOfRow } from '../assessment/papers-of-row'
import { keyOf, useAudited } from '../assessment/use-audited'

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
  const audited = useAudited(round, id)
  if (!data) return waiting(10)
  const papersOf = (it: Sample['rows'][number]) => papersOfRow(audited?.get(keyOf(data.indicator, it.row)), id)
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
      <PapersBeside papers={data.rows.flatMap(papersOf)}>
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
                  {papersOf(it).map((of) => (
                    <div key={of.sha256} className="note">
                      {of.fileName} <PaperLink paper={of} />
                    </div>
                  ))}
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
      </PapersBeside>
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
      <p className="note">{spoken(sample.algorithm)}</p>
    </>
  )
}

/** What the sample says, and no more: rate and amount in it, and estimates for the whole under their own names. */
function SampleOutcome({ outcome }: { outcome: Sample['outcome'] }) {
  const { statement, projections } = outcome
  return (
    <Alert
      type={statement.code === 'projected' || statement.code === 'whole-examined' ? 'info' : 'warning'}
      showIcon
      className="warnings"
      title={spoken(statement)}
      description={
        <>
          <p className="note">
            {t('sample.inSample', {
              examined: outcome.examined,
              errors: outcome.errors,
              rate: outcome.errorRate ?? '—',
            })}{' '}
            · {t('sample.wrong')} <Money value={outcome.wrong} /> / <Money value={outcome.examinedValue} />
          </p>
          {projections.length > 0 && (
            <ul>
              {projections.map((it) => (
                <li key={it.name}>
                  {t('sample.estimate')} <Money value={it.wrong} /> — {spoken(it)}
                </li>
              ))}
            </ul>
          )}
        </>
      }
    />
  )
}

const NO_FINDING = { kind: 'none' as 'none' | 'error', wrong: '', note: '', reason: '' }

/** What was found on one row that was looked at: nothing, or how much is wrong and why. */
function FindingForm({
  assessment,
  sample,
  row,
}: {
  assessment: Assessment
  sample: string
  row: Sample['rows'][number]
}) {
  const [open, setOpen] = useState(false)
  const label = row.contractNo ?? row.row
  const finding = useKept(`finding:${sample}:${row.row}`, `${t('sample.find')} ${label}`, NO_FINDING)
  const { kind, wrong, note, reason } = finding.value
  const turn = (to: Partial<typeof NO_FINDING>) => finding.change({ ...finding.value, ...to })
  if (!open)
    return (
      <Button
        size="small"
        aria-label={`${t(row.finding ? 'sample.findAgain' : 'sample.find')} ${label}`}
        onClick={() => setOpen(true)}
      >
        {t(row.finding ? 'sample.findAgain' : 'sample.find')}
      </Button>
    )
  return (
    <SendForm
      className="reason-form"
      primary
      size="small"
      button={t('save')}
      disabled={(kind === 'error' && wrong.trim() === '') || (row.finding !== undefined && reason.trim() === '')}
      sent={() => ({
        route: `POST ${AT}/samples/{sample}/findings`,
        params: { round: assessment.round, id: assessment.platform, sample },
        body: {
          row: row.row,
          kind,
          ...(kind === 'error' && { wrong: typedAmount(wrong) }),
          ...(note.trim() && { note: note.trim() }),
          ...(row.finding && { reason: reason.trim() }),
        },
      })}
      onDone={() => {
        finding.giveUp()
        setOpen(false)
      }}
      note={
        <Button size="small" onClick={() => setOpen(false)}>
          {t('cancel')}
        </Button>
      }
    >
      <Radio.Group
        value={kind}
        options={(['none', 'error'] as const).map((it) => ({ value: it, label: t(`finding.${it}`) }))}
        onChange={(event) => turn({ kind: event.target.value as 'none' })}
      />
      {kind === 'error' && (
        <>
          <label htmlFor={`wrong-${row.entryId}`}>{t('sample.wrongAmount')}</label>
          <AmountInput id={`wrong-${row.entryId}`} value={wrong} onChange={(it) => turn({ wrong: it })} />
        </>
      )}
      <TextInput label={t('field.note')} value={note} change={(it) => turn({ note: it })} max={2000} />
      {row.finding && (
        <TextInput label={t('sample.whyAgain')} value={reason} change={(it) => turn({ reason: it })} max={1000} />
      )}
    </SendForm>
  )
}
