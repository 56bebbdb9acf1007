import { Alert, Select } from 'antd'
import { t } from 'i18next'
import { Link, useParams } from 'react-router'
import { useAnswer } from '../../api/answers'
import { PrintButton } from '../../kit/buttons'
import { momentText } from '../../kit/moment'
import { usePageParams } from '../../kit/page-params'
import { Loading } from '../../kit/states'
import { Title } from '../../kit/title'
import { said } from '../../words/said'
import type { SchemeContent } from './scheme-content'
import { SchemeSheet } from './scheme-sheet'

/** One version of a scheme, to be read as a regulation is read. */
export function OneScheme() {
  const { scheme = '' } = useParams()
  const [{ version }, choose] = usePageParams('version')
  const newest = useAnswer('GET /api/schemes/{scheme}', { scheme })
  const chosen = version ?? (newest.data && String(newest.data.newest))
  const asked = useAnswer(
    'GET /api/schemes/{scheme}/versions/{version}',
    { scheme, version: chosen },
    { enabled: chosen !== undefined },
  )
  const data = asked.data
  if (!data)
    return (
      <Loading
        error={newest.error ?? asked.error}
        retry={() => void (newest.error ? newest.refetch() : asked.refetch())}
        rows={14}
      />
    )
  return (
    <>
      <Title
        text={said(data.titles)}
        note={`${data.code} · ${t('scheme.version', { version: data.version })} · ${momentText(data.publishedAt)} ${data.actor}`}
      >
        <Link to="/schemes">{t('page.schemes')}</Link>
        {data.versions.length > 1 && (
          <Select
            aria-label={t('scheme.versions')}
            value={String(data.version)}
            options={data.versions.map((it) => ({
              value: String(it.version),
              label: t('scheme.version', { version: it.version }),
            }))}
            onChange={(it) => choose({ version: it })}
          />
        )}
        <PrintButton />
      </Title>
      {data.sample && (
        <Alert
          type="warning"
          showIcon
          className="warnings"
          title={t('scheme.isSample')}
          description={data.source && `${data.source.document} — ${data.source.citation}`}
        />
      )}
      <SchemeSheet content={data.content as unknown as SchemeContent} />
      <p className="note">
        {t('scheme.hash')} <span className="hash">{data.contentHash}</span>
      </p>
    </>
  )
}
