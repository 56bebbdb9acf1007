import { ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements/definitions'
import { Checkbox, Timeline as Line } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Entry } from '../../api/ask'
import { useCatalogue } from '../../figures/figure'
import { momentText } from '../../kit/moment'
import { ActButtons, type Acts } from '../../kit/page'
import { Tag } from '../../kit/tag'
import { Money } from '../../money/money'
import { PaperLink } from '../../papers/paper-link'
import { t, type Word, wordIn } from '../../words/word'
import { type Content, contentOf, definitionOf, requestedOf, statedDayOf } from './content'
import { useEntryText } from './entry-text'
import { paperOf, provedBy } from './papers'
import { type Part, partsOf } from './summary-parts'

const COLOURS = { achieved: 'green', brokenOff: 'gray' } as const
const COLOURS_OF_CHANGES: Readonly<Record<string, string>> = { EntryCorrected: 'orange', EntryVoided: 'red' }
const LATE_DAYS = 30
const DAY_MS = 86_400_000

/** The entries of a contract in the order they were recorded: the whole history, what no longer stands struck out. */
export function Timeline({
  entries,
  chosen,
  platform,
  actsOn,
}: {
  entries: readonly Entry[]
  chosen?: string
  /** Whose papers they name. */
  platform?: string
  /** What may be done to an entry that stands. */
  actsOn?: (entry: Entry) => Acts
}) {
  const [onlyLive, setOnlyLive] = useState(false)
  const shown = onlyLive ? entries.filter((it) => it.live) : entries
  const textOf = useEntryText()
  const proves = (it: Entry) => {
    const proved = provedBy(it, entries)
    return proved === 'voided' ? t('contract.provedVoided') : proved && textOf(proved)
  }
  return (
    <section className="sheet">
      <h2 className="with-switch">
        {t('contract.timeline')}
        <span className="no-print">
          <Checkbox checked={onlyLive} onChange={(it) => setOnlyLive(it.target.checked)}>
            {t('contract.onlyLive')}
          </Checkbox>
        </span>
      </h2>
      <Line
        items={[...shown].reverse().map((it) => ({
          key: it.entryId,
          color: colourOf(it.type),
          content: (
            <OneEntry
              entry={it}
              chosen={it.entryId === chosen}
              platform={platform}
              proves={proves(it)}
              acts={it.live ? actsOn?.(it) : undefined}
            />
          ),
        }))}
      />
    </section>
  )
}

function colourOf(type: string): string {
  const outcome = ENGAGEMENT_EVENTS.find(type)?.outcome
  return COLOURS_OF_CHANGES[type] ?? (outcome ? COLOURS[outcome] : 'blue')
}

function OneEntry({
  entry,
  chosen,
  platform,
  proves,
  acts,
}: {
  entry: Entry
  chosen: boolean
  platform?: string
  /** Of evidence: the entry that it proves, in words. */
  proves?: string
  acts?: Acts
}) {
  const content = contentOf(entry)
  const request = requestedOf(entry)
  const day = content && statedDayOf(content)
  const paper = platform === undefined ? undefined : paperOf(entry, platform)
  const late = day !== undefined && Date.parse(entry.recordedAt) - Date.parse(day) > LATE_DAYS * DAY_MS
  return (
    <EntryLine
      entry={entry}
      name={request.length > 0 ? 'contract.entriesAsked' : undefined}
      chosen={chosen}
      acts={acts}
    >
      {request.map((it, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was proposed never changes its order.
        <Tag key={i}>{t(wordIn('entry', it.type))}</Tag>
      ))}
      {day && <span className="number">{day}</span>}
      {late && entry.type !== 'EntryCorrected' && <Tag color="orange">{t('contract.late')}</Tag>}
      {content && <Summary content={content} />}
      {proves && <small className="note">{t('contract.proves', { what: proves })}</small>}
      {paper && <PaperLink paper={paper} />}
    </EntryLine>
  )
}

type Listed = Omit<Entry, 'sequence' | 'live'> & { readonly sequence: number | string }

/** An entry as every list of entries shows it: what it is, what it says, who recorded it, and what may be done to it. */
export function EntryLine({
  entry,
  name = wordIn('entry', entry.type),
  chosen = false,
  acts = [],
  children,
}: {
  entry: Listed
  name?: Word
  chosen?: boolean
  acts?: Acts
  /** What it says. */
  children: ReactNode
}) {
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (chosen) line.current?.scrollIntoView({ block: 'center' })
  }, [chosen])
  const content = contentOf(entry)
  const proposedBy = entry.proposedBy ?? entry.data.proposedBy
  return (
    <div ref={line} className={`entry${chosen ? ' chosen' : ''}`} id={entry.entryId}>
      <div className={`entry-text${entry.supersededBy ? ' struck' : ''}`}>
        <strong>{t(name)}</strong>
        {content && content.type !== entry.type && <Tag>{t(wordIn('entry', content.type))}</Tag>}
        {children}
        <Reason entry={entry} />
      </div>
      <div className="entry-foot">
        <span className="number">
          {recordedText(entry)}
          {entry.supersededBy && ` · ${t('contract.superseded')}`}
          {typeof proposedBy === 'string' &&
            ` · ${t('contract.secondPerson', { by: proposedBy, approver: entry.actor })}`}
        </span>
        <span className="no-print">
          <ActButtons acts={acts} />
        </span>
      </div>
    </div>
  )
}

export const recordedText = ({ sequence, actor, recordedAt }: Pick<Listed, 'sequence' | 'actor' | 'recordedAt'>) =>
  t('contract.entry', { sequence, actor, at: momentText(recordedAt) })

/** What an entry says in one line, as its kind is read. */
export function Summary({ content: { type, data } }: { content: Content }) {
  const definition = definitionOf(type)
  const parts = definition ? partsOf(definition, data) : []
  const catalogue = useCatalogue()
  return (
    <span className="summary">
      {parts.map((it, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one entry never change their order
        <span key={i}>
          {it.label && `${t(it.label)} `}
          {partText(it, catalogue.nameOf)}
          {it.unit && ` ${t(it.unit)}`}
        </span>
      ))}
    </span>
  )
}

/** A part of a line as it is read; `nameOf` knows the figures. */
export function partText(it: Part, nameOf: (code: string) => string): ReactNode {
  if ('amount' in it) return <Money value={it.amount} />
  if ('figure' in it) return nameOf(it.figure)
  return 'word' in it ? t(it.word) : it.text
}

/** Why something was corrected, voided or proposed. */
export function Reason({ entry: { type, data } }: { entry: Content }) {
  const changes = type === 'EntryCorrected' || !contentOf({ type, data })
  if (!changes || typeof data.reason !== 'string') return null
  return (
    <em>
      {t('reason')}：{data.reason}
    </em>
  )
}
