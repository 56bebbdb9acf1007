import { Checkbox, Timeline as Line, Tag } from 'antd'
import { t } from 'i18next'
import { useState } from 'react'
import type { Entry } from '../../api/shapes'
import { wordIn } from '../../words/word'
import { askedOf, contentOf, dayOf } from './content'
import { type Acts, EntryLine } from './entry-line'
import { Said } from './summary'

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
  actsOn,
}: {
  entries: readonly Entry[]
  chosen?: string
  /** What may be done to an entry that stands. */
  actsOn?: (entry: Entry) => Acts
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
          content: <OneEntry entry={it} chosen={it.entryId === chosen} acts={it.live ? actsOn?.(it) : undefined} />,
        }))}
      />
    </section>
  )
}

function OneEntry({ entry, chosen, acts }: { entry: Entry; chosen: boolean; acts?: Acts }) {
  const content = contentOf(entry)
  const asked = askedOf(entry)
  const day = content && dayOf(content)
  const late = day !== undefined && Date.parse(entry.recordedAt) - Date.parse(day) > LATE_DAYS * DAY_MS
  return (
    <EntryLine entry={entry} name={asked.length > 0 ? 'contract.entriesAsked' : undefined} chosen={chosen} acts={acts}>
      {asked.map((it, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was proposed never changes its order.
        <Tag key={i}>{t(wordIn('entry', it.type))}</Tag>
      ))}
      {day && <span className="number">{day}</span>}
      {late && entry.type !== 'EntryCorrected' && <Tag color="orange">{t('contract.late')}</Tag>}
      {content && <Said content={content} />}
    </EntryLine>
  )
}
