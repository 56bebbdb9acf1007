import { PrinterOutlined } from '@ant-design/icons'
import { Button, Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useAnswer } from '../api/answers'
import { Loading } from '../kit/states'
import { Title } from '../kit/title'
import { PaperLink } from '../session/paper-link'
import { usePlatforms } from '../session/platforms'
import { useCatalogue } from './catalogue'
import { Groups } from './groups'
import { Times, useTimes, useTimesText } from './times'
import { type Figure, ValueLink } from './value-link'

/** 平台统计: every figure of one platform with its definition and the other ways to count, and how it is spread. */
export function OnePlatform({ platform }: { platform?: string }) {
  const { t } = useTranslation()
  const id = useParams().platform ?? platform ?? ''
  const { times, ready } = useTimes()
  const words = useTimesText()
  const { nameOf } = usePlatforms()
  const catalogue = useCatalogue()
  const codes = catalogue.figures.map((it) => it.code).join(',')
  const { data, error, refetch } = useAnswer(
    'GET /api/platforms/{id}/figures',
    { id, ...times, codes },
    { enabled: ready && codes !== '' && id !== '' },
  )
  const columns: TableColumnsType<Figure> = [
    {
      key: 'figure',
      title: t('figure.figure'),
      width: 220,
      render: (_, it) => <span className={it.code.includes('.') ? 'switch' : ''}>{catalogue.nameOf(it.code)}</span>,
    },
    {
      key: 'value',
      title: t('figure.value'),
      align: 'right',
      width: 160,
      render: (_, it) => <ValueLink platform={id} figure={it} />,
    },
    {
      key: 'basis',
      title: t('figure.basis'),
      width: 90,
      render: (_, it) => (it.unit === 'CNY' ? t(`basis.${it.basis}`) : ''),
    },
    { key: 'tax', title: t('figure.tax'), width: 76, render: (_, it) => it.taxBasis && t(`tax.${it.taxBasis}`) },
    { key: 'definition', title: t('figure.definition'), render: (_, it) => catalogue.definitionOf(it.code) },
  ]
  return (
    <>
      <Title text={nameOf(id)} note={data && words(data)}>
        <PaperLink platform={id} times={times} />
        <Button icon={<PrinterOutlined />} onClick={() => print()}>
          {t('print')}
        </Button>
      </Title>
      <Times />
      {data ? (
        <>
          <Table<Figure>
            rowKey="code"
            size="small"
            bordered
            columns={columns}
            dataSource={[...data.figures]}
            pagination={false}
            scroll={{ x: 860 }}
          />
          <Groups platform={id} />
        </>
      ) : (
        <Loading error={error} retry={() => void refetch()} rows={14} />
      )}
    </>
  )
}
