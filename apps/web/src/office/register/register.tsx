import { Alert, Button, Checkbox } from 'antd'
import { t } from 'i18next'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useAnswer } from '../../api/answers'
import { type Proposal, ProposalCard } from '../../contracts/proposals/proposal-card'
import { PrintButton } from '../../kit/buttons'
import { DayFilter } from '../../kit/day-input'
import { useLoaded } from '../../kit/loaded'
import { momentText, today } from '../../kit/moment'
import { usePageParams } from '../../kit/page-params'
import { Title } from '../../kit/title'
import { useSession } from '../../session/session'
import { type Word, wordIn } from '../../words/word'
import { MEMBERS, type MemberKind } from './contents'
import { RegisterEntries } from './entries'
import { type Doing, RegisterDrawer } from './register-drawer'

type Item = Readonly<Record<string, unknown>>

/** 平台概况: one platform's register, now or on any earlier day, and what may be done to it. */
export function Register() {
  const { id = '' } = useParams()
  const { may } = useSession()
  const [{ asOf }, choose] = usePageParams('asOf')
  // The register is asked by sequence: a day is one first.
  const cut = useAnswer('GET /api/cut', { asOf }).data
  const sequence = asOf === undefined ? undefined : cut && String(cut.sequence)
  const { data, waiting } = useLoaded(
    'GET /api/platforms/{id}',
    { id, asOf: sequence },
    { enabled: asOf === undefined || sequence !== undefined },
  )
  const [doing, setDoing] = useState<Doing>()
  const [withEnded, setWithEnded] = useState(false)
  if (!data) return waiting(12)
  const open = asOf === undefined
  const registration = data.registration as Item | undefined
  const mayRecognise = open && may('recordRecognition')
  const mayMember = open && may('recordMembership')
  return (
    <>
      <Title
        text={String(registration?.name ?? id)}
        note={[
          (registration?.host as { name?: string })?.name,
          registration?.town,
          (registration?.fields as string[])?.join('、'),
        ]
          .filter(Boolean)
          .join(' · ')}
      >
        <DayFilter
          aria-label={t('register.asOf')}
          placeholder={t('register.asOf')}
          value={asOf}
          onChange={(it) => choose({ asOf: it === today() ? undefined : it })}
        />
        <Checkbox checked={withEnded} onChange={(it) => setWithEnded(it.target.checked)}>
          {t('register.showEnded')}
        </Checkbox>
        {may('readFigures') && <Link to={`/figures/${id}`}>{t('page.figures')}</Link>}
        <PrintButton />
      </Title>
      {asOf !== undefined && data.asOf.recordedAt && (
        <Alert
          type="info"
          showIcon
          title={t('contract.asOfNote', { sequence: data.asOf.sequence, at: momentText(data.asOf.recordedAt) })}
        />
      )}
      <div className="register">
        <Part
          word="register.recognitions"
          items={data.recognitions}
          text={(it) => [t(wordIn('tier', String(it.tier))), it.on, it.batch, it.document]}
          gone={(it) => it.revoked as Item | undefined}
          add={
            mayRecognise
              ? () => setDoing({ does: 'record', type: 'PlatformRecognized', path: 'recognitions' })
              : undefined
          }
          end={
            mayRecognise
              ? () => setDoing({ does: 'record', type: 'RecognitionRevoked', path: 'revocations' })
              : undefined
          }
        />
        <Part
          word="register.cultivation"
          items={data.cultivation}
          text={(it) => [it.on, it.batch, it.document]}
          add={
            mayRecognise
              ? () => setDoing({ does: 'record', type: 'CultivationDesignated', path: 'cultivation-designations' })
              : undefined
          }
        />
        {(Object.keys(MEMBERS) as MemberKind[]).map((kind) => {
          const { inForce, ended } = data.memberships[kind]
          const { path, started } = MEMBERS[kind]
          return (
            <Part
              key={kind}
              word={`member.${kind}`}
              items={withEnded ? [...inForce, ...ended] : inForce}
              text={(it) => [
                it.key,
                it.title,
                it.from,
                (it.party as { name?: string })?.name,
                it.relation && t(wordIn('relation', String(it.relation))),
                (it.headOffice as { name?: string })?.name && `→ ${(it.headOffice as { name: string }).name}`,
              ]}
              gone={(it) => it.ended as Item | undefined}
              add={mayMember ? () => setDoing({ does: 'record', type: started, path }) : undefined}
              end={mayMember ? (it) => setDoing({ does: 'end', path, key: String(it.key) }) : undefined}
            />
          )
        })}
        <Part
          word="register.published"
          items={data.published}
          text={(it) => [
            it.publicationNo,
            it.figure,
            it.value,
            it.unitAsWritten,
            (it.source as { document?: string })?.document,
          ]}
          add={
            open && may('recordPublishedFigure')
              ? () => setDoing({ does: 'record', type: 'FigurePublished', path: 'published-figures' })
              : undefined
          }
        />
      </div>
      {open &&
        data.proposals.map((it) => (
          <ProposalCard key={String(it.proposal)} proposal={{ ...(it as unknown as Proposal), platform: id }} />
        ))}
      <RegisterEntries
        id={id}
        asOf={sequence}
        onChange={open && may('correctRegister') ? (does, entry) => setDoing({ does, entry }) : undefined}
      />
      <RegisterDrawer id={id} revision={data.revision} doing={doing} onDone={() => setDoing(undefined)} />
    </>
  )
}

/** One list of the register, with what can be added and ended. */
function Part({
  word,
  items,
  text,
  gone,
  add,
  end,
}: {
  word: Word
  items: readonly Item[]
  text: (item: Item) => readonly unknown[]
  gone?: (item: Item) => Item | undefined
  add?: () => void
  end?: (item: Item) => void
}) {
  return (
    <section className="sheet">
      <h2 className="with-switch">
        <span>
          {t(word)} <small className="number">{items.filter((it) => !gone?.(it)).length}</small>
        </span>
        {add && (
          <Button size="small" onClick={add} className="no-print" aria-label={`${t('register.add')} ${t(word)}`}>
            {t('register.add')}
          </Button>
        )}
      </h2>
      {items.length === 0 && <p className="note">{t('register.none')}</p>}
      <ul className="items">
        {items.map((it) => {
          const ended = gone?.(it)
          return (
            <li key={String(it.entry)} className={ended ? 'struck' : ''}>
              <span>{text(it).filter(Boolean).map(String).join(' · ')}</span>
              {ended && <small> {t('register.ended', { on: ended.on, reason: ended.reason })}</small>}
              {end && !ended && (
                <Button size="small" type="link" className="no-print" onClick={() => end(it)}>
                  {t('register.end')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
