import { Link } from 'react-router'
import { today } from '../kit/moment'
import { Tag } from '../kit/tag'
import { usePlatforms, useSession } from '../session/session'
import { t, type Word, wordIn } from '../words/word'
import { remembered, unread } from './waiting/in-this-browser'
import { placeOf, type Waiting } from './waiting/where'

/** 待办: each number leads to where it is done; what has a day stands with it, the nearest first. */
export function WaitingList({ waiting }: { waiting: readonly Waiting[] }) {
  const { may, actor } = useSession()
  const { nameOf, readable } = usePlatforms()
  const approves = may('approveOldChange')
  const here = remembered(actor)
  const imports = Object.entries(here.imports ?? {}).filter(([id, it]) => it && readable.some((of) => of.id === id))
  const left = unread(waiting, here)
  if (left.length + imports.length === 0) return <p className="note">{t('desk.nothingWaits')}</p>
  const inOrder = [...left].sort((a, b) => ((a.until ?? LATER) < (b.until ?? LATER) ? -1 : 1))
  return (
    <ul className="desk-list">
      {inOrder.map((it) => (
        <li key={[it.kind, it.platform, it.period, it.round].join(' ')}>
          <Link className="number desk-count" to={placeOf(it, approves)}>
            {it.count}
          </Link>
          <span>
            {t(wordFor(it.kind, approves))}
            <span className="note">
              {[it.title, it.period, readable.length > 1 && it.platform && nameOf(it.platform)]
                .filter(Boolean)
                .map((part) => ` · ${part}`)}
            </span>
            {it.until && (
              <Tag color={it.until < today() ? 'red' : 'orange'} className="desk-until">
                {t('desk.until', { until: it.until })}
              </Tag>
            )}
          </span>
        </li>
      ))}
      {may('importEntries') &&
        imports.map(([platform, faults]) => (
          <li key={`import ${platform}`}>
            <Link className="number desk-count" to="/import">
              {faults}
            </Link>
            <span>{t('desk.lastImport')}</span>
          </li>
        ))}
    </ul>
  )
}

const LATER = '9999-12-31'

/** Whoever cannot answer a change is told that it waits for somebody else. */
const wordFor = (kind: Waiting['kind'], approves: boolean): Word =>
  kind === 'proposals' && !approves ? 'desk.waits.proposalsElsewhere' : wordIn('desk.waits', kind)
