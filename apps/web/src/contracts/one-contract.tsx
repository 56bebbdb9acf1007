import { Alert, Button, Descriptions } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useAnswer } from '../api/answers'
import type { Contract, Entry } from '../api/ask'
import { DayFilter } from '../kit/inputs'
import { usePageParams } from '../kit/loaded'
import { cutFacts } from '../kit/moment'
import { type Acts, Loading, PrintButton, Title } from '../kit/page'
import { barShare } from '../money/amount'
import { Money } from '../money/money'
import { PapersBeside, usePapers } from '../papers/papers-beside'
import { usePlatforms, useSession } from '../session/session'
import { spoken, t, wordIn } from '../words/word'
import { type Action, ActionDrawer, RecordMenu } from './forms/action-drawer'
import { KeptDrafts } from './forms/kept-drafts'
import { ProposalCard } from './proposals/proposal-card'
import { StateTag } from './state-tag'
import { contentOf } from './timeline/content'
import { papersOf } from './timeline/papers'
import { Timeline } from './timeline/timeline'

/** One contract: what it says, what became of it, its entries, and every action on it. */
export function OneContract() {
  const { id = '' } = useParams()
  const { may } = useSession()
  const [{ asOf, entry }, choose] = usePageParams('asOf', 'entry')
  const view = useAnswer('GET /api/engagements/{id}', { id, asOf })
  const entries = useAnswer('GET /api/engagements/{id}/entries', { id, asOf })
  const [action, setAction] = useState<Action>()
  const [made, setMade] = useState<string>()
  const contract = view.data
  if (!contract || !entries.data) {
    const failed = view.error ? view : entries
    return <Loading error={failed.error} retry={() => void failed.refetch()} rows={12} />
  }
  const { contractNo, title } = namesOf(contract)
  // An earlier moment is for reading.
  const open = asOf === undefined
  const mayRecord = open && may('recordEngagementEntry') && contract.state !== 'voided'
  const actsOn = (entry: Entry): Acts => {
    const content = contentOf(entry)
    if (!content) return []
    return [
      ['contract.correct', () => setAction({ does: 'correct', entry })],
      ['contract.void', () => setAction({ does: 'void', entry })],
      ...(content.type === 'EvidenceAttached'
        ? []
        : [['contract.attach', () => setAction({ does: 'record', type: 'EvidenceAttached', about: entry })] as const]),
    ]
  }
  const all = entries.data.entries as readonly Entry[]
  const done = (entryId?: string) => {
    setAction(undefined)
    setMade(entryId)
  }
  return (
    <PapersBeside papers={contract.platform === undefined ? [] : papersOf(all, contract.platform)}>
      <Title text={contractNo ? `${contractNo} ${title}` : id} note={<Note contract={contract} />}>
        <DayFilter
          aria-label={t('contract.asOf')}
          placeholder={t('contract.asOf')}
          value={asOf?.includes('-') ? asOf : undefined}
          onChange={(day) => choose({ asOf: day })}
        />
        <PrintButton />
        {mayRecord && <RecordMenu contract={contract} onChoose={(type) => setAction({ does: 'record', type })} />}
      </Title>
      {asOf !== undefined && <Alert type="info" showIcon title={t('contract.asOfNote', cutFacts(contract.asOf))} />}
      {contract.state === 'waiting' && <Alert type="info" showIcon title={t('contract.waitingNote')} />}
      {contract.state === 'voided' && <Alert type="warning" showIcon title={t('contract.voidedNote')} />}
      {action === undefined && (
        <JustRecorded entry={all.find((it) => it.entryId === made && it.live)} takeBack={setAction} />
      )}
      {mayRecord && action === undefined && <KeptDrafts entries={all} go={setAction} />}
      {contract.contractNo && (
        <>
          <MoneyBars contract={contract} />
          <Warnings contract={contract} />
          <Particulars contract={contract} />
        </>
      )}
      {open &&
        contract.proposals.map((it) => (
          <ProposalCard key={it.proposal} proposal={{ ...it, platform: contract.platform ?? '', engagement: id }} />
        ))}
      <Timeline
        entries={all}
        chosen={entry}
        platform={contract.platform}
        actsOn={open && may('correctEngagementEntry') ? actsOn : undefined}
      />
      <ActionDrawer contract={contract} entries={all} action={action} onDone={done} />
    </PapersBeside>
  )
}

/** 撤销 of what was recorded a moment ago, as what it is: a void with its reason, for ever seen beside the entry. */
function JustRecorded({ entry, takeBack }: { entry?: Entry; takeBack: (action: Action) => void }) {
  const { may } = useSession()
  if (!entry || !may('correctEngagementEntry')) return null
  return (
    <Alert
      type="success"
      className="kept-drafts no-print"
      title={t('contract.justRecorded', { what: t(wordIn('entry', entry.type)) })}
      action={
        <Button size="small" onClick={() => takeBack({ does: 'void', entry })}>
          {t('contract.takeBack')}
        </Button>
      }
    />
  )
}

/** Of a contract whose signing waits for a second person, what it will be called. */
function namesOf({ contractNo, title, proposals }: Contract): { contractNo?: string; title?: string } {
  if (contractNo) return { contractNo, title }
  const contents = proposals.flatMap((it) => it.contents ?? [])
  return contents.find((it) => it.type === 'ContractSigned')?.data ?? {}
}

function Note({ contract }: { contract: Contract }) {
  const { nameOf } = usePlatforms()
  return (
    <>
      <StateTag state={contract.state} /> {nameOf(contract.platform)} {contract.client && `· ${contract.client.name}`}
    </>
  )
}

function Warnings({ contract }: { contract: Contract }) {
  const warnings = contract.warnings ?? []
  if (warnings.length === 0) return null
  return (
    <Alert
      className="warnings"
      type="warning"
      title={
        <ul>
          {warnings.map((it) => (
            <li key={it.code}>
              <strong>{t(wordIn('warningShort', it.code))}</strong> {spoken(it)}
            </li>
          ))}
        </ul>
      }
    />
  )
}

function Particulars({ contract }: { contract: Contract }) {
  const it = contract
  // Half the width is the paper's.
  const beside = usePapers()?.shown !== undefined
  const items = [
    ['contract.client', it.client?.name],
    [
      wordIn('party.id.scheme', it.client?.id.scheme ?? 'uscc'),
      [it.client?.id.country, it.client?.id.value].filter(Boolean).join(' '),
    ],
    ['contract.kind', it.kind && t(`kind.${it.kind}`)],
    [
      'contract.parent',
      it.parent && (
        <Link key="parent" to={`/contracts?platform=${it.platform}&text=${encodeURIComponent(it.parent)}`}>
          {it.parent}
        </Link>
      ),
    ],
    [
      'contract.technologyContractType',
      it.technologyContractType && t(wordIn('technology', it.technologyContractType)),
    ],
    ['contract.serviceCategories', it.serviceCategories?.join('、')],
    ['contract.products', it.products?.join('、')],
    ['contract.amount', <Money key="amount" value={it.amount} />],
    ['contract.currentAmount', <Money key="current" value={it.currentAmount} />],
    ['contract.taxBasis', it.taxBasis && t(`tax.${it.taxBasis}`)],
    ['contract.pricing', it.pricing && t(`pricing.${it.pricing}`)],
    ['contract.term', [it.signedOn, it.endsOn].filter(Boolean).join(' — ')],
    [
      'contract.batches',
      it.batches?.length
        ? it.batches
            .map((b) => [b.batchNo, b.disposition && t(`disposition.${b.disposition}`)].filter(Boolean).join(' '))
            .join('、')
        : undefined,
    ],
  ] as const
  return (
    <section className="sheet">
      <h2>
        {t('contract.particulars')} {it.synthetic && <small>{t('synthetic')}</small>}
      </h2>
      <Descriptions
        size="small"
        column={beside ? { xs: 1, sm: 2 } : { xs: 1, sm: 2, lg: 4 }}
        items={items
          .filter(([, value]) => value !== undefined && value !== '')
          .map(([word, value]) => ({ key: word, label: t(word), children: value }))}
      />
    </section>
  )
}

/** 签订 → 开票 → 到账 as bars of one length scale; contracts without tax are not measured against invoices with it. */
function MoneyBars({ contract }: { contract: Contract }) {
  const { currentAmount = '0.00', invoiced = '0.00', received = '0.00', outstanding = '0.00', taxBasis } = contract
  const comparable = taxBasis === 'inclusive'
  const bars = [
    ['contract.currentAmount', currentAmount, 'signed'],
    ['contract.invoiced', invoiced, 'invoiced'],
    ['contract.received', received, 'received'],
  ] as const
  return (
    <section className="sheet" aria-label={t('contract.money')}>
      <dl className="bars">
        {bars.map(([word, value, name]) => (
          <div key={name}>
            <dt>{t(word)}</dt>
            <dd className="bar-track" aria-hidden="true">
              <span
                className={`bar-of ${name}`}
                style={{
                  width: `${comparable || name !== 'signed' ? barShare(value, comparable ? currentAmount : invoiced) : 100}%`,
                }}
              />
            </dd>
            <dd className="bar-value">
              <Money value={value} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('contract.outstanding')}</dt>
          <dd className="bar-track" />
          <dd className="bar-value">
            <Money value={outstanding} />
          </dd>
        </div>
      </dl>
      {!comparable && <p className="note">{t('contract.bases')}</p>}
    </section>
  )
}
