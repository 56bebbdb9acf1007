import { Alert, Tag } from 'antd'
import { t } from 'i18next'
import { Link } from 'react-router'
import type { Answers } from '../../api/ask'
import { becauseText } from '../../kit/because'
import { momentText } from '../../kit/moment'
import { PlainTable } from '../../kit/plain-table'
import { wordIn } from '../../words/word'
import { dayOf } from '../timeline/content'
import { Said } from '../timeline/summary'
import { differing } from './differing'
import { ProposalAnswers } from './proposal-answers'

export type Proposal = Answers['GET /api/proposals']['proposals'][number]

/** 待复核的变更: the entry as it stands beside what it would be, and the answers that one may give. */
export function ProposalCard({ proposal: it, programme }: { proposal: Proposal; programme?: string }) {
  return (
    <section className="sheet" aria-label={t('contract.proposals')}>
      <h2>
        {t(TITLES[it.kind])} {it.before && <Tag>{t(wordIn('entry', it.before.type))}</Tag>}
        {it.engagement && it.contractNo && (
          <Link to={`/contracts/${it.engagement}?entry=${it.entry ?? it.proposal}`}>
            {it.contractNo} {it.client}
          </Link>
        )}
        {!it.engagement && !programme && <Link to={`/platforms/${it.platform}`}>{t('page.register')}</Link>}
      </h2>
      <p>
        {t('contract.proposal', { by: it.proposedBy, at: momentText(it.proposedAt) })} · {t('reason')}：
        {it.because ? becauseText(it.because) : it.reason}
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
  return (
    <ul className="waiting-entries">
      {contents.map((it, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was proposed never changes its order.
        <li key={at}>
          <Tag>{t(wordIn('entry', it.type))}</Tag>
          <span className="number">{dayOf(it)}</span>
          <Said content={it} />
        </li>
      ))}
    </ul>
  )
}

function Changed({ proposal: { kind, before, content } }: { proposal: Proposal }) {
  if (!before) return <Alert type="warning" showIcon title={t('contract.goneMeanwhile')} />
  const rows =
    kind === 'void'
      ? Object.entries(before.data).map(([name, was]) => ({ name, was, is: undefined }))
      : differing(before.data, content?.data ?? {})
  return (
    <PlainTable
      label={t('contract.field')}
      rows={rows}
      keyOf={(it) => it.name}
      columns={[
        { word: 'contract.field', cell: (it) => t(wordIn(`entry.${before.type}`, it.name)) },
        {
          word: 'contract.was',
          cell: (it) => <span className={kind === 'void' ? 'struck' : ''}>{textOf(it.was)}</span>,
        },
        { word: 'contract.willBe', cell: (it) => textOf(it.is) },
      ]}
    />
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
  const { engagement, platform, proposal: id } = proposal
  const owner = engagement ? '/api/engagements/{id}' : '/api/platforms/{id}'
  return (
    <ProposalAnswers
      at={`${programme ? '/api/programmes/{programme}' : owner}/proposals/{proposal}`}
      params={programme ? { programme, proposal: id } : { id: engagement ?? platform, proposal: id }}
      proposedBy={proposal.proposedBy}
      gone={!proposal.before && !proposal.contents}
    />
  )
}
