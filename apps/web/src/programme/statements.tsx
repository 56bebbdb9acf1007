import { Link } from 'react-router'
import type { Answers } from '../api/ask'
import { StatementMark } from '../figures/certificate'
import { useCatalogue } from '../figures/figure'
import { Verdict } from '../figures/letter'
import { type Column, type Columns, DataTable, isNarrow } from '../kit/tables'
import { FigureValue } from '../money/money'
import { spoken, t, wordIn } from '../words/word'

type Answer = Answers['GET /api/programmes/{programme}/letter']
type Statement = Answer['statements'][number]

/** The letter's statements in their order, each number beside the ledger's, open to its rows. */
export function Statements({ letter, query }: { letter: Answer; query: string }) {
  const narrow = isNarrow()
  const { agrees, differs, cannotSay } = letter.verdicts
  const who = (it: Statement) =>
    it.platform ? (
      <Link to={`/platforms/${it.platform}`}>{it.name ?? it.platform}</Link>
    ) : (
      <Link to={`/programme?${query}`}>{t(wordIn('entry.TargetSet.scope', 'programme'))}</Link>
    )
  const wording = (it: Statement) => <div className="programme-wording">“{it.wording}”</div>
  const published = (it: Statement) => (
    <span className="number" title={t('letter.range', it.comparison)}>
      {it.states === 'target' && '≥ '}
      {it.value} {it.unitAsWritten}
    </span>
  )
  const ledger = (it: Statement) => <Ledger statement={it} request={letter.window} query={query} />
  const times = new URLSearchParams({ ...letter.window, asOf: String(letter.asOf.sequence) }).toString()
  const verdict = (it: Statement) => (
    <>
      {Verdict({ published: it })} <StatementMark of={ownerOf(it, letter)} no={it.publicationNo} query={times} />
      {it.target && (
        <div className="note">
          {t(it.target.reached ? 'letter.progressReached' : 'letter.progressMissing', { ...it.target })}
        </div>
      )}
    </>
  )
  const figure = (it: Statement) => (
    <>
      {spoken(it)}
      {it.states === 'target' && <div className="note">{t('self.target')}</div>}
    </>
  )
  const no: Column<Statement> = { word: 'letter.no', width: narrow ? 44 : 56, cell: (it) => it.publicationNo }
  const wide: Columns<Statement> = [
    no,
    { word: 'programme.about', width: 220, cell: who },
    { word: 'figure.figure', width: 150, cell: figure },
    { word: 'letter.published', right: true, width: 110, reads: (it) => it.value, cell: published },
    { word: 'letter.ledger', right: true, width: 170, reads: (it) => it.ledger.value ?? '', cell: ledger },
    { word: 'letter.verdict', width: 150, cell: verdict },
    { word: 'letter.wording', cell: wording },
  ]
  const onPhone: Columns<Statement> = [
    no,
    {
      word: 'figure.figure',
      cell: (it) => (
        <>
          {figure(it)}
          <div>
            <small>{who(it)}</small>
          </div>
        </>
      ),
    },
    {
      title: `${t('letter.published')} / ${t('letter.ledger')}`,
      right: true,
      width: 110,
      reads: (it) => it.value,
      cell: (it) => (
        <>
          {published(it)}
          {ledger(it)}
        </>
      ),
    },
    { word: 'letter.verdict', width: 84, cell: verdict },
  ]
  return (
    <>
      <p>
        {letter.statements[0] && t('letter.published.on', { day: letter.statements[0].publishedOn })} ·{' '}
        {t('letter.counts', { all: letter.statements.length, agrees, differs, cannotSay })}
      </p>
      <DataTable
        rowKey={(it) => `${it.programme ?? it.platform} ${it.publicationNo}`}
        rows={letter.statements}
        columns={narrow ? onPhone : wide}
        fits={narrow}
      />
    </>
  )
}

const ownerOf = ({ platform }: Statement, { programme }: Answer) => (platform ? { platform } : { programme })

/** The ledger's number: a link to its rows, over the window in which it was laid beside the letter's. */
function Ledger({
  statement: { ledger, states, platform },
  request,
  query,
}: {
  statement: Statement
  request: Answer['window']
  query: string
}) {
  const catalogue = useCatalogue()
  const params = new URLSearchParams(query)
  params.set('from', ledger.window.from)
  params.set('to', ledger.window.to)
  const owner = platform ? `/figures/${platform}` : '/programme/figures'
  const unit = catalogue.unitOf(ledger.code)
  return (
    <Link to={states === 'target' ? `/targets?${params}` : `${owner}/${ledger.code}?${params}`}>
      <span className="both">
        {unit === 'CNY' && ledger.basis && ledger.basis !== 'none' && ledger.basis !== 'notApplicable' && (
          <small>{t(wordIn('basis', ledger.basis))}</small>
        )}
        <FigureValue value={ledger.value} unit={unit} />
        {(ledger.window.from !== request.from || ledger.window.to !== request.to) && (
          <small>
            <span className="number">{ledger.window.from} —</span> <span className="number">{ledger.window.to}</span>
          </small>
        )}
      </span>
    </Link>
  )
}
