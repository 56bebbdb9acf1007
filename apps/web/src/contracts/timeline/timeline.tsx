import { Button, Checkbox, Timeline as Line, Tag } from 'antd'
import { t } from 'i18next'
import { useEffect, useRef, useState } from 'react'
import type { Entry } from '../../api/shapes'
import { momentText } from '../../kit/moment'
import { wordIn } from '../../words/word'
import { askedOf, contentOf, dayOf } from './content'
import { Summary } from './summary'

export interface EntryActions {
  readonly correct: (entry: Entry) => void
  readonly void: (entry: Entry) => void
  readonly attach: (entry: Entry) => void
}

const COLOURS: Readonly<Record<string, string>> = {
  EntryCorrected: 'orange',
  EntryVoided: 'red',
  ContractTerminated: 'gray',
  ContractCompleted: 'green',
  PaymentReceived: 'green',
  DrugApprovalObtained: 'green',
}
const LATE_DAYS = 30
const DAY_MS = 86_400_000

/** The entries of a contract in the order they were recorded: the whole history, what no longer stands struck out. */
export function Timeline({
  entries,
  chosen,
  actions,
}: {
  entries: readonly Entry[]
  chosen?: string
  actions?: EntryActions
}) {
  const [onlyLive, setOnlyLive] = useState(false)
  const shown = onlyLive ? entries.filter((it) => it.live) : entries
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
          color: COLOURS[it.type] ?? 'blue',
          content: <OneEntry entry={it} chosen={it.entryId === chosen} actions={it.live ? actions : undefined} />,
        }))}
      />
    </section>
  )
}

function OneEntry({ entry, chosen, actions }: { entry: Entry; chosen: boolean; actions?: EntryActions }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (chosen) place.current?.scrollIntoView({ block: 'center' })
  }, [chosen])
  const content = contentOf(entry)
  const asked = askedOf(entry)
  const day = content && dayOf(content)
  const proposer = entry.proposedBy ?? (entry.data.proposedBy as string | undefined)
  const late = day !== undefined && Date.parse(entry.recordedAt) - Date.parse(day) > LATE_DAYS * DAY_MS
  return (
    <div ref={place} className={`entry${chosen ? ' chosen' : ''}`} id={entry.entryId}>
      <div className={`entry-text${entry.supersededBy ? ' struck' : ''}`}>
        <strong>{t(asked.length > 0 ? 'contract.entriesAsked' : wordIn('entry', entry.type))}</strong>
        {asked.map((it, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was proposed never changes its order.
          <Tag key={i}>{t(wordIn('entry', it.type))}</Tag>
        ))}
        {content && content.type !== entry.type && <Tag>{t(wordIn('entry', content.type))}</Tag>}
        {day && <span className="number">{day}</span>}
        {late && entry.type !== 'EntryCorrected' && <Tag color="orange">{t('contract.late')}</Tag>}
        <Summary entry={entry} />
      </div>
      <div className="entry-foot">
        <span className="number">
          {t('contract.entry', { sequence: entry.sequence, actor: entry.actor, at: momentText(entry.recordedAt) })}
          {entry.supersededBy && ` · ${t('contract.superseded')}`}
          {proposer && ` · ${t('contract.secondPerson', { by: proposer, approver: entry.actor })}`}
        </span>
        {actions && content && (
          <span className="no-print">
            <Button size="small" type="link" onClick={() => actions.correct(entry)}>
              {t('contract.correct')}
            </Button>
            <Button size="small" type="link" onClick={() => actions.void(entry)}>
              {t('contract.void')}
            </Button>
            {content.type !== 'EvidenceAttached' && (
              <Button size="small" type="link" onClick={() => actions.attach(entry)}>
                {t('contract.attach')}
              </Button>
            )}
          </span>
        )}
      </div>
    </div>
  )
}
