import { t } from 'i18next'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { EntryForm } from '../../forms/entry-form'
import { choice, day, type Fields, maybe, named, text, whole } from '../../forms/field'
import { useLoaded } from '../../kit/loaded'
import { today } from '../../kit/moment'
import { Title } from '../../kit/title'
import { usePlatforms } from '../../session/platforms'
import { said } from '../../words/said'

const DEADLINES = (['selfAssessment', 'verification', 'reply', 'appeal'] as const).map((it) =>
  day(`deadlines.${it}`, { word: `deadline.${it}` }),
)

/** 开启一轮评价: for whom, under which version of which scheme, by when. */
export function OpenRound() {
  const go = useNavigate()
  const { all } = usePlatforms()
  const { data, waiting } = useLoaded('GET /api/schemes')
  const [repeats, setRepeats] = useState(false)
  if (!data) return waiting(8)
  const schemes = data.schemes.map(
    (it) => [it.id, `${said(it.titles)} · ${t('scheme.version', { version: it.newest })}`] as const,
  )
  const fields: Fields = [
    text('roundNo', { word: 'round.no', example: `PJ-${today().slice(0, 4)}` }),
    text('title', { word: 'round.title' }),
    choice('scheme', [], { word: 'scheme.scheme', ...named(schemes) }),
    maybe(whole('year', { word: 'round.year', note: 'round.yearNote', min: 1990, max: 2199 })),
    {
      ...text('platforms', { word: 'round.platforms', all: t('round.allPlatforms', { count: all.length }) }),
      kind: 'choices',
      ...named(all.map((it) => [it.id, it.name ?? it.id])),
    },
    ...(repeats ? [text('repeats', { word: 'round.repeats', max: 1000 })] : []),
    DEADLINES,
  ]
  return (
    <>
      <Title text={t('round.open')} note={t('round.openNote')} />
      <section className="sheet narrow">
        <EntryForm
          fields={fields}
          button={t('round.open')}
          to={(values) => ({
            route: 'POST /api/rounds',
            body: { ...values, version: data.schemes.find((it) => it.id === values.scheme)?.newest ?? 1 },
          })}
          onRefused={({ code }) => setRepeats(code === 'platform-evaluated-already')}
          onDone={({ id }) => void go(`/rounds/${id}`)}
        />
      </section>
    </>
  )
}
