import { Tag } from 'antd'
import { t } from 'i18next'
import { Money } from '../money/money'
import { wordIn } from '../words/word'
import type { Step } from './items'

const COLOURS: Readonly<Record<string, string>> = { recognised: 'green', cultivated: 'blue', refused: 'red' }

/** A step in one line: what, when, how it came out. */
export function StepText({ step }: { step: Step }) {
  return (
    <span className="summary">
      <span>{t(wordIn('entry', step.type))}</span>
      <span className="number">{step.on}</span>
      {step.passed !== undefined && (
        <Tag color={step.passed ? 'green' : 'red'}>{t(step.passed ? 'programme.passed' : 'programme.failed')}</Tag>
      )}
      {step.decision !== undefined && (
        <Tag color={COLOURS[step.decision]}>{t(wordIn('entry.ApplicationDecided.decision', step.decision))}</Tag>
      )}
      {step.party && <span>{step.party.name}</span>}
      {typeof step.amount === 'string' && <Money value={step.amount} />}
    </span>
  )
}
