import { Alert } from 'antd'
import { t } from 'i18next'
import { said } from '../../words/said'
import { unitText } from '../assessment/unit-value'
import type { OpenPoint } from './open-points'

/** 待办: what stops the submission, what is only worth a look, and the last day for it. */
export function OpenPoints({ points, until }: { points: readonly OpenPoint[]; until: string }) {
  const go = (indicator: string) => {
    const card = document.getElementById(`claim-${indicator}`)
    card?.scrollIntoView({ block: 'center' })
    card?.querySelector<HTMLElement>('input, button')?.focus()
  }
  const stops = points.some((it) => it.stops)
  return (
    <Alert
      type={stops ? 'warning' : points.length > 0 ? 'info' : 'success'}
      showIcon
      className="warnings"
      title={t(stops ? 'self.open' : 'self.ready', { count: points.filter((it) => it.stops).length, until })}
      description={
        points.length > 0 && (
          <ul className="open-points">
            {points.map(({ kind, line }) => (
              <li key={`${kind} ${line?.indicator}`}>
                {line && (
                  <button type="button" className="link-button" onClick={() => go(line.indicator)}>
                    {said(line)}
                  </button>
                )}{' '}
                {t(`open.${kind}`, {
                  until,
                  ledger: unitText(line?.ledger, line?.unit ?? ''),
                  claimed: unitText(line?.claimed, line?.unit ?? ''),
                  reason: line?.reason,
                })}
              </li>
            ))}
          </ul>
        )
      }
    />
  )
}
