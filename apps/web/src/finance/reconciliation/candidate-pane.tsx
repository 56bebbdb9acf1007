import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useKeptText } from '../../forms/use-kept'
import { TextInput } from '../../kit/inputs'
import { Nothing, Sheet } from '../../kit/page'
import { Money } from '../../money/money'
import { t } from '../../words/word'
import { type Line, type Match, type Target, weigh } from './candidates'
import type { Adjustment, useMatching } from './use-matching'

const KINDS: readonly Adjustment['kind'][] = ['手续费', '利息', '汇兑', '尾差', '代扣', '其他']

interface Props {
  readonly line: Line
  readonly candidates: readonly Target[]
  readonly chosen: readonly Target[]
  readonly toggle: (target: string) => void
  readonly suggestion?: Match
  readonly searched: string
  readonly search: (text: string) => void
  readonly matching: ReturnType<typeof useMatching>
  readonly confirm: () => void
}

/** What a line could be, what is chosen beside it, and the difference. */
export function CandidatePane(props: Props) {
  const { line, candidates, chosen, toggle, suggestion, searched, search, matching, confirm } = props
  const [reason, setReason] = useKeptText(`line:${line.line}`, `${t('bank.line')} ${line.reference ?? line.day}`)
  const [kind, setKind] = useState(KINDS[0])
  const { chosen: sum, difference } = weigh(line, chosen)
  const shownDifference = chosen.length > 0 ? difference : suggestion ? suggestion.difference : line.open
  const differs = chosen.length > 0 && difference !== '0.00'
  const mustExplain = chosen.length === 0 && suggestion !== undefined && suggestion.difference !== '0.00'
  const adjust = async () => {
    const adjustment = { kind, reason: reason.trim() }
    if (chosen.length > 0 ? await matching.match(line, chosen, adjustment) : await adjusted(adjustment)) setReason('')
  }
  const adjusted = async (adjustment: Adjustment) => suggestion && (await matching.confirm(suggestion, adjustment))
  const setAside = async () => {
    if (await matching.setAside(line, reason.trim())) setReason('')
  }
  return (
    <Sheet title={t('bank.candidates')}>
      <Input
        allowClear
        aria-label={t('bank.search')}
        placeholder={t('bank.search')}
        value={searched}
        onChange={(event) => search(event.target.value)}
      />
      {suggestion && (
        <p className="bank-suggestion">
          {t('bank.suggested')}：{suggestion.targets.map((it) => t(`bank.kind.${it.kind}`)).join('、')}{' '}
          {suggestion.targets.map((it) => (
            <Link key={it.target} to={`/contracts/${it.contract}?entry=${it.entry}`}>
              <Money value={it.amount} />{' '}
            </Link>
          ))}
          <Button
            size="small"
            disabled={matching.busy}
            onClick={() => void matching.undo(suggestion.match, t('bank.reject'))}
          >
            {t('bank.reject')}
          </Button>
          {suggestion.note && <small className="bank-why">{suggestion.note}</small>}
        </p>
      )}
      {line.receipt && <p className="note">{t('bank.receiptByClerk', { contractNo: line.receipt.contractNo })}</p>}
      {candidates.length === 0 && !suggestion && <Nothing what={t('bank.noCandidates')} />}
      <ol className="bank-list">
        {candidates.map((it, i) => (
          <li key={it.target}>
            <button
              type="button"
              className="bank-row"
              aria-pressed={chosen.includes(it)}
              onClick={() => toggle(it.target)}
            >
              <kbd>{i + 1}</kbd>
              <span className="number">{it.day}</span>
              <span className="bank-who">
                {it.contractNo} {t(`bank.kind.${it.kind}`)}
                <small>{`${it.payer} · ${it.document.replace(/^\w+:/, '')}`}</small>
              </span>
              <span className="bank-amount">
                <Money value={it.open} />
              </span>
            </button>
          </li>
        ))}
      </ol>
      <dl className="bank-scale">
        <dt>{t('bank.line')}</dt>
        <dd>
          <Money value={line.open} />
        </dd>
        <dt>{t('bank.chosen')}</dt>
        <dd>
          <Money value={chosen.length > 0 ? sum : null} />
        </dd>
        <dt>{t('bank.difference')}</dt>
        <dd className={shownDifference === '0.00' ? 'bank-ties' : 'bank-differs'}>
          <Money value={shownDifference} />
        </dd>
      </dl>
      <div className="choices">
        <Button
          type="primary"
          disabled={matching.busy || mustExplain || (chosen.length === 0 && !suggestion)}
          onClick={confirm}
        >
          {t('bank.confirm')} (Enter){differs && ` · ${t('bank.partly')}`}
        </Button>
      </div>
      <div className="choices">
        <TextInput label={t('reason')} value={reason} change={setReason} max={500} className="bank-reason" />
        {(differs || mustExplain) && (
          <>
            <Select
              aria-label={t('bank.adjustmentKind')}
              value={kind}
              options={KINDS.map((it) => ({ value: it, label: it }))}
              onChange={setKind}
            />
            <Button disabled={matching.busy || reason.trim() === ''} onClick={() => void adjust()}>
              {t('bank.adjust')}
            </Button>
          </>
        )}
        <Button disabled={matching.busy || reason.trim() === '' || chosen.length > 0} onClick={() => void setAside()}>
          {t('bank.setAside')}
        </Button>
      </div>
    </Sheet>
  )
}
