import type { Answers } from '../../api/ask'
import { useLoaded, usePaged } from '../../kit/loaded'
import { SendForm } from '../../kit/send-form'
import { contractColumn, DataTable, RECORDED, SEQUENCE, WHAT } from '../../kit/tables'
import { Tag } from '../../kit/tag'
import { Money } from '../../money/money'
import { useSession } from '../../session/session'
import { spoken, t, wordIn } from '../../words/word'

type Entry = Answers['GET /api/platforms/{id}/closes/{period}/variance']['entries'][number]

/** 差异说明: now minus as-closed, and the entries that made it; those dated inside wait for somebody else than who recorded them. */
export function Variance({ platform, period, proposed }: { platform: string; period: string; proposed: boolean }) {
  const route = 'GET /api/platforms/{id}/closes/{period}/variance'
  const { data, waiting, pages, paged } = usePaged(route, { id: platform, period, limit: 50 }, { whole: 'entries' })
  if (!data) return waiting()
  const cell = (it: { column: string; taxBasis: string; part: string }) => {
    const part = it.column === 'currentAmount' && it.part === 'closing' ? 'sum' : it.part
    return `${t(wordIn('bridge', it.column))}${t(wordIn('bridge', it.taxBasis))} · ${t(wordIn('bridge.part', part))}`
  }
  // A closing is shown though it has not moved, unless there never was anything (no contract is without tax).
  const moved = data.cells.filter(
    (it) => it.difference !== '0.00' || (it.part === 'closing' && (it.taxBasis === 'inclusive' || it.now !== '0.00')),
  )
  return (
    <>
      <h3>
        {t(proposed ? 'closing.varianceProposed' : 'closing.variance')}{' '}
        <Tag color={data.ties ? 'green' : 'red'}>{t(data.ties ? 'closing.explained' : 'closing.unexplained')}</Tag>
      </h3>
      <DataTable
        rowKey={cell}
        rows={moved}
        columns={[
          { word: 'closing.cell', cell: (it) => cell(it) },
          { word: proposed ? 'closing.asProposed' : 'closing.asClosed', money: (it) => it.asClosed },
          { word: 'times.now', money: (it) => it.now },
          { word: 'bank.difference', money: (it) => it.difference },
        ]}
      />
      <h3>{t(proposed ? 'closing.sinceProposed' : 'closing.since')}</h3>
      <p className="note">{t('closing.effects.note')}</p>
      <DataTable
        paged={paged}
        rowKey="entryId"
        rows={data.entries}
        empty="closing.unchanged"
        columns={[
          SEQUENCE,
          contractColumn(),
          WHAT,
          RECORDED,
          {
            word: 'closing.effects',
            cell: (it) =>
              movedBy(it).map((effect) => (
                <div key={cell(effect)}>
                  {cell(effect)} <Money value={effect.value} />
                </div>
              )),
          },
          {
            word: 'closing.second',
            reads: (it) => (proposed ? t(laterWord(it)) : standing(it).text),
            cell: (it) => (proposed ? <Tag>{t(laterWord(it))}</Tag> : <Second entry={it} platform={platform} />),
          },
        ]}
      />
      {pages}
    </>
  )
}

/** The closing is what the other parts add up to: told beside them it would be counted twice. */
const movedBy = ({ effects }: Entry) => effects.filter((it) => it.part !== 'closing')

const laterWord = ({ wordsOnly, restatement }: Entry) =>
  wordsOnly ? 'closing.wordsOnly' : restatement ? 'closing.willRestate' : 'closing.later'

type Answered = Pick<Entry, 'entryId' | 'actor' | 'restatement' | 'wordsOnly' | 'approval'>

/** Who has looked at it, in a word. */
function standing({ restatement, wordsOnly, approval }: Answered) {
  if (!restatement) return { text: t(wordsOnly ? 'closing.wordsOnly' : 'closing.later') }
  if (approval) return { color: 'green', text: t('closing.approvedRestatement', { by: approval.approvedBy }) }
  return { color: 'orange', text: t('closing.pending'), waits: true }
}

/** Who has looked at it, or the button for whoever may: never who recorded it. */
function Second({ entry, platform }: { entry: Answered; platform: string }) {
  const { may, actor } = useSession()
  const { color, text, waits } = standing(entry)
  const tag = <Tag color={color}>{text}</Tag>
  if (!waits || !may('approveClose') || entry.actor === actor) return tag
  return (
    <>
      {tag}
      <SendForm
        className="inline"
        size="small"
        button={t('closing.approveRestatement')}
        sent={() => ({
          route: 'POST /api/platforms/{id}/closing/restatements/{entry}/approval',
          params: { id: platform, entry: entry.entryId },
          body: {},
        })}
      />
    </>
  )
}

const SECOND = { restatement: true, wordsOnly: false } as const

/** 对账变动，结账后: bank work of these days recorded since; it moves no total. What takes something back waits for a second person. */
export function BankChanges({ platform, period }: { platform: string; period: string }) {
  const route = 'GET /api/platforms/{id}/closes/{period}/bank-changes'
  const { data, waiting } = useLoaded(route, { id: platform, period })
  if (!data) return waiting(3)
  return (
    <>
      <h3>{t('closing.bankChanges')}</h3>
      <p className="note">{t('closing.bankChanges.note')}</p>
      <DataTable
        rowKey="entryId"
        pageSize={50}
        rows={data.changes}
        columns={[
          { ...SEQUENCE, key: 'bankSequence' },
          { word: 'figure.what', cell: (it) => spoken(it) },
          { word: 'figure.date', number: (it) => (it.from === it.to ? it.from : `${it.from} — ${it.to}`) },
          {
            word: 'closing.about',
            cell: (it) => [it.fileName, it.reason].filter((word) => word !== undefined).join(' · '),
          },
          RECORDED,
          {
            word: 'closing.second',
            reads: (it) => (it.second ? standing({ ...it, ...SECOND }).text : ''),
            cell: (it) => (it.second ? <Second entry={{ ...it, ...SECOND }} platform={platform} /> : <span>—</span>),
          },
        ]}
      />
    </>
  )
}
