import { Table, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useAnswer } from '../../api/answers'
import { Loading } from '../../kit/states'
import { Title } from '../../kit/title'
import { usePlatforms } from '../../session/platforms'

/** 封存核对: every sealed result computed again from the log, its hash beside the stored one. */
export function SealPage() {
  const { t } = useTranslation()
  const { round = '' } = useParams()
  const { nameOf } = usePlatforms()
  const { data, error, refetch } = useAnswer('GET /api/rounds/{round}/seal', { round })
  if (!data) return <Loading error={error} retry={() => void refetch()} rows={8} />
  const equal = data.results.every((it) => it.equal)
  return (
    <>
      <Title
        text={t('seal.title')}
        note={
          <>
            {data.roundNo} ·{' '}
            {data.results.length === 0
              ? t('seal.none')
              : t(data.stands ? 'seal.stands' : 'seal.fallen', { sealNo: data.sealNo })}{' '}
            {data.results.length > 0 && (
              <Tag color={equal ? 'green' : 'red'}>{t(equal ? 'seal.allEqual' : 'seal.someDiffer')}</Tag>
            )}
          </>
        }
      >
        <Link to={`/rounds/${round}`}>{t('assessment.toRound')}</Link>
      </Title>
      <p className="note">{t('seal.means')}</p>
      <Table
        rowKey={(it) => `${it.platform} ${it.sealNo}`}
        size="small"
        bordered
        pagination={false}
        dataSource={[...data.results]}
        scroll={{ x: 'max-content' }}
        columns={[
          {
            key: 'platform',
            title: t('round.platform'),
            render: (_, it) => (
              <Link to={`/rounds/${round}/platforms/${it.platform}?view=result`}>{nameOf(it.platform)}</Link>
            ),
          },
          { key: 'no', title: t('seal.no'), align: 'right', render: (_, it) => it.sealNo },
          {
            key: 'equal',
            title: t('seal.equal'),
            render: (_, it) => (
              <>
                <Tag color={it.equal ? 'green' : 'red'}>{t(it.equal ? 'seal.same' : 'seal.different')}</Tag>
                {it.difference && (
                  <div className="note">
                    {it.difference.path}: {it.difference.stored} ≠ {it.difference.recomputed}
                  </div>
                )}
                {it.fault && <div className="note">{it.fault}</div>}
              </>
            ),
          },
          {
            key: 'stored',
            title: t('seal.stored'),
            width: 300,
            render: (_, it) => <div className="hash">{it.storedHash}</div>,
          },
          {
            key: 'recomputed',
            title: t('seal.recomputed'),
            width: 300,
            render: (_, it) => <div className="hash">{it.recomputedHash ?? '—'}</div>,
          },
        ]}
      />
    </>
  )
}
