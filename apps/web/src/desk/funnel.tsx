import type { ReactNode } from 'react'
import { useCatalogue, Value } from '../figures/figure'
import { Sheet } from '../kit/page'
import { barShare } from '../money/amount'
import { Money } from '../money/money'
import { t, wordIn } from '../words/word'
import { Amounts } from './amounts'
import type { Told } from './desk'

/** 签订 → 开票 → 到账 → 未到账 of all days up to today, and how old the last is. The bars say what the digits beside them say. */
export function Funnel({ funnel, platform }: { funnel: Told<'funnel'>; platform?: string }) {
  const { nameOf } = useCatalogue()
  const { figures, ageing, window } = funnel
  const [signed] = figures
  const whole = signed.value ?? signed.refused?.parts[0].value ?? '0.00'
  const outstanding = figures.find((it) => it.code === 'outstanding')?.value ?? '0.00'
  return (
    <Sheet
      title={
        <>
          {t('desk.funnel')} <span className="note">{t('desk.funnelNote', { to: window.to })}</span>
        </>
      }
      label={t('desk.funnel')}
    >
      <dl className="desk-bars">
        {figures.map((it) => (
          <BarLine key={it.code} name={nameOf(it.code)} part={it.value ?? '0.00'} whole={whole}>
            {platform ? <Amounts figure={it} window={window} platform={platform} /> : <Value figure={it} />}
          </BarLine>
        ))}
      </dl>
      <h3>{t('desk.ageing')}</h3>
      <dl className="desk-bars">
        {ageing.map(({ bucket, value }) => (
          <BarLine key={bucket} name={t(wordIn('ageing', bucket))} part={value} whole={outstanding}>
            <Money value={value} />
          </BarLine>
        ))}
      </dl>
    </Sheet>
  )
}

function BarLine({ name, part, whole, children }: { name: string; part: string; whole: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span className="desk-bar" aria-hidden>
          <span style={{ width: `${barShare(part, whole)}%` }} />
        </span>
        <span className="number">{children}</span>
      </dd>
    </div>
  )
}
