import type { Fields } from '@pilot-ledger/kernel'
import { Alert, Button, Input, Space } from 'antd'
import { Link } from 'react-router'
import { type Answers, type BodyOf, type Params, type Recorded, type SendRoute, send } from '../../api/ask'
import { useCatalogue } from '../../figures/figure'
import { useKeptText } from '../../forms/use-kept'
import { momentText } from '../../kit/moment'
import { becauseText, ProblemAlert } from '../../kit/page'
import { useSubmission } from '../../kit/send-form'
import { PlainTable } from '../../kit/tables'
import { Tag } from '../../kit/tag'
import { useSession } from '../../session/session'
import { t, wordIn } from '../../words/word'
import { dayOf, definitionOf } from '../timeline/content'
import { partOf } from '../timeline/summary-parts'
import { partText, Summary } from '../timeline/timeline'
import { differing } from './differing'

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
          <Summary content={it} />
        </li>
      ))}
    </ul>
  )
}

function Changed({ proposal: { kind, before, content } }: { proposal: Proposal }) {
  const catalogue = useCatalogue()
  if (!before) return <Alert type="warning" showIcon title={t('contract.goneMeanwhile')} />
  const definition = definitionOf(before.type)
  // As the entry itself is read: codes by their words, figures by their names.
  const read = (name: string, value: unknown) => {
    const field = (definition?.fields as Fields | undefined)?.[name]
    const part = field && partOf(name, field, value, wordIn(`entry.${before.type}`, name))
    return part ? partText(part, catalogue.nameOf) : textOf(value)
  }
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
          cell: (it) => <span className={kind === 'void' ? 'struck' : ''}>{read(it.name, it.was)}</span>,
        },
        { word: 'contract.willBe', cell: (it) => read(it.name, it.is) },
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

const ANSWERS = {
  approval: 'contract.approve',
  rejection: 'contract.reject',
  withdrawal: 'contract.withdraw',
} as const

/** 复核: the second person approves or sends back with a reason, the first may withdraw. */
export function ProposalAnswers({
  at,
  params,
  proposedBy,
  gone = false,
  onAnswered,
}: {
  /** The address of what was proposed; its answers lie below it. */
  at: string
  params: Params
  proposedBy: string
  /** What it would change is no more: there is nothing to approve. */
  gone?: boolean
  onAnswered?: (answer: Recorded) => void
}) {
  const { may, actor } = useSession()
  const { busy, problem, submit } = useSubmission()
  const [reason, setReason] = useKeptText(`reject:${Object.values(params).join(':')}`, t('contract.reject'))
  const answer = async (how: keyof typeof ANSWERS) => {
    const body = (how === 'rejection' ? { reason } : undefined) as BodyOf<SendRoute>
    const done = await submit(
      [at, params, how, reason],
      (key) => send(`POST ${at}/${how}` as SendRoute, params, body, { key }),
      t(ANSWERS[how]),
    )
    if (!done) return
    setReason('')
    onAnswered?.(done)
  }
  const mine = proposedBy === actor
  return (
    <>
      <ProblemAlert problem={problem} />
      <Space wrap>
        {may('approveOldChange') && !mine && (
          <>
            <Button type="primary" loading={busy} disabled={gone} onClick={() => void answer('approval')}>
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
