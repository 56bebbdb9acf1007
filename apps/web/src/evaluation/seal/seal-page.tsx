import { Link, useParams } from 'react-router'
import { ActCertificate } from '../../figures/certificate'
import { useLoaded } from '../../kit/loaded'
import { Title } from '../../kit/page'
import { DataTable } from '../../kit/tables'
import { Tag } from '../../kit/tag'
import { usePlatforms } from '../../session/session'
import { t } from '../../words/word'

/** 封存核对: every sealed result computed again from the log, its hash beside the stored one. */
export function SealPage() {
  const { round = '' } = useParams()
  const { nameOf } = usePlatforms()
  const { data, waiting } = useLoaded('GET /api/rounds/{round}/seal', { round })
  if (!data) return waiting(8)
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
        {data.results.length > 0 && (
          <ActCertificate href={`./api/rounds/${round}/seal/certificate`} action="takeSealCertificate" />
        )}
        <Link to={`/rounds/${round}`}>{t('assessment.toRound')}</Link>
      </Title>
      <p className="note">{t('seal.means')}</p>
      <DataTable
        rowKey={(it) => `${it.platform} ${it.sealNo}`}
        rows={data.results}
        columns={[
          {
            word: 'contract.platform',
            cell: (it) => (
              <Link to={`/rounds/${round}/platforms/${it.platform}?view=result`}>{nameOf(it.platform)}</Link>
            ),
          },
          { word: 'seal.no', right: true, cell: (it) => it.sealNo },
          {
            word: 'seal.equal',
            cell: (it) => (
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
          { word: 'seal.stored', width: 300, cell: (it) => <div className="hash">{it.storedHash}</div> },
          { word: 'seal.recomputed', width: 300, cell: (it) => <div className="hash">{it.recomputedHash ?? '—'}</div> },
        ]}
      />
    </>
  )
}
