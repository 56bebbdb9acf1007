import { MEMBERSHIP_KINDS, MEMBERSHIPS } from '@pilot-ledger/platforms/definitions'
import { Alert, Button, Checkbox } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useAnswer } from '../../api/answers'
import type { Answers } from '../../api/ask'
import { type Proposal, ProposalCard } from '../../contracts/proposals/proposal-card'
import { contentOf, statedDayOf } from '../../contracts/timeline/content'
import { EntryLine, Summary } from '../../contracts/timeline/timeline'
import { NextStep } from '../../desk/first-steps'
import { useCatalogue } from '../../figures/figure'
import { DayFilter } from '../../kit/inputs'
import { useLoaded, usePaged, usePageParams } from '../../kit/loaded'
import { momentText, today } from '../../kit/moment'
import { type Acts, PrintButton, Sheet, Title } from '../../kit/page'
import { useSession } from '../../session/session'
import { t, type Word, wordIn } from '../../words/word'
import { type Doing, RegisterDrawer } from './register-drawer'

type Item = Readonly<Record<string, unknown>>

/** 平台概况: one platform's register, now or on any earlier day, and what may be done to it. */
export function Register() {
  const { id = '' } = useParams()
  const { may } = useSession()
  const catalogue = useCatalogue()
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
  const record = (type: string) => () => setDoing({ does: 'record', type })
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
          aria-label={t('contract.asOf')}
          placeholder={t('contract.asOf')}
          value={asOf}
          onChange={(it) => choose({ asOf: it === today() ? undefined : it })}
        />
        <Checkbox checked={withEnded} onChange={(it) => setWithEnded(it.target.checked)}>
          {t('register.showEnded')}
        </Checkbox>
        {may('readFigures') && <Link to={`/figures/${id}`}>{t('page.figures')}</Link>}
        <PrintButton />
      </Title>
      {open && <NextStep />}
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
          text={(it) => [t(wordIn('entry.PlatformRecognized.tier', String(it.tier))), it.on, it.batch, it.document]}
          gone={(it) => it.revoked as Item | undefined}
          add={mayRecognise && record('PlatformRecognized')}
          end={mayRecognise && record('RecognitionRevoked')}
        />
        <Part
          word="register.cultivation"
          items={data.cultivation}
          text={(it) => [it.on, it.batch, it.document]}
          add={mayRecognise && record('CultivationDesignated')}
        />
        {MEMBERSHIP_KINDS.map((kind) => {
          const { inForce, ended } = data.memberships[kind]
          const words = MEMBERSHIPS[kind]
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
                it.relation && t(wordIn('entry.AffiliationDeclared.relation', String(it.relation))),
                (it.headOffice as { name?: string })?.name && `→ ${(it.headOffice as { name: string }).name}`,
              ]}
              gone={(it) => it.ended as Item | undefined}
              add={mayMember && record(words.started)}
              end={mayMember && ((it) => setDoing({ does: 'record', type: words.ended, key: String(it.key) }))}
            />
          )
        })}
        <Part
          word="register.published"
          items={data.published}
          text={(it) => [
            it.publicationNo,
            catalogue.nameOf(String(it.figure)),
            it.value,
            it.unitAsWritten,
            (it.source as { document?: string })?.document,
          ]}
          add={open && may('recordPublishedFigure') && record('FigurePublished')}
        />
      </div>
      {open &&
        data.proposals.map((it) => (
          <ProposalCard key={String(it.proposal)} proposal={{ ...(it as unknown as Proposal), platform: id }} />
        ))}
      <Entries
        id={id}
        asOf={sequence}
        actsOn={(entry) =>
          open && may('correctRegister') && contentOf(entry) && !entry.supersededBy
            ? [
                ['contract.correct', () => setDoing({ does: 'correct', entry })],
                ['contract.void', () => setDoing({ does: 'void', entry })],
              ]
            : []
        }
      />
      <RegisterDrawer id={id} revision={data.revision} doing={doing} onDone={() => setDoing(undefined)} />
    </>
  )
}

type RegisterEntry = Answers['GET /api/platforms/{id}/entries']['entries'][number]

/** The entries a register is made of, oldest first as they were recorded. */
function Entries({ id, asOf, actsOn }: { id: string; asOf?: string; actsOn: (entry: RegisterEntry) => Acts }) {
  const { data, waiting, pages } = usePaged('GET /api/platforms/{id}/entries', { id, asOf, limit: 50 })
  if (!data) return waiting()
  return (
    <Sheet title={t('contract.timeline')}>
      {data.entries.map((it) => {
        const content = contentOf(it)
        return (
          <EntryLine key={it.entryId} entry={it} acts={actsOn(it)}>
            {content && (
              <>
                <span className="number">{statedDayOf(content)}</span> <Summary content={content} />
              </>
            )}
          </EntryLine>
        )
      })}
      {pages}
    </Sheet>
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
  add: false | (() => void)
  end?: false | ((item: Item) => void)
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
      {items.length === 0 && <p className="note">{t('none')}</p>}
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
