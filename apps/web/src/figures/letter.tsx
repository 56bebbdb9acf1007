import { Link } from 'react-router'
import type { Answers } from '../api/ask'
import { useLoaded } from '../kit/loaded'
import { Nothing, PrintButton, Title } from '../kit/page'
import { DataTable } from '../kit/tables'
import { Tag } from '../kit/tag'
import { FigureValue } from '../money/money'
import { usePlatforms } from '../session/session'
import { spoken, t, wordIn } from '../words/word'
import { Times, timesText, useCatalogue, useTimes } from './figure'

type PublishedFigures = Answers['GET /api/published-figures']['platforms'][number]
type Published = PublishedFigures['published'][number]

/** 公布数核对: what letters state of each platform that one sees, each beside the ledger's number at the letter's own precision. */
export function PublishedOfPlatforms() {
  const { nameOf } = usePlatforms()
  const { times, ready } = useTimes()
  const { data, waiting } = useLoaded('GET /api/published-figures', times, { enabled: ready })
  return (
    <>
      <Title text={t('letter.title')}>
        <PrintButton />
      </Title>
      <Times />
      {data?.platforms.map((it) => <OfPlatform key={it.platform} data={it} name={nameOf(it.platform)} />) ?? waiting(8)}
    </>
  )
}

function OfPlatform({ data, name }: { data: PublishedFigures; name: string }) {
  const catalogue = useCatalogue()
  return (
    <section className="sheet">
      <h2>
        {name} <small className="note">{timesText(data)}</small>
      </h2>
      {data.published.length === 0 && <Nothing what={t('letter.none')} />}
      {data.published.length > 0 && (
        <DataTable
          rowKey="publicationNo"
          rows={data.published}
          columns={[
            { word: 'letter.no', width: 60, cell: (it) => it.publicationNo },
            { word: 'figure.figure', width: 130, cell: (it) => catalogue.nameOf(it.figure) },
            {
              word: 'letter.published',
              right: true,
              width: 130,
              reads: (it) => it.value,
              cell: (it) => (
                <span className="number" title={t('letter.range', it.comparison)}>
                  {it.value} {it.unitAsWritten}
                </span>
              ),
            },
            {
              word: 'letter.ledger',
              right: true,
              width: 180,
              reads: ({ comparison: { candidates } }) =>
                (candidates.find((it) => it.agrees) ?? candidates[0])?.value ?? '',
              cell: (it) => <Candidates published={it} platform={data.platform} />,
            },
            { word: 'letter.verdict', width: 190, cell: (it) => Verdict({ published: it }) },
            {
              word: 'letter.source',
              cell: (it) => (
                <>
                  {it.source.document} {it.source.publishedOn}
                  {it.source.wording && <div className="note">“{it.source.wording}”</div>}
                </>
              ),
            },
          ]}
        />
      )}
    </section>
  )
}

/** What of the ledger was laid beside it, on each basis where the letter names none; each opens to its rows. */
function Candidates({ published, platform }: { published: Published; platform: string }) {
  const { times } = useTimes()
  const catalogue = useCatalogue()
  const agreeing = published.comparison.candidates.filter((it) => it.agrees)
  const candidates = agreeing.length > 0 ? agreeing : published.comparison.candidates
  // The same number for another end of the window that the letter leaves open is the same answer.
  const shown = [...new Map(candidates.map((it) => [`${it.code} ${it.basis} ${it.value}`, it])).values()]
  return (
    <span className="both">
      {shown.map((it) => {
        const query = new URLSearchParams({ ...(it.window ?? times), ...(times.asOf && { asOf: times.asOf }) })
        const money = catalogue.unitOf(it.code) === 'CNY'
        return (
          <Link key={`${it.code} ${it.basis}`} to={`/figures/${platform}/${it.code}?${query}`}>
            {money && <small>{t(wordIn('basis', it.basis))} </small>}
            <FigureValue value={it.value} unit={money ? 'CNY' : 'count'} />
          </Link>
        )
      })}
    </span>
  )
}

export function Verdict({
  published: { comparison, unitAsWritten },
}: {
  published: Pick<Published, 'comparison' | 'unitAsWritten'>
}) {
  const { verdict, by, onBasis, reason } = comparison
  if (verdict === 'agrees') {
    return (
      <>
        <Tag color="green">{t('letter.agrees')}</Tag>
        {onBasis
          ?.filter((it) => it !== 'notApplicable')
          .map((it) => t(wordIn('basis', it)))
          .join('、')}
      </>
    )
  }
  if (verdict === 'differs')
    return <Tag color="red">{t('letter.differs', { by: `${by ?? ''} ${unitAsWritten ?? ''}` })}</Tag>
  return (
    <>
      <Tag color="orange">{t('letter.cannotSay')}</Tag>
      {reason && spoken(reason)}
    </>
  )
}
