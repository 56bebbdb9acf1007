import { Button, Tag } from 'antd'
import { t } from 'i18next'
import { useCursor } from '../../api/answers'
import type { Answers } from '../../api/ask'
import { contentOf } from '../../contracts/timeline/content'
import { useLoaded } from '../../kit/loaded'
import { momentText } from '../../kit/moment'
import { Pages } from '../../kit/pages'
import { wordIn } from '../../words/word'

export type RegisterEntry = Answers['GET /api/platforms/{id}/entries']['entries'][number]

/** The entries a register is made of, oldest first as they were recorded. */
export function RegisterEntries({
  id,
  asOf,
  onChange,
}: {
  id: string
  asOf?: string
  onChange?: (does: 'correct' | 'void', entry: RegisterEntry) => void
}) {
  const cursor = useCursor(`${id} ${asOf}`)
  const { data, waiting } = useLoaded('GET /api/platforms/{id}/entries', {
    id,
    asOf,
    limit: 50,
    cursor: cursor.cursor,
  })
  if (!data) return waiting()
  return (
    <section className="sheet">
      <h2>{t('register.entries')}</h2>
      {data.entries.map((it) => {
        const content = contentOf(it)
        return (
          <div key={it.entryId} className="entry" id={it.entryId}>
            <div className={`entry-text${it.supersededBy ? ' struck' : ''}`}>
              <strong>{t(wordIn('entry', it.type))}</strong>
              {content && content.type !== it.type && <Tag>{t(wordIn('entry', content.type))}</Tag>}
              <span>{content ? wordsOf(content.data) : ''}</span>
              {typeof it.data.reason === 'string' && it.type.startsWith('Entry') && (
                <em>
                  {t('reason')}：{it.data.reason}
                </em>
              )}
            </div>
            <div className="entry-foot">
              <span className="number">
                {t('contract.entry', { sequence: it.sequence, actor: it.actor, at: momentText(it.recordedAt) })}
                {it.supersededBy && ` · ${t('contract.superseded')}`}
                {typeof it.data.proposedBy === 'string' &&
                  ` · ${t('contract.secondPerson', { by: it.data.proposedBy, approver: it.actor })}`}
              </span>
              {onChange && content && !it.supersededBy && (
                <span className="no-print">
                  <Button size="small" type="link" onClick={() => onChange('correct', it)}>
                    {t('contract.correct')}
                  </Button>
                  <Button size="small" type="link" onClick={() => onChange('void', it)}>
                    {t('contract.void')}
                  </Button>
                </span>
              )}
            </div>
          </div>
        )
      })}
      <Pages cursor={cursor} next={data.next} />
    </section>
  )
}

const NOT_TOLD = new Set(['synthetic', 'fields', 'source'])

/** The texts of a content one after the other; of a party its name. */
function wordsOf(data: Readonly<Record<string, unknown>>): string {
  return Object.entries(data)
    .filter(([name]) => !NOT_TOLD.has(name))
    .map(([, it]) => (typeof it === 'object' && it !== null ? ((it as { name?: string }).name ?? '') : String(it)))
    .filter(Boolean)
    .join(' · ')
}
