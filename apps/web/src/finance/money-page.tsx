import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { t } from 'i18next'
import { PlatformChoice } from '../figures/platform-choice'
import { Times, timesText } from '../figures/times'
import { PrintButton } from '../kit/buttons'
import { Turn } from '../kit/choices'
import { usePageParams } from '../kit/page-params'
import { Loading } from '../kit/states'
import { Title } from '../kit/title'
import { useUnit } from '../money/money'
import { wordIn } from '../words/word'
import { saveCsv } from './csv'
import { MoneyTable } from './money-table'
import { OverShared } from './over-shared'
import { type MoneyView, useByGroup, useByPlatform } from './views'

const VIEWS = ['platform', 'client', 'month']

/** 资金: signed, invoiced, received, outstanding with its age; by platform, client or month, with totals that tie. */
export function MoneyPage() {
  const [{ by = 'platform' }] = usePageParams('by')
  return by === 'platform' ? <ByPlatform /> : <ByGroup by={by} />
}

function ByPlatform() {
  return <View by="platform" view={useByPlatform()} />
}

function ByGroup({ by }: { by: string }) {
  return <View by={by} view={useByGroup(by)} />
}

function View({ by, view }: { by: string; view: MoneyView }) {
  const { unit } = useUnit()
  const [, choose] = usePageParams('by')
  const { rows, columns, asked, error, retry, cell, about } = view
  const head = t(wordIn('money', by))
  const about2 = [about, asked && timesText(asked), `${t('unit')} ${t(unit)}`].filter(Boolean).join(' · ')
  const save = () =>
    saveCsv(`${t('page.finance')}-${by}.csv`, [
      [t('page.finance'), t(wordIn('money.by', by)), about ?? ''],
      [asked ? timesText(asked) : '', t('yuan')],
      [head, ...columns.map((it) => it.title)],
      ...rows.map((it) => [it.name, ...columns.map(({ code }) => it.values[code] ?? '')]),
    ])
  return (
    <>
      <Title text={t('page.finance')} note={about2}>
        <Button icon={<DownloadOutlined />} onClick={save} disabled={rows.length === 0}>
          {t('export')}
        </Button>
        <PrintButton />
      </Title>
      <Times />
      <div className="choices">
        <Turn
          word="figure.group"
          value={by}
          from={VIEWS}
          wordOf="money.by"
          turn={(it) => choose({ by: it === 'platform' ? undefined : it })}
        />
        {by !== 'platform' && <PlatformChoice />}
      </div>
      {asked ? (
        <MoneyTable rows={rows} columns={columns} head={head} cell={cell} />
      ) : (
        <Loading error={error} retry={retry} rows={8} />
      )}
      <p className="note">{t('money.outstandingNote')}</p>
      <OverShared />
    </>
  )
}
