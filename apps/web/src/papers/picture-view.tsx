import { Alert } from 'antd'
import { useRef, useState } from 'react'
import { t } from '../words/word'
import { useTop } from './use-top'
import type { View } from './use-view'
import { useWidth } from './use-width'

/** A photo or a scan as it is, as wide as the pane at first; of several pages one, and the one that was seen until the next has come. */
export function PictureView({ address, name, view }: { address: string; name: string; view: View }) {
  const { zoom, turned, page, pages } = view
  const box = useRef<HTMLElement>(null)
  const width = useWidth(box)
  const [size, setSize] = useState<{ readonly width: number; readonly height: number }>()
  const [came, setCame] = useState<{ readonly address: string; readonly failed: boolean }>()
  const known = came?.address === address
  const failed = known && came.failed
  const lies = turned % 180 !== 0
  // The edge that lies across the pane has its width; the other one follows.
  const across = Math.floor(width * zoom)
  const down = size ? (across * (lies ? size.width / size.height : size.height / size.width)) | 0 : 0
  useTop(box, page)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keyboard too.
    <section className="paper-page" ref={box} tabIndex={0} aria-label={name} aria-busy={!known}>
      {failed && <Alert type="error" showIcon role="alert" title={t('paper.broken')} />}
      <div className="paper-picture" style={{ width: across, height: down }} hidden={failed}>
        <img
          src={address}
          alt={pages > 1 ? t('paper.pageOf', { page, pages }) : name}
          style={{ width: lies ? down : across, height: lies ? across : down, rotate: `${turned}deg` }}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
            setSize({ width: naturalWidth, height: naturalHeight })
            setCame({ address, failed: false })
          }}
          onError={() => setCame({ address, failed: true })}
        />
      </div>
    </section>
  )
}
