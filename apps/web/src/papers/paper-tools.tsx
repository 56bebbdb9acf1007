import {
  CloseOutlined,
  DownloadOutlined,
  LeftOutlined,
  RightOutlined,
  RotateRightOutlined,
  ZoomInOutlined,
  ZoomOutOutlined,
} from '@ant-design/icons'
import { Button, InputNumber } from 'antd'
import type { ReactNode } from 'react'
import { useShortcuts } from '../kit/shortcuts'
import { t, type Word } from '../words/word'
import type { Place } from './paper'
import type { View } from './use-view'

/** What can be done with a paper, each as a button and by a key that is said beside it. */
export function PaperTools({
  view,
  place,
  download,
  move,
  close,
}: {
  /** Undefined: there is nothing to look at. */
  view?: View
  place?: Place
  download?: string
  move: (by: number) => void
  close: () => void
}) {
  const leaf = (by: number) => view?.go(view.page + by)
  const keys = {
    ArrowRight: () => leaf(1),
    ArrowLeft: () => leaf(-1),
    PageDown: () => leaf(1),
    PageUp: () => leaf(-1),
    Home: () => view?.go(1),
    End: () => view?.go(view.pages),
    ']': () => move(1),
    '[': () => move(-1),
    '+': () => view?.enlarge(1),
    '=': () => view?.enlarge(1),
    '-': () => view?.enlarge(-1),
    '0': () => view?.fit(),
    r: () => view?.turn(),
    Escape: close,
  }
  useShortcuts(keys)
  return (
    <div className="paper-tools">
      {view && view.pages > 1 && (
        <span className="paper-group">
          <Tool word="paper.pageBefore" key_="←" icon={<LeftOutlined />} off={view.page === 1} act={() => leaf(-1)} />
          <InputNumber
            aria-label={t('paper.page')}
            size="small"
            controls={false}
            min={1}
            max={view.pages}
            precision={0}
            value={view.page}
            onChange={(page) => page !== null && view.go(page)}
          />
          <span className="number">/ {view.pages}</span>
          <Tool
            word="paper.pageNext"
            key_="→"
            icon={<RightOutlined />}
            off={view.page === view.pages}
            act={() => leaf(1)}
          />
        </span>
      )}
      {view && (
        <span className="paper-group">
          <Tool word="paper.smaller" key_="-" icon={<ZoomOutOutlined />} act={() => view.enlarge(-1)} />
          <Button size="small" type="text" title={`${t('paper.fit')} (0)`} onClick={view.fit}>
            {Math.round(view.zoom * 100)}%
          </Button>
          <Tool word="paper.larger" key_="+" icon={<ZoomInOutlined />} act={() => view.enlarge(1)} />
          <Tool word="paper.turn" key_="r" icon={<RotateRightOutlined />} act={view.turn} />
        </span>
      )}
      {place && place.of > 1 && (
        <span className="paper-group">
          <Button size="small" title="[" disabled={place.no === 1} onClick={() => move(-1)}>
            {t('paper.before')}
          </Button>
          <span className="number">
            {place.no} / {place.of}
          </span>
          <Button size="small" title="]" disabled={place.no === place.of} onClick={() => move(1)}>
            {t('paper.next')}
          </Button>
        </span>
      )}
      <span className="paper-group paper-end">
        {download && (
          <Button
            size="small"
            type="text"
            icon={<DownloadOutlined />}
            href={download}
            aria-label={t('paper.download')}
            title={t('paper.download')}
          />
        )}
        <Tool word="paper.close" key_="Esc" icon={<CloseOutlined />} act={close} />
      </span>
      <p className="note paper-keys">{t('paper.keys')}</p>
      <span role="status" className="unseen">
        {view && view.pages > 1 && t('paper.pageOf', { page: view.page, pages: view.pages })}
      </span>
    </div>
  )
}

function Tool({
  word,
  key_,
  icon,
  off,
  act,
}: {
  word: Word
  key_: string
  icon: ReactNode
  off?: boolean
  act: () => void
}) {
  return (
    <Button
      size="small"
      type="text"
      icon={icon}
      disabled={off}
      aria-label={t(word)}
      aria-keyshortcuts={key_}
      title={`${t(word)} (${key_})`}
      onClick={act}
    />
  )
}
