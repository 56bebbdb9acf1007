import { FileTextOutlined, FileWordOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { askText, type Refused } from '../api/ask'
import { DayInput, TextInput } from '../kit/inputs'
import { usePageParams } from '../kit/loaded'
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
  const [head, change] = usePageParams('docNo', 'addressee', 'signer', 'signedOn')
  const query = new URLSearchParams(
    Object.entries({ ...times, ...head }).filter((it): it is [string, string] => it[1] !== undefined),
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
      <div className="choices letter-head">
        {(['docNo', 'addressee', 'signer'] as const).map((it) => (
          <TextInput
            key={it}
            label={t(`letter.${it}`)}
            value={head[it] ?? ''}
            change={(text) => change({ [it]: text })}
            max={it === 'addressee' ? 100 : 60}
          />
        ))}
        <DayInput
          aria-label={t('letter.signedOn')}
          placeholder={t('letter.signedOn')}
          value={head.signedOn}
          onChange={(signedOn) => change({ signedOn })}
        />
      </div>
      <article lang="zh-CN">
        {head.docNo && <p className="letter-number">{head.docNo}</p>}
        <h2>{title}</h2>
        {head.addressee && <p className="letter-to">{head.addressee.replace(/[：:]$/, '')}：</p>}
        {paragraphs.map((it) =>
          it.heading ? (
            <h3 key={it.text}>{it.text}</h3>
          ) : (
            <p key={it.text}>
              <Footnoted pieces={it.pieces} />
            </p>
          ),
        )}
        {(head.signer || head.signedOn) && (
          <p className="letter-signed">
            {head.signer && <span>{head.signer}</span>}
            {head.signedOn && <span>{chineseDay(head.signedOn)}</span>}
          </p>
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

/** `2025-09-05` as a letter says it: 2025年9月5日. What is no day stays as it was typed. */
function chineseDay(day: string): string {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? []
  return year === undefined ? day : `${year}年${Number(month)}月${Number(date)}日`
}

/**
 * Numbers with their footnotes, each a jump to it. What a mark shows is drawn and not written (`data-note`): whoever copies the
 * letter has the very numbers, and not 31 where it says 3 with footnote 1.
 */
function Footnoted({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map((it) =>
    'text' in it ? (
      it.text
    ) : (
      <sup key={it.at}>
        <button
          type="button"
          className="programme-note"
          data-note={it.note}
          aria-label={t('letter.note', { number: it.note })}
          onClick={() => document.getElementById(`note-${it.note}`)?.scrollIntoView({ block: 'center' })}
        />
      </sup>
    ),
  )
}
