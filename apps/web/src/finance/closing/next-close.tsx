import { useState } from 'react'
import type { Answers } from '../../api/ask'
import { Restored } from '../../forms/restored'
import { useKept } from '../../forms/use-kept'
import { DayInput } from '../../kit/inputs'
import { useLoaded } from '../../kit/loaded'
import { today } from '../../kit/moment'
import { SendForm } from '../../kit/send-form'
import { spoken, t } from '../../words/word'
import { Checklist } from './checklist'
import { monthBefore, nextPeriod } from './next-period'
import { SettledAt } from './settled-at'

type Closes = Answers['GET /api/platforms/{id}/closes']['closes']

type Reasons = Readonly<Record<string, string>>
const NO_REASONS: Reasons = {}
/** What is emptied again is no reason. */
const stated = (reasons: Reasons): Reasons => Object.fromEntries(Object.entries(reasons).filter(([, it]) => it !== ''))

/** 结账检查单 of the next period: what is open, why it is left, and the proposal with the totals as they are seen here. */
export function NextClose({ platform, closes }: { platform: string; closes: Closes }) {
  const closed = closes.filter((it) => it.status === 'closed' || it.status === 'reopeningProposed').map((it) => it.to)
  const start = closed.length === 0 ? monthBefore(today()) : nextPeriod(closed.sort().at(-1) as string)
  const [from, setFrom] = useState(start.from)
  const [to, setTo] = useState(start.to)
  const called = `${t('closing.next')} ${from} — ${to}`
  const kept = useKept(`waivers:${platform}:${from}:${to}`, called, NO_REASONS)
  const reasons = kept.value
  const [until, setUntil] = useState<string>()
  const { data, waiting } = useLoaded('GET /api/platforms/{id}/closing-checklist', { id: platform, from, to })
  if (!data) return waiting()
  const waivers = data.items
    .filter((it) => it.open > 0 && it.waivable && reasons[it.item]?.trim())
    .map(({ item }) => ({ item, reason: reasons[item].trim(), ...(until ? { until } : {}) }))
  const open = data.items.filter((it) => it.open > 0 && !waivers.some(({ item }) => item === it.item))
  const waitingAt = closes.find((it) => (it.restatements?.pending ?? 0) > 0)?.period
  return (
    <section className="sheet" aria-label={t('closing.next')}>
      <h2>
        {t('closing.next')} {data.period}
      </h2>
      <div className="choices">
        <DayInput aria-label={t('times.from')} value={from} onChange={(it) => it && setFrom(it)} />
        <span>—</span>
        <DayInput aria-label={t('times.to')} value={to} onChange={(it) => it && setTo(it)} />
      </div>
      <Restored draft={kept} />
      <Checklist
        platform={platform}
        waitingAt={waitingAt}
        items={data.items}
        reasons={reasons}
        change={(item, reason) => kept.change(stated({ ...reasons, [item]: reason }))}
      />
      {waivers.length > 0 && (
        <div className="choices">
          <span>{t('closing.until')}</span>
          <DayInput aria-label={t('closing.until')} value={until} onChange={(it) => setUntil(it || undefined)} />
        </div>
      )}
      <p className="note">{t('closing.seen', { sequence: data.asOf.sequence, hash: data.totalsHash.slice(0, 16) })}</p>
      {open.length > 0 && (
        <p className="note" role="status">
          {t('closing.notYet')}
          {open.map((it) => (
            <span key={it.item}>
              {' '}
              <SettledAt item={it.item} platform={platform} period={waitingAt}>{`${spoken(it)} ${it.open}`}</SettledAt>
              {t(it.waivable ? 'closing.orWaive' : 'closing.mustSettle')}
            </span>
          ))}
        </p>
      )}
      <SendForm
        primary
        button={t('closing.propose')}
        disabled={open.length > 0}
        sent={() => ({
          route: 'POST /api/platforms/{id}/closing/closes',
          params: { id: platform },
          body: { period: data.period, sequence: data.asOf.sequence, totalsHash: data.totalsHash, waivers },
        })}
        onDone={kept.giveUp}
      />
    </section>
  )
}
