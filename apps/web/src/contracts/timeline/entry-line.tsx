import { Button, Tag } from 'antd'
import { t } from 'i18next'
import { type ReactNode, useEffect, useRef } from 'react'
import type { Entry } from '../../api/shapes'
import { momentText } from '../../kit/moment'
import { type Word, wordIn } from '../../words/word'
import { contentOf } from './content'
import { Reason } from './summary'

/** What may be done to an entry that stands. */
export type Acts = readonly (readonly [word: Word, act: () => void])[]

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
        <ActButtons acts={acts} />
      </div>
    </div>
  )
}

export const recordedText = ({ sequence, actor, recordedAt }: Pick<Listed, 'sequence' | 'actor' | 'recordedAt'>) =>
  t('contract.entry', { sequence, actor, at: momentText(recordedAt) })

export function ActButtons({ acts }: { acts: Acts }) {
  return (
    <span className="no-print">
      {acts.map(([word, act]) => (
        <Button key={word} size="small" type="link" onClick={act}>
          {t(word)}
        </Button>
      ))}
    </span>
  )
}
