import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { type Answers, ask } from '../api/ask'
import { contentOf } from '../contracts/timeline/content'
import { EntryLine, recordedText } from '../contracts/timeline/timeline'
import { Times } from '../figures/figure'
import { usePaged } from '../kit/loaded'
import { Loading, Title } from '../kit/page'
import { t } from '../words/word'
import { useContentText, useProgramme } from './use-programme'

type Entry = Answers['GET /api/programmes/{programme}/entries']['entries'][number]
const MOST = 1000

/** Which number an entry has, who recorded it and when: asked once for all entries of the programme. */
export function Recorded({ entry }: { entry: string }) {
  const { id, times } = useProgramme()
  const { data } = useQuery({
    queryKey: ['entries of programme', id, times.asOf],
    queryFn: () => allEntries(id, times.asOf),
    enabled: id !== '',
  })
  const it = data?.get(entry)
  if (!it) return <span className="number"> </span>
  return (
    <span className="number">
      {recordedText(it)}
      {it.type === 'EntryCorrected' && ` · ${t('entry.EntryCorrected')}：${String(it.data.reason)}`}
    </span>
  )
}

async function allEntries(programme: string, asOf: string | undefined): Promise<ReadonlyMap<string, Entry>> {
  const all = new Map<string, Entry>()
  let cursor: string | undefined
  do {
    const page = await ask('GET /api/programmes/{programme}/entries', { programme, asOf, limit: MOST, cursor })
    for (const it of page.entries) all.set(it.entryId, it)
    cursor = page.next
  } while (cursor !== undefined)
  return all
}

/** 全部记录: everything ever recorded of the programme, oldest first, with what was corrected or voided since. */
export function ProgrammeEntries() {
  const { id, programme, since, query, times, ...of } = useProgramme()
  const content = useContentText()
  const request = { programme: id, asOf: times.asOf }
  const { data, error, refetch, pages } = usePaged('GET /api/programmes/{programme}/entries', request, {
    enabled: id !== '',
  })
  const wordsOf = (it: Entry) => {
    const stated = contentOf(it)
    if (!stated) return ''
    const fields = content.of(stated.type, { ...stated.data, ...(it.data.key !== undefined && { key: it.data.key }) })
    const texts = fields.length > 0 ? fields.map(({ text }) => text) : Object.values(stated.data).filter(isText)
    return [stated.data.key, ...texts].filter((text, i, all) => isText(text) && all.indexOf(text) === i).join(' · ')
  }
  return (
    <>
      <Title text={t('programme.entries')} note={programme?.name}>
        <Link to={`/programme?${query}`}>{t('programme.back')}</Link>
      </Title>
      <Times since={since} />
      {!data && <Loading error={of.error ?? error} retry={() => void refetch()} rows={20} />}
      {data && (
        <section className="sheet">
          {data.entries.map((it) => (
            <EntryLine key={it.entryId} entry={it}>
              <span>{wordsOf(it)}</span>
            </EntryLine>
          ))}
          {pages}
        </section>
      )}
    </>
  )
}

function isText(it: unknown): it is string {
  return typeof it === 'string'
}
