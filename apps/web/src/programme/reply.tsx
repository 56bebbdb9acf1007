import { FileTextOutlined, FileWordOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { askText, type Refused } from '../api/ask'
import { Loading } from '../kit/page'
import { t } from '../words/word'
import { type Piece, readReply } from './reply-text'
import { useProgramme } from './use-programme'

/** 复函: the paragraphs written from the ledger for the window and cut, every number with its footnote; to take along. */
export function LetterReply({ times }: { times: Readonly<Record<string, string | undefined>> }) {
  const { id, programme } = useProgramme()
  const request = { programme: id, ...times }
  const { data, error, refetch } = useQuery<string, Refused>({
    queryKey: ['reply', request],
    queryFn: () => askText('/api/programmes/{programme}/letter.txt', request),
    placeholderData: (before) => before,
  })
  const query = new URLSearchParams(
    Object.entries(times).filter((it): it is [string, string] => it[1] !== undefined),
  ).toString()
  const at = `./api/programmes/${id}/letter`
  if (!data) return <Loading error={error} retry={() => void refetch()} rows={24} />
  const { title, paragraphs, notes } = readReply(data)
  return (
    <section className="sheet programme-reply">
      <div className="with-switch no-print">
        <p className="note">{t('letter.replyNote')}</p>
        <span className="title-actions">
          <Button icon={<FileTextOutlined />} href={`${at}.txt?${query}`} download={`${programme?.name}.txt`}>
            {t('letter.takeText')}
          </Button>
          <Button type="primary" icon={<FileWordOutlined />} href={`${at}.docx?${query}`} download>
            {t('letter.takeWord')}
          </Button>
        </span>
      </div>
      <article lang="zh-CN">
        <h2>{title}</h2>
        {paragraphs.map((it) =>
          it.heading ? (
            <h3 key={it.text}>{it.text}</h3>
          ) : (
            <p key={it.text}>
              <Footnoted pieces={it.pieces} />
            </p>
          ),
        )}
      </article>
      <h3>{t('letter.notes')}</h3>
      <ol className="note" lang="zh-CN">
        {notes.map(({ number, text }) => (
          <li key={number} id={`note-${number}`}>
            {text}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Numbers with their footnotes, each a jump to it. */
function Footnoted({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map((it) =>
    'text' in it ? (
      it.text
    ) : (
      <sup key={it.at}>
        <button
          type="button"
          className="programme-note"
          aria-label={t('letter.note', { number: it.note })}
          onClick={() => document.getElementById(`note-${it.note}`)?.scrollIntoView({ block: 'center' })}
        >
          {it.note}
        </button>
      </sup>
    ),
  )
}
