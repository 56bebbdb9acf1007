import { Tag } from 'antd'
import { t } from 'i18next'
import { useEffect, useRef } from 'react'
import { Money } from '../../money/money'
import type { Line, Match } from './candidates'

interface Props {
  readonly lines: readonly Line[]
  readonly suggested: readonly Match[]
  readonly at: string
  readonly choose: (line: string) => void
}

/** Open lines; the one at hand has the keyboard and stays in sight. */
export function LineList({ lines, suggested, at, choose }: Props) {
  const here = useRef<HTMLButtonElement>(null)
  const withSuggestion = new Set(suggested.flatMap((it) => it.lines.map((one) => one.line)))
  // biome-ignore lint/correctness/useExhaustiveDependencies: it moves with the line at hand
  useEffect(() => {
    here.current?.focus({ preventScroll: true })
    here.current?.scrollIntoView({ block: 'nearest' })
  }, [at])
  return (
    <section className="sheet">
      <h2>
        {t('bank.lines')} <span className="number">{lines.length}</span>
      </h2>
      <ul className="bank-list">
        {lines.map((it) => (
          <li key={it.line}>
            <button
              type="button"
              ref={it.line === at ? here : undefined}
              className="bank-row"
              aria-current={it.line === at}
              onClick={() => choose(it.line)}
            >
              <span className="number">{it.day}</span>
              <span className="bank-who">
                {it.counterparty ?? it.purpose ?? it.reference}
                {withSuggestion.has(it.line) && <Tag color="blue">{t('bank.suggested')}</Tag>}
                {it.repeats && <Tag color="orange">{t('bank.repeated')}</Tag>}
                <small>{[it.reference, it.endToEndId, it.purpose].filter(Boolean).join(' · ')}</small>
              </span>
              <span className="bank-amount">
                {t(it.direction === 'credit' ? 'bank.came' : 'bank.went')} <Money value={it.open} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
