import { answer, contractTotals, type FigureValue, Question, type Tables } from '@pilot-ledger/figures'
import { figureNamed } from '@pilot-ledger/figures/reporting'
import { type BusinessDate, mapInTurns } from '@pilot-ledger/kernel'
import { type Accounts, codeOf } from './accounts'
import type { ControlTotal, CountedUnit } from './journal'

/** All business days there are: a journal has no window, it opens with nothing. */
const FIRST_DAY = '1950-01-01'
/** All days there are: by the head office of this one a legal person counts once. */
export const LAST_DAY = '2199-12-31'

/** The figure that a commodity's total must equal. */
const FIGURE_OF: Readonly<Record<CountedUnit, string>> = {
  PROJECT: 'projects',
  CLIENT: 'clients',
  PRODUCT: 'products',
  BATCH: 'batches',
  RELEASE: 'batchesReleased',
  VARIETY: 'approvals',
  CERTIFICATE: 'approvals.certificates',
  CENTRE: 'jointCentres',
  LINE: 'productionLines',
  EQUIPMENT: 'sharedEquipment',
  LIBRARY: 'libraryProjects',
}
const MONEY_BY_MONTH = ['invoicedAmount', 'receivedAmount', 'outstanding'] as const

const fen = (value: string) => BigInt(value.replace('.', ''))

/**
 * 控制数: what the ledger's figures say that the journal must come to, asked at the same cut: the platform's totals on the
 * journal's last day, the part of every contract, and what was invoiced, received and outstanding at every month's end (so
 * that a right amount on a wrong day shows too). Figures come from the read model, postings from the log: where a tool
 * finds the two equal, two ways of counting have agreed, and the tool was a third.
 */
export async function controlTotals(
  tables: Tables,
  platform: number,
  cut: number,
  days: { readonly last: BusinessDate; readonly monthEnds: readonly BusinessDate[] },
  accounts: Accounts,
): Promise<ControlTotal[]> {
  const requested = (to: BusinessDate) => new Question(tables, { from: FIRST_DAY, to }, cut, platform)
  const question = requested(LAST_DAY)
  const moneyFigures = MONEY_BY_MONTH.map((it) => figureNamed(it))
  const counted = Object.entries(FIGURE_OF) as [CountedUnit, string][]
  const monthly = await mapInTurns(days.monthEnds, (day) =>
    moneyControls(answer(requested(day), moneyFigures), accounts).map((it) => ({ ...it, day })),
  )
  return [
    ...monthly.flat(),
    ...answer(question, [figureNamed('contractAmount')]).flatMap((it) => signedControls(it, accounts, days.last)),
    ...moneyControls(answer(question, moneyFigures), accounts).map((it) => ({ ...it, day: days.last })),
    ...answer(
      question,
      counted.map(([, code]) => figureNamed(code)),
    ).map((it, i) => ({
      account: accounts.counted(counted[i][0]),
      commodity: counted[i][0],
      amount: BigInt(it.value as string),
      day: days.last,
    })),
    ...contractControls(question, accounts, days.last),
  ]
}

/** Both tax bases, also where there is none of it: an amount on the wrong tree must not pass. */
function signedControls({ value, taxBasis, refused }: FigureValue, accounts: Accounts, day: BusinessDate) {
  const parts = refused?.parts ?? [{ taxBasis: taxBasis ?? 'inclusive', value: value as string }]
  return (['inclusive', 'exclusive'] as const).map((basis) => ({
    account: accounts.orderbook(basis),
    commodity: 'CNY' as const,
    amount: fen(parts.find((it) => it.taxBasis === basis)?.value ?? '0.00'),
    day,
  }))
}

function moneyControls([invoiced, received, outstanding]: readonly FigureValue[], accounts: Accounts) {
  const control = (account: string, amount: bigint) => ({ account, commodity: 'CNY' as const, amount })
  return [
    control(accounts.invoiced(), -fen(invoiced.value as string)),
    control(accounts.bank(), fen(received.value as string)),
    control(accounts.receivable(), fen(outstanding.value as string)),
  ]
}

function contractControls(question: Question, accounts: Accounts, day: BusinessDate): ControlTotal[] {
  const { tables } = question
  const [signed, invoiced, received, outstanding] = ['contractAmount', ...MONEY_BY_MONTH].map((code) =>
    contractTotals(question, figureNamed(code)),
  )
  const controls: ControlTotal[] = []
  for (const contract of tables.contractsOf(question.platform as number)) {
    const code = codeOf(tables.contract(contract).id)
    const add = (account: string, amount: bigint) => controls.push({ account, commodity: 'CNY', amount, day })
    if (signed.counts(contract)) add(accounts.orderbook(signed.taxBasisOf(contract), code), signed.of(contract))
    if (invoiced.counts(contract)) add(accounts.invoiced(code), -invoiced.of(contract))
    if (received.counts(contract)) add(accounts.bank(code), received.of(contract))
    if (outstanding.counts(contract)) add(accounts.receivable(code), outstanding.of(contract))
  }
  return controls
}
