import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { t } from 'i18next'
import type { useCursor } from '../api/answers'

/** Back and forth through a list that the service pages. */
export function Pages({ cursor, next }: { cursor: ReturnType<typeof useCursor>; next?: string }) {
  if (cursor.first && !next) return null
  return (
    <nav className="pages" aria-label={t('pages')}>
      <Button icon={<LeftOutlined />} disabled={cursor.first} onClick={cursor.back} aria-label={t('pageBefore')} />
      <span className="number">{t('page', { page: cursor.page })}</span>
      <Button
        icon={<RightOutlined />}
        disabled={!next}
        onClick={() => next && cursor.next(next)}
        aria-label={t('pageNext')}
      />
    </nav>
  )
}
