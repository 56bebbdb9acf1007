import { calledOtherwise, type Known } from '../../forms/known-of-platform'
import { fenOf, shown, typedAmount } from '../../money/amount'
import { t } from '../../words/word'

type Values = Readonly<Record<string, unknown>>

/** The amount of an entry that is held against the platform's usual one. */
const HELD: Readonly<Record<string, readonly [field: string, usual: keyof Known['usual']]>> = {
  ContractSigned: ['amount', 'contract'],
  InvoiceIssued: ['share', 'invoice'],
  PaymentReceived: ['share', 'receipt'],
}
/** So many times the usual amount, and a point is likelier to be in the wrong place than such a contract to be real. */
const ABSURD = 10n
const PARTIES = ['client', 'payer', 'holder']

/**
 * What is asked before an entry is recorded, beside the warnings that it would bring and that stay: an amount of ten times the
 * platform's usual one, a client known under another name. Nothing of it is forbidden.
 */
export function questionsOf(type: string, values: Values, known: Known | undefined): readonly string[] {
  const [field, of] = HELD[type] ?? []
  const usual = of && known?.usual[of]
  const amount = typedAmount(String(values[field ?? ''] ?? ''))
  const questions: string[] = []
  if (usual && fenOf(usual) > 0n && /^\d+\.\d{2}$/.test(amount)) {
    const times = fenOf(amount) / fenOf(usual)
    if (times >= ABSURD)
      questions.push(
        t('asked.absurd', { amount: shown(amount, 'yuan'), usual: shown(usual, 'yuan'), times: String(times) }),
      )
  }
  for (const it of PARTIES) {
    const client = calledOtherwise(known, values[it])
    if (client) questions.push(t('party.calledOtherwise', { name: client.name }))
  }
  return questions
}
