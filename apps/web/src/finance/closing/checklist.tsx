import { Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Answers } from '../../api/ask'
import { useShortcuts } from '../../kit/shortcuts'
import { useStep } from '../../kit/step'
import { DataTable, EntryLink } from '../../kit/tables'
import { Tag } from '../../kit/tag'
import type { Paper } from '../../papers/paper'
import { PaperLink } from '../../papers/paper-link'
import { PapersBeside } from '../../papers/papers-beside'
import { spoken, t } from '../../words/word'
import { SettledAt } from './settled-at'

type Item = Answers['GET /api/platforms/{id}/closing-checklist']['items'][number]

/** One thing that is open, and the papers of the entries that it rests on. */
interface Point {
  readonly key: string
  readonly told: Item['examples'][number]
  readonly papers: readonly Paper[]
}

/** 结账检查单: what a close looks at, what of it is open with its papers beside it, and the reason for what is left. */
export function Checklist({
  platform,
  waitingAt,
  items,
  reasons,
  change,
}: {
  platform: string
  /** The closed period whose changes wait for a second person. */
  waitingAt: string | undefined
  items: readonly Item[]
  reasons: Readonly<Record<string, string>>
  change: (item: string, reason: string) => void
}) {
  const points = new Map(items.map((it) => [it.item, pointsOf(it, platform)]))
  const all = [...points.values()].flat()
  const [at, setAt] = useState<string>()
  const step = useStep(all.findIndex((it) => it.key === at))
  const opened = useRef<(of: string) => void>(undefined)
  const move = (by: number) => {
    if (all.length === 0) return
    step.to(Math.max(0, Math.min(all.length - 1, step.at() + by)))
    setAt(all[step.at()].key)
  }
  const open = () => {
    if (step.at() === -1) move(1)
    const point = all[step.at()]
    if (point) opened.current?.(point.key)
  }
  useShortcuts({ ArrowDown: () => move(1), ArrowUp: () => move(-1), v: open })
  return (
    <PapersBeside papers={all.flatMap((it) => it.papers)} at={at} opened={opened} onMoved={setAt}>
      <p className="note no-print">{t('closing.keys')}</p>
      <DataTable
        rowKey="item"
        rows={items}
        fits={620}
        columns={[
          {
            word: 'closing.item',
            width: 130,
            cell: (it) => (
              <SettledAt item={it.item} platform={platform} period={waitingAt}>
                {spoken(it)}
              </SettledAt>
            ),
          },
          {
            word: 'closing.open',
            right: true,
            width: 64,
            cell: (it) => (it.open === 0 ? <Tag color="green">0</Tag> : <Tag color="orange">{it.open}</Tag>),
          },
          {
            word: 'closing.examples',
            reads: (it) =>
              (points.get(it.item) ?? []).map(({ told }) => spoken(told)).join(' ') || String(it.waived.count || ''),
            cell: (it) => (
              <>
                {points.get(it.item)?.map((one) => (
                  <OnePoint key={one.key} point={one} chosen={one.key === at} />
                ))}
                {it.open > it.examples.length && (
                  <p className="note">{t('closing.moreOpen', { count: it.open - it.examples.length })}</p>
                )}
                {it.waived.count > 0 && <Left of={it.waived} />}
              </>
            ),
          },
          {
            word: 'closing.waiver',
            width: 150,
            cell: (it) => {
              if (it.open === 0) return ''
              if (!it.waivable) return t('closing.notWaivable')
              return (
                <Input
                  aria-label={`${t('closing.waiver')} ${spoken(it)}`}
                  value={reasons[it.item] ?? ''}
                  maxLength={500}
                  onChange={(event) => change(it.item, event.target.value)}
                />
              )
            },
          },
        ]}
      />
    </PapersBeside>
  )
}

function pointsOf({ item, examples }: Item, platform: string): readonly Point[] {
  return examples.map((told, i) => {
    const key = `${item} ${i}`
    const papers = told.evidence.map(({ sha256, fileName, pages, of }) => ({
      platform,
      sha256,
      fileName,
      pages,
      of: key,
      about: `${spoken(told)} · ${t(`evidence.of.${of}`)}`,
    }))
    return { key, told, papers }
  })
}

function OnePoint({ point: { told, papers }, chosen }: { point: Point; chosen: boolean }) {
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (chosen) line.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <div className="point" ref={line} aria-current={chosen ? 'true' : undefined}>
      {spoken(told)} {told.engagement !== undefined && <Where of={told} />}
      {papers.map((it) => (
        <div key={it.sha256} className="note">
          {it.fileName} <PaperLink paper={it} />
        </div>
      ))}
    </div>
  )
}

function Where({ of: { engagement, entry = '' } }: { of: Pick<Point['told'], 'engagement' | 'entry'> }) {
  return (
    <span className="no-print">
      <EntryLink entry={{ engagement, entryId: entry, contractNo: t('closing.toEntry') }} />
    </span>
  )
}

/** What stands waived: why, since when and until when. */
function Left({ of }: { of: Item['waived'] }) {
  return (
    <details>
      <summary className="note">{t('closing.left', { count: of.count })}</summary>
      {of.findings.map((it) => (
        <div className="note" key={`${it.entry} ${it.en} ${it.since}`}>
          {spoken(it)} {it.engagement !== undefined && <Where of={it} />} ·{' '}
          {t('closing.leftWhy', { reason: it.reason, since: it.since ?? t('closing.editing') })}
          {it.until && t('closing.leftUntil', { until: it.until })}
        </div>
      ))}
    </details>
  )
}
