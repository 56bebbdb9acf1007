import { Alert, Button, Checkbox, Space } from 'antd'
import { useState } from 'react'
import { type Answers, send } from '../../api/ask'
import { ActCertificate } from '../../figures/certificate'
import { useKeptText } from '../../forms/use-kept'
import { TextInput } from '../../kit/inputs'
import { useLoaded } from '../../kit/loaded'
import { ProblemAlert, WorkbookButton } from '../../kit/page'
import { useSubmission } from '../../kit/send-form'
import { DataTable } from '../../kit/tables'
import { Tag } from '../../kit/tag'
import { ToTheFen } from '../../money/money'
import { useSession } from '../../session/session'
import { t, type Word, wordIn } from '../../words/word'
import { BankChanges, Variance } from './variance'

type Close = Answers['GET /api/platforms/{id}/closes/{period}']

/** One close: its two names, whether it still reproduces, what may be answered, and what became of it. */
export function OneClose({ platform, period }: { platform: string; period: string }) {
  const { data, waiting } = useLoaded('GET /api/platforms/{id}/closes/{period}', { id: platform, period })
  if (!data) return waiting()
  const stands = data.status === 'closed' || data.status === 'reopeningProposed'
  const since = data.sinceProposal
  const cameSince = since !== undefined && since.entries + since.bankChanges > 0
  const certificate = `./api/platforms/${platform}/closes/${period}/certificate`
  const bankChanges = data.bankChanges ?? since?.bankChanges ?? 0
  return (
    <section className="sheet" aria-label={`${t('page.closing')} ${period}`}>
      <h2>
        {period} {t(`closing.${data.status}`)}{' '}
        <Tag color={data.recomputed.equal ? 'green' : 'red'}>
          {t(data.recomputed.equal ? 'closing.equal' : 'closing.unequal')}
        </Tag>
      </h2>
      <p>
        {t('closing.names', { first: data.proposedBy, second: data.approvedBy ?? '—', sequence: data.sequence })}
        {data.checklist
          .filter((it) => it.open > 0 && it.waived)
          .map((it) => (
            <span className="note" key={it.item}>
              {' '}
              · {t('closing.waived', { item: t(wordIn('check', it.item)), open: it.open, reason: it.waived })}
            </span>
          ))}
      </p>
      {data.since && <p>{t('closing.seenSince', data.since)}</p>}
      {cameSince && (
        <Alert
          type="warning"
          showIcon
          role="status"
          title={t('closing.cameSince', since)}
          description={since.totalsMoved ? t('closing.totalsMoved') : undefined}
        />
      )}
      <AnswerButtons close={data} platform={platform} seen={cameSince ? since.sequence : undefined} />
      <Space wrap>
        {stands && <WorkbookButton href={`./api/platforms/${platform}/closes/${period}/close.xlsx`} />}
        {(stands || data.status === 'reopened') && (
          <ActCertificate href={certificate} masked={`${certificate}?masked=true`} action="takeCertificate" />
        )}
      </Space>
      <ToTheFen>
        {data.carriedOver && <CarriedOver carried={data.carriedOver} />}
        {(stands || cameSince) && <Variance platform={platform} period={period} proposed={!stands} />}
        {bankChanges > 0 && <BankChanges platform={platform} period={period} />}
      </ToTheFen>
    </section>
  )
}

/** Approving, sending back and opening again, each for whoever may: never the first of the two. */
function AnswerButtons({ close, platform, seen }: { close: Close; platform: string; seen: number | undefined }) {
  const { may, actor } = useSession()
  const { busy, problem, submit } = useSubmission()
  const [reason, setReason] = useKeptText(`close:${platform}:${close.period}`, `${t('page.closing')} ${close.period}`)
  // What was ticked, not whether: when more has come meanwhile it is to be ticked again.
  const [ticked, setTicked] = useState<number>()
  const { status, period, proposedBy, reopening } = close
  const params = { id: platform, period }
  const root = 'POST /api/platforms/{id}/closing/closes/{period}'
  const answer = async (route: string, withReason: boolean, word: Word) => {
    const done = await submit(
      [period, route, reason, seen ?? 0],
      (key) =>
        send(
          `${root}/${route}` as 'POST /api/platforms/{id}/closing/closes/{period}/rejection',
          params,
          (withReason ? { reason: reason.trim() } : route === 'approval' ? { seen } : undefined) as never,
          { key },
        ),
      t(word),
    )
    if (done) setReason('')
  }
  const button = (word: Word, route: string, withReason: boolean) => (
    <Button
      key={route}
      type={withReason ? 'default' : 'primary'}
      loading={busy}
      disabled={withReason ? reason.trim() === '' : route === 'approval' && ticked !== seen}
      onClick={() => void answer(route, withReason, word)}
    >
      {t(word)}
    </Button>
  )
  const second = may('approveClose') && actor !== (status === 'proposed' ? proposedBy : reopening?.proposedBy)
  const buttons = [
    ...(status === 'proposed' && second
      ? [button('closing.approve', 'approval', false), button('closing.reject', 'rejection', true)]
      : []),
    ...(status === 'closed' && may('closePeriod') ? [button('closing.reopen', 'reopening', true)] : []),
    ...(status === 'reopeningProposed' && second
      ? [
          button('closing.approveReopening', 'reopening/approval', false),
          button('closing.rejectReopening', 'reopening/rejection', true),
        ]
      : []),
  ]
  if (buttons.length === 0) return null
  return (
    <>
      <ProblemAlert problem={problem} />
      <Space wrap>
        {seen !== undefined && status === 'proposed' && second && (
          <Checkbox checked={ticked === seen} onChange={(event) => setTicked(event.target.checked ? seen : undefined)}>
            {t('closing.iHaveSeen', { sequence: seen })}
          </Checkbox>
        )}
        {buttons}
        <TextInput label={t('reason')} value={reason} change={setReason} max={500} />
      </Space>
    </>
  )
}

type Carried = NonNullable<Answers['GET /api/platforms/{id}/closes/{period}']['carriedOver']>
type Line = Carried['lines'][number]

const ZERO = '0.00'

/** 上期结转: the last close's closing + what was restated of it before this one = this one's opening. */
function CarriedOver({ carried }: { carried: Carried }) {
  const name = (it: Line) => `${t(`bridge.${it.column}`)}${t(`bridge.${it.taxBasis}`)}`
  const lines = carried.lines.filter((it) => it.closedBefore !== ZERO || it.restated !== ZERO || it.opening !== ZERO)
  const money = (key: 'closedBefore' | 'restated' | 'opening') => ({
    word: `closing.carried.${key}` as const,
    money: (it: Line) => it[key],
  })
  return (
    <>
      <h3>{t('closing.carriedOver', { period: carried.period })}</h3>
      <DataTable
        rowKey={name}
        rows={lines}
        columns={[
          { word: 'closing.cell', cell: (it) => name(it) },
          money('closedBefore'),
          money('restated'),
          money('opening'),
        ]}
      />
    </>
  )
}
