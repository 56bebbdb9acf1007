import { DEADLINES } from '@pilot-ledger/evaluation/definitions'
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { EntryForm } from '../../forms/entry-form'
import { choice, day, type Fields, maybe, named, text, whole } from '../../forms/field'
import { useLoaded } from '../../kit/loaded'
import { today } from '../../kit/moment'
import { Title } from '../../kit/page'
import { DataTable } from '../../kit/tables'
import { Tag } from '../../kit/tag'
import { usePlatforms, useSession } from '../../session/session'
import { spoken, t } from '../../words/word'
import { StageTag } from '../assessment/assessment'

/** 评价轮次: a platform sees those it takes part in. */
export function RoundsPage() {
  const { may, role, platforms: own } = useSession()
  const { data, waiting } = useLoaded('GET /api/rounds')
  if (!data) return waiting(8)
  const mine = role === 'platform' ? own : []
  return (
    <>
      <Title text={t('page.rounds')} note={t('round.note')}>
        <Link to="/schemes">{t('page.schemes')}</Link>
        {may('keepRound') && (
          <Link to="/rounds/new">
            <Button type="primary">{t('round.open')}</Button>
          </Link>
        )}
      </Title>
      <DataTable
        rowKey="id"
        rows={[...data.rounds].reverse()}
        empty="round.none"
        columns={[
          {
            word: 'round.round',
            cell: (it) => (
              <>
                <Link to={`/rounds/${it.id}`}>{it.title}</Link>
                {it.synthetic && <Tag className="synthetic">{t('synthetic')}</Tag>}
                <div className="note">{it.roundNo}</div>
              </>
            ),
          },
          { word: 'round.stage', cell: (it) => StageTag({ stage: it.stage }) },
          mine.length > 0 && {
            word: 'round.own',
            cell: (it) =>
              it.takingPart
                .filter((platform) => mine.includes(platform))
                .map((platform) => (
                  <div key={platform}>
                    <Link to={`/rounds/${it.id}/platforms/${platform}`}>{t('assessment.open')}</Link>
                  </div>
                )),
          },
          mine.length === 0 && { word: 'round.platforms', right: true, cell: (it) => it.takingPart.length },
          ...DEADLINES.map((name) => ({
            word: `deadline.${name}` as const,
            number: (it: { deadlines: Readonly<Record<typeof name, string>> }) => it.deadlines[name],
          })),
        ]}
      />
    </>
  )
}

const DEADLINE_FIELDS = DEADLINES.map((it) => day(`deadlines.${it}`, { word: `deadline.${it}` }))

/** 开启一轮评价: for whom, under which version of which scheme, by when. */
export function OpenRound() {
  const go = useNavigate()
  const { all } = usePlatforms()
  const { data, waiting } = useLoaded('GET /api/schemes')
  const [repeats, setRepeats] = useState(false)
  if (!data) return waiting(8)
  const schemes = data.schemes.map(
    (it) => [it.id, `${spoken(it.titles)} · ${t('scheme.version', { version: it.newest })}`] as const,
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
    DEADLINE_FIELDS,
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
