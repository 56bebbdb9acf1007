import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { Link, useNavigate } from 'react-router'
import { useAnswer } from '../api/answers'
import type { Answers } from '../api/ask'
import { Times, timesText } from '../figures/figure'
import { Loading, Nothing, PrintButton, Title } from '../kit/page'
import { type Columns, DataTable, isNarrow } from '../kit/tables'
import { Tag } from '../kit/tag'
import { useSession } from '../session/session'
import { spoken, t, wordIn } from '../words/word'
import { useRegisters } from './use-programme'

type Target = Answers['GET /api/programmes/{programme}/targets']['targets'][number]
type Measured = Pick<Target, 'value' | 'reached' | 'missing'>

/** 目标: each beside its figure on the day, reached or how far from it, opening to the rows that count. */
export function Targets() {
  const narrow = isNarrow()
  const go = useNavigate()
  const { may } = useSession()
  const { id, come, programme, times, since, query, itemsOf, ...registers } = useRegisters()
  const { data, error, refetch } = useAnswer(
    'GET /api/programmes/{programme}/targets',
    { programme: id, to: times.to, asOf: times.asOf },
    { enabled: id !== '' },
  )
  const rowsFrom = (it: Target) => {
    const from = new URLSearchParams(query)
    from.set('from', `${it.from}-01`.slice(0, 10))
    return from.toString()
  }
  const itemOf = (it: Target) => itemsOf('target').find((item) => item.entry === it.entry)
  const target = (it: Target) => (
    <>
      <div className="programme-where">
        <Link to={`/programme/registers/target?${query}${itemOf(it) ? `&item=${it.entry}` : ''}`}>
          {spoken(it) ?? it.figure}
        </Link>
        {it.synthetic && <Tag className="synthetic">{t('synthetic')}</Tag>}
      </div>
      {it.title && <div className="note">{it.title}</div>}
    </>
  )
  const scope = (it: Target) => t(wordIn('entry.TargetSet.scope', it.scope))
  const atLeast = (it: Target) => <span className="number">≥ {it.atLeast}</span>
  const value = (it: Target) =>
    it.scope === 'programme' ? (
      <Link to={`/programme/figures/${it.figure}?${rowsFrom(it)}`}>
        <span className="number">{it.value}</span>
      </Link>
    ) : (
      <span className="number">{t('target.platforms', { value: it.value })}</span>
    )
  const verdict = (it: Target) => (
    <>
      <Progress of={it} />
      {it.atDeadline && (
        <div className="note">
          {t('target.atDeadline', {
            value: it.atDeadline.value,
            verdict: it.atDeadline.reached
              ? t('target.reached')
              : t('target.missing', { missing: it.atDeadline.missing }),
          })}
        </div>
      )}
      <ul className="items">
        {it.platforms?.map((platform) => (
          <li key={platform.id}>
            {may('openFigure') ? (
              <Link to={`/figures/${platform.id}/${it.figure}?${rowsFrom(it)}`}>{platform.name}</Link>
            ) : (
              <Link to={`/platforms/${platform.id}`}>{platform.name}</Link>
            )}{' '}
            <span className="number">{platform.value}</span> <Progress of={platform} />
          </li>
        ))}
      </ul>
    </>
  )
  const by = (it: Target) =>
    it.by ? (
      <>
        <span className="number">{it.by}</span>
        {it.daysLeft !== undefined && (
          <div className="note">
            {it.daysLeft >= 0
              ? t('target.daysLeft', { days: it.daysLeft })
              : t('target.daysOver', { days: -it.daysLeft })}
          </div>
        )}
      </>
    ) : (
      t('target.standing')
    )
  const document = (it: Target) => (
    <>
      {it.document}
      <div className="note number">{t('target.setOn', { from: it.from })}</div>
    </>
  )
  const columns: Columns<Target> = [
    { word: 'scheme.target', cell: target },
    { word: 'target.scope', width: 110, cell: scope },
    { word: 'target.atLeast', right: true, width: 90, cell: atLeast },
    { word: 'target.value', right: true, width: 90, cell: value },
    { word: 'target.verdict', width: 300, cell: verdict },
    { word: 'target.by', width: 130, cell: by },
    { word: 'target.document', width: 220, cell: document },
  ]
  const onPhone: Columns<Target> = [
    {
      word: 'scheme.target',
      cell: (it) => (
        <>
          {target(it)}
          {by(it)}
        </>
      ),
    },
    {
      title: `${t('target.atLeast')} / ${t('target.value')}`,
      right: true,
      width: 80,
      cell: (it) => (
        <span className="both">
          {atLeast(it)}
          {value(it)}
        </span>
      ),
    },
    { word: 'target.verdict', width: 140, cell: verdict },
  ]
  if (come && !programme) return <Nothing what={t('programme.none')} />
  return (
    <>
      <Title
        text={t('target.title')}
        note={data && timesText({ window: { from: times.from, to: data.day }, asOf: data.asOf })}
      >
        {may('recordProgrammeTarget') && times.asOf === undefined && (
          <Button
            type="primary"
            icon={<PlusOutlined />}
            onClick={() => void go(`/programme/registers/target?${query}&record=1`)}
          >
            {t('target.set')}
          </Button>
        )}
        <PrintButton />
      </Title>
      <Times since={since} />
      {!data && <Loading error={registers.error ?? error} retry={() => void refetch()} />}
      {data && (
        <DataTable
          rowKey="entry"
          empty="target.none"
          rows={data.targets}
          columns={narrow ? onPhone : columns}
          fits={narrow}
        />
      )}
    </>
  )
}

function Progress({ of: { reached, missing } }: { of: Measured }) {
  return reached ? (
    <Tag color="green">{t('target.reached')}</Tag>
  ) : (
    <Tag color="orange">{t('target.missing', { missing })}</Tag>
  )
}
