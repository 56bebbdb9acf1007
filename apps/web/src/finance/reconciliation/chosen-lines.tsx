import { useWhole } from '../../api/answers'
import { Refused, send } from '../../api/ask'
import { useKeptText } from '../../forms/use-kept'
import { ForChosen } from '../../kit/for-chosen'
import { TextInput } from '../../kit/inputs'
import { useSession } from '../../session/session'
import { t, wordIn } from '../../words/word'
import type { Line, Match } from './candidates'
import { type Share, shareThatIsSure } from './receipt-shares'
import { sendReceipt } from './use-receipt'

const AT = '/api/platforms/{id}/reconciliation'

interface Props {
  readonly platform: string
  /** The chosen ones. */
  readonly lines: readonly Line[]
  readonly settled: (lines: readonly Line[]) => void
}

const called = (it: Line) => [it.day, it.counterparty ?? it.purpose, it.reference].filter(Boolean).join(' ')

/** What may be done to several lines at once, each as if it were done alone: a platform records receipts, finance settles lines. */
export function ChosenLines(props: Props) {
  const { may } = useSession()
  return (
    <>
      {may('recordEngagementEntry') && <ReceiptsOfChosen {...props} />}
      {may('reconcile') && <SuggestionsOfChosen {...props} />}
      {may('reconcile') && <SetAsideChosen {...props} />}
    </>
  )
}

/** 登记到账并匹配 of each about which nothing is left to choose; what somebody should read first is left to be pressed alone. */
function ReceiptsOfChosen({ platform, lines, settled }: Props) {
  const sharesOf = (line: Line) => shareThatIsSure(line) as readonly Share[]
  const record = async (line: Line, key: string) => {
    const tried = await sendReceipt(platform, line.line, sharesOf(line), { trial: true })
    const warnings = tried.warnings as readonly { code: string }[]
    if (tried.waits || warnings.length > 0) throw readFirst(warnings.map((it) => it.code))
    return sendReceipt(platform, line.line, sharesOf(line), { key })
  }
  return (
    <ForChosen
      button={t('bank.receiptRecord')}
      rows={lines.filter((it) => shareThatIsSure(it) && it.waiting !== it.open)}
      called={called}
      content={(it) => ({ line: it.line, shares: sharesOf(it) })}
      act={record}
      settled={settled}
    />
  )
}

/** The row stays chosen; at its own button the same is asked with its words. */
function readFirst(codes: readonly string[]): Refused {
  const why = codes.map((it) => t(wordIn('warningShort', it))).join('、')
  const title = t('bank.receiptReadFirst', { why: why || t('waitsNow') })
  return new Refused({
    type: 'urn:pilot-ledger:problem:read-first',
    code: 'read-first',
    status: 422,
    instance: '',
    title,
    titleEn: title,
  })
}

/** 确认建议 of each that the rules found whole; one with a difference is explained alone. */
function SuggestionsOfChosen({ platform: id, lines, settled }: Props) {
  const { data } = useWhole(`GET ${AT}/matches`, { id, state: 'suggested', limit: 1000 }, 'matches')
  const whole = new Map<string, Match>()
  for (const it of data?.matches ?? []) {
    if (it.difference === '0.00') for (const { line } of it.lines) whole.set(line, it)
  }
  const matchOf = ({ line }: Line) => whole.get(line)?.match ?? ''
  const confirm = (line: Line, key: string) =>
    send(`POST ${AT}/matches/{match}/confirmation`, { id, match: matchOf(line) }, {}, { key })
  return (
    <ForChosen
      button={t('bank.confirmSuggested')}
      rows={lines.filter((it) => whole.has(it.line))}
      called={called}
      content={(it) => ({ confirm: matchOf(it) })}
      act={confirm}
      settled={settled}
    />
  )
}

/** 非合同款: each set aside for the one reason. */
function SetAsideChosen({ platform: id, lines, settled }: Props) {
  const [typed, setReason] = useKeptText(`aside:${id}`, t('bank.setAside'))
  const reason = typed.trim()
  const setAside = ({ line }: Line, key: string) =>
    send(`POST ${AT}/lines/{line}/setting-aside`, { id, line }, { reason }, { key })
  return (
    <ForChosen
      button={t('bank.setAside')}
      rows={lines}
      called={called}
      content={({ line }) => ({ line, reason })}
      act={setAside}
      settled={(done) => {
        settled(done)
        // What failed is tried again for the same reason.
        if (done.length === lines.length) setReason('')
      }}
      disabled={reason === ''}
    >
      <TextInput label={t('bank.setAsideReason')} value={typed} change={setReason} max={500} className="bank-reason" />
    </ForChosen>
  )
}
