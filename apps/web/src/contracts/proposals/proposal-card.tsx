import { Alert, Button, Input, Space, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { type Answers, send } from '../../api/ask'
import { becauseText } from '../../kit/because'
import { momentText } from '../../kit/moment'
import { ProblemAlert } from '../../kit/states'
import { useSubmission } from '../../kit/submission'
import { useSession } from '../../session/session'
import { dayOf } from '../timeline/content'
import { Said } from '../timeline/summary'
import { differing } from './differing'

export type Proposal = Answers['GET /api/proposals']['proposals'][number]

/** 待复核的变更: the entry as it stands beside what it would be, and the answers that one may give. */
export function ProposalCard({ proposal: it, programme }: { proposal: Proposal; programme?: string }) {
  const { t } = useTranslation()
  return (
    <section className="sheet" aria-label={t('contract.proposals')}>
      <h2>
        {t(TITLES[it.kind])} {it.before && <Tag>{t(`entry.${it.before.type}`)}</Tag>}
        {it.engagement && it.contractNo && (
          <Link to={`/contracts/${it.engagement}?entry=${it.entry ?? it.proposal}`}>
            {it.contractNo} {it.client}
          </Link>
        )}
        {!it.engagement && !programme && <Link to={`/platforms/${it.platform}`}>{t('page.register')}</Link>}
      </h2>
      <p>
        {t('contract.proposal', { by: it.proposedBy, at: momentText(it.proposedAt) })} · {t('reason')}：
        {it.because ? becauseText(t, it.because) : it.reason}
        {it.includeLater && ` · ${t('contract.includeLater')}`}
      </p>
      {it.contents ? <Waiting contents={it.contents} /> : <Changed proposal={it} />}
      <AnswerButtons proposal={it} programme={programme} />
    </section>
  )
}

const TITLES = { void: 'contract.void', correction: 'contract.correct', entries: 'contract.entries' } as const

/** 待复核的登记: what would be recorded, in its order. */
function Waiting({ contents }: { contents: NonNullable<Proposal['contents']> }) {
  const { t } = useTranslation()
  return (
    <ul className="waiting-entries">
      {contents.map((it, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was proposed never changes its order.
        <li key={at}>
          <Tag>{t(`entry.${it.type}`)}</Tag>
          <span className="number">{dayOf(it)}</span>
          <Said content={it} />
        </li>
      ))}
    </ul>
  )
}

function Changed({ proposal: { kind, before, content } }: { proposal: Proposal }) {
  const { t } = useTranslation()
  if (!before) return <Alert type="warning" showIcon title={t('contract.goneMeanwhile')} />
  const rows =
    kind === 'void'
      ? Object.entries(before.data).map(([name, was]) => ({ name, was, is: undefined }))
      : differing(before.data, content?.data ?? {})
  return (
    <table className="changed">
      <thead>
        <tr>
          <th scope="col">{t('contract.field')}</th>
          <th scope="col">{t('contract.was')}</th>
          <th scope="col">{t('contract.willBe')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, was, is }) => (
          <tr key={name}>
            <th scope="row">
              {t([`entry.${before.type}.${name}`, `programme.of.${before.type}.${name}`, `field.${name}`])}
            </th>
            <td className={kind === 'void' ? 'struck' : ''}>{textOf(was)}</td>
            <td>{textOf(is)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A value of an entry as text: names of parties, numbers of invoices, lists. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(textOf).join('、')
  if (typeof value === 'object') return Object.values(value).map(textOf).filter(Boolean).join(' ')
  return String(value)
}

function AnswerButtons({ proposal, programme }: { proposal: Proposal; programme?: string }) {
  const { t } = useTranslation()
  const { may, actor } = useSession()
  const { busy, problem, submit } = useSubmission()
  const [reason, setReason] = useState('')
  const { engagement, platform, proposal: id } = proposal
  const owned = engagement ? 'POST /api/engagements/{id}/proposals' : 'POST /api/platforms/{id}/proposals'
  const root = programme ? 'POST /api/programmes/{programme}/proposals' : owned
  const answer = (how: 'approval' | 'rejection' | 'withdrawal') =>
    submit([id, how, reason], (key) =>
      send(
        `${root}/{proposal}/${how}` as 'POST /api/engagements/{id}/proposals/{proposal}/rejection',
        (programme ? { programme, proposal: id } : { id: engagement ?? platform, proposal: id }) as {
          id: string
          proposal: string
        },
        (how === 'rejection' ? { reason } : undefined) as never,
        { key },
      ),
    )
  const mine = proposal.proposedBy === actor
  return (
    <>
      <ProblemAlert problem={problem} />
      <Space wrap>
        {may('approveOldChange') && !mine && (
          <>
            <Button
              type="primary"
              loading={busy}
              disabled={!proposal.before && !proposal.contents}
              onClick={() => void answer('approval')}
            >
              {t('contract.approve')}
            </Button>
            <Input
              aria-label={t('reason')}
              placeholder={t('contract.rejectReason')}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
            <Button danger loading={busy} disabled={reason.trim() === ''} onClick={() => void answer('rejection')}>
              {t('contract.reject')}
            </Button>
          </>
        )}
        {mine && (
          <Button loading={busy} onClick={() => void answer('withdrawal')}>
            {t('contract.withdraw')}
          </Button>
        )}
      </Space>
    </>
  )
}
