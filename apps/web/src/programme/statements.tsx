import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Answers } from '../api/ask'
import { useCatalogue } from '../figures/catalogue'
import { Verdict } from '../figures/letter'
import { FigureValue } from '../money/money'
import { useProgramme } from './use-programme'

type Answer = Answers['GET /api/programmes/{programme}/letter']
type Statement = Answer['statements'][number]

/** The letter's statements in their order, each number beside the ledger's, open to its rows. */
export function Statements({ letter }: { letter: Answer }) {
  const { t, i18n } = useTranslation()
  const english = i18n.language === 'en'
  const { query } = useProgramme()
  const { agrees, differs, cannotSay } = letter.verdicts
  return (
    <>
      <p>
        {letter.statements[0] && t('letter.published.on', { day: letter.statements[0].publishedOn })} ·{' '}
        {t('letter.counts', { all: letter.statements.length, agrees, differs, cannotSay })}
      </p>
      <Table<Statement>
        rowKey={(it) => `${it.programme ?? it.platform} ${it.publicationNo}`}
        size="small"
        bordered
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={[...letter.statements]}
        columns={[
          { key: 'no', title: t('letter.no'), width: 56, render: (_, it) => it.publicationNo },
          {
            key: 'who',
            title: t('letter.who'),
            width: 220,
            render: (_, it) =>
              it.platform ? (
                <Link to={`/platforms/${it.platform}`}>{it.name ?? it.platform}</Link>
              ) : (
                <Link to={`/programme?${query}`}>{t('programme.v.programme')}</Link>
              ),
          },
          {
            key: 'figure',
            title: t('figure.figure'),
            width: 150,
            render: (_, it) => (
              <>
                {english ? it.en : it.zh}
                {it.states === 'target' && <div className="note">{t('letter.aim')}</div>}
              </>
            ),
          },
          {
            key: 'published',
            title: t('letter.published'),
            align: 'right',
            width: 110,
            render: (_, it) => (
              <span className="number" title={t('letter.range', it.comparison)}>
                {it.states === 'target' && '≥ '}
                {it.value} {it.unitAsWritten}
              </span>
            ),
          },
          {
            key: 'ledger',
            title: t('letter.ledger'),
            align: 'right',
            width: 130,
            render: (_, it) => <Ledger statement={it} asked={letter.window} />,
          },
          {
            key: 'verdict',
            title: t('letter.verdict'),
            width: 150,
            render: (_, it) => (
              <>
                <Verdict published={it} />
                {it.target && (
                  <div className="note">
                    {t(it.target.reached ? 'letter.progressReached' : 'letter.progressMissing', { ...it.target })}
                  </div>
                )}
              </>
            ),
          },
          {
            key: 'wording',
            title: t('letter.wording'),
            render: (_, it) => <div className="programme-wording">“{it.wording}”</div>,
          },
        ]}
      />
    </>
  )
}

/** The ledger's number: a link to its rows, over the window in which it was laid beside the letter's. */
function Ledger({ statement: { ledger, states, platform }, asked }: { statement: Statement; asked: Answer['window'] }) {
  const { t } = useTranslation()
  const catalogue = useCatalogue()
  const { query } = useProgramme()
  const place = new URLSearchParams(query)
  place.set('from', ledger.window.from)
  place.set('to', ledger.window.to)
  const owner = platform ? `/figures/${platform}` : '/programme/figures'
  const unit = catalogue.unitOf(ledger.code)
  return (
    <Link to={states === 'target' ? `/targets?${place}` : `${owner}/${ledger.code}?${place}`}>
      <span className="both">
        {unit === 'CNY' && ledger.basis && ledger.basis !== 'none' && ledger.basis !== 'notApplicable' && (
          <small>{t(`basis.${ledger.basis}`)}</small>
        )}
        <FigureValue value={ledger.value} unit={unit} />
        {(ledger.window.from !== asked.from || ledger.window.to !== asked.to) && (
          <small className="number">
            {ledger.window.from} — {ledger.window.to}
          </small>
        )}
      </span>
    </Link>
  )
}
