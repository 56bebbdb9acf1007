import { Button } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useAnswer, useWhole } from '../../api/answers'
import { Loading, Nothing, ProblemAlert } from '../../kit/page'
import { Tag } from '../../kit/tag'
import { Money } from '../../money/money'
import { t } from '../../words/word'
import { CandidatePane } from './candidate-pane'
import { candidatesFor, type Line, type Match, type Target } from './candidates'
import { type Left, RunOfRules } from './run-of-rules'
import { useMatching } from './use-matching'
import { WaitingReceipt } from './waiting-receipt'

const AT = '/api/platforms/{id}/reconciliation'

/** Lines on the left, what they could be on the right; everything with one key. */
export function MatchingView({ platform }: { platform: string }) {
  const id = platform
  const lines = useWhole(`GET ${AT}/lines`, { id, state: 'open', limit: 1000 }, 'lines')
  const targets = useWhole(`GET ${AT}/targets`, { id, state: 'open', limit: 1000 }, 'targets')
  const suggested = useWhole(`GET ${AT}/matches`, { id, state: 'suggested', limit: 1000 }, 'matches')
  const left = useAnswer(`GET ${AT}/queues`, { id, limit: 1 })
  const failed = [lines, targets, suggested].find((it) => it.error)
  // Where there is no line nothing is chosen for it.
  if (!lines.data || !suggested.data || (lines.data.lines.length > 0 && !targets.data))
    return <Loading error={failed?.error} retry={() => void failed?.refetch()} rows={10} />
  const props = {
    platform,
    lines: lines.data.lines,
    targets: targets.data?.targets ?? [],
    suggested: suggested.data.matches,
    left: left.data,
  }
  return <Matching {...props} />
}

interface ViewProps {
  readonly platform: string
  readonly lines: readonly Line[]
  readonly targets: readonly Target[]
  readonly suggested: readonly Match[]
  readonly left: Left | undefined
}

function Matching({ platform, lines, targets, suggested, left }: ViewProps) {
  const matching = useMatching(platform)
  const [at, setAt] = useState<string>()
  const [searched, setSearched] = useState('')
  const [picked, setPicked] = useState<{ line?: string; targets: readonly string[] }>({ targets: [] })
  const index = Math.max(
    0,
    lines.findIndex((it) => it.line === at),
  )
  const line = lines[index] as Line | undefined
  const suggestion = line && suggested.find((it) => it.lines.some((one) => one.line === line.line))
  const candidates = line ? candidatesFor(line, targets, searched) : []
  const own = picked.line === line?.line ? picked.targets : []
  const chosen = own.flatMap((it) => targets.find((target) => target.target === it) ?? [])
  const go = (to: number) => {
    setAt(lines[Math.max(0, Math.min(lines.length - 1, to))]?.line)
    setSearched('')
    matching.forget()
  }
  const toggle = (target: string) =>
    setPicked({
      line: line?.line,
      targets: own.includes(target) ? own.filter((it) => it !== target) : [...own, target],
    })
  const confirm = async () => {
    if (!line || matching.busy) return
    if (chosen.length > 0) await matching.match(line, chosen)
    else if (suggestion && suggestion.difference === '0.00') await matching.confirm(suggestion)
  }
  const undo = () => matching.last && !matching.busy && void matching.undo(matching.last, t('bank.undo'))
  const onKey = (event: KeyboardEvent) => {
    // Typing a reason or a search is no command.
    if ((event.target as HTMLElement).closest('input, textarea, [role="combobox"]') || event.ctrlKey || event.metaKey)
      return
    const digit = /^[1-9]$/.test(event.key) ? candidates[Number(event.key) - 1] : undefined
    if (event.key === 'ArrowDown') go(index + 1)
    else if (event.key === 'ArrowUp') go(index - 1)
    else if (digit) toggle(digit.target)
    // On a row it confirms (a space chooses it); any other button does what it says.
    else if (event.key === 'Enter' && !(event.target as HTMLElement).closest('button:not(.bank-row)')) void confirm()
    else if (event.key === 'u') undo()
    else return
    event.preventDefault()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are a short cut for the buttons inside
    <div className="bank-matching" onKeyDown={onKey}>
      <p className="note">{t('bank.keys')}</p>
      <div className="choices">
        <Button type="primary" loading={matching.busy} onClick={() => void matching.run()}>
          {t('bank.run')}
        </Button>
        <Button disabled={!matching.last || matching.busy} onClick={undo}>
          {t('bank.undo')} (u)
        </Button>
      </div>
      <ProblemAlert problem={matching.problem} />
      <RunOfRules platform={platform} queues={left} ran={matching.ran} suggested={suggested.length} />
      {line === undefined ? (
        <Nothing what={t('bank.noLines')} />
      ) : (
        <div className="bank-sides">
          <LineList lines={lines} suggested={suggested} at={line.line} choose={setAt} />
          <CandidatePane
            key={line.line}
            line={line}
            candidates={candidates}
            chosen={chosen}
            toggle={toggle}
            suggestion={suggestion}
            searched={searched}
            search={setSearched}
            matching={matching}
            confirm={() => void confirm()}
          />
        </div>
      )}
    </div>
  )
}

interface Props {
  readonly lines: readonly Line[]
  readonly suggested: readonly Match[]
  readonly at: string
  readonly choose: (line: string) => void
}

/** Open lines; the one at hand has the keyboard and stays in sight. */
function LineList({ lines, suggested, at, choose }: Props) {
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
                {it.waiting !== '0.00' && <WaitingReceipt waiting={it.waiting} />}
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
