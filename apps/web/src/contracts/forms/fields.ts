import { type AnyContractEvent, ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements/definitions'
import type { AnyEventDefinition } from '@pilot-ledger/kernel'
import type { Contract } from '../../api/ask'
import { definedFields } from '../../forms/defined-fields'
import type { Field } from '../../forms/field'
import { oldestOpen } from './open-invoice'

type Values = Readonly<Record<string, unknown>>

/** What an entry is about where that stands on the contract already: chosen, not typed. A choice of several fields holds all. */
interface Choice {
  readonly fields: readonly string[]
  readonly from: (contract: Contract) => readonly string[]
}
const BETWEEN = '｜'
/** Completed and without a disposition; its number may be that of another product too. */
const BATCH: Choice = {
  fields: ['batchNo', 'product'],
  from: ({ batches = [] }) =>
    batches.filter((it) => it.completedOn && !it.disposition).map((it) => it.batchNo + BETWEEN + it.product),
}
const CHOICES: Readonly<Record<string, Choice>> = {
  BatchReleased: BATCH,
  BatchRejected: BATCH,
  InvoiceReversed: {
    fields: ['invoice'],
    from: ({ invoices = [] }) => invoices.filter((it) => it.left !== '0.00').map((it) => it.key),
  },
  PaymentRefunded: {
    fields: ['bankReference'],
    from: ({ payments = [] }) => payments.filter((it) => it.left !== '0.00').map((it) => it.bankReference),
  },
}

/** Of these the definition says not in which state they make sense: only one that goes on is suspended, and only that resumed. */
const STANDING: Readonly<Record<string, Contract['state']>> = {
  ContractSuspended: 'active',
  ContractResumed: 'suspended',
}

/** Whether it makes sense now: nothing is released without a completed batch, and nothing is offered that is always refused. */
export function possible({ type, allowed }: AnyContractEvent, contract: Contract): boolean {
  const { state } = contract
  if (type in STANDING) return state === STANDING[type]
  if ((state === 'completed' || state === 'terminated') && !allowed[state]) return false
  return CHOICES[type] === undefined || CHOICES[type].from(contract).length > 0
}

/** The groups of the menu in the order of their first events; what belongs to none is not recorded from it. */
export function groupsOf<Event extends AnyEventDefinition>(
  events: readonly Event[],
): readonly (readonly [string, readonly Event[]])[] {
  const groups = new Set(events.flatMap(({ group }) => group ?? []))
  return [...groups].map((group) => [group, events.filter((it) => it.group === group)])
}

/** A new entry on this contract: what the contract already knows is chosen, not typed. */
export function fieldsOf(definition: AnyEventDefinition, contract: Contract): readonly Field[] {
  const { fields: [chosen, ...besides] = [], from } = CHOICES[definition.type] ?? {}
  const products = contract.products ?? []
  const among = (it: Field, values: readonly string[]): Field => ({ ...it, kind: 'choice', from: values })
  return definedFields(definition)
    .filter((it) => !besides.includes(it.name))
    .map((it) => {
      if (from && it.name === chosen) return among(it, from(contract))
      return it.name === 'product' && products.length > 0 ? among(it, products) : it
    })
}

/** The values with what a choice of several fields holds in each of them. */
export function withChosen(type: string, values: Values): Values {
  const { fields = [] } = CHOICES[type] ?? {}
  if (fields.length < 2) return values
  const parts = String(values[fields[0]]).split(BETWEEN)
  return { ...values, ...Object.fromEntries(fields.map((it, i) => [it, parts[i]])) }
}

/** What fields begin with, of whichever entry or of one. */
const BEGINNINGS: Readonly<Record<string, (contract: Contract, about: string) => unknown>> = {
  previousAmount: (it) => it.currentAmount,
  dealAmount: (it) => it.currentAmount,
  product: (it) => it.products?.[0],
  payer: (it) => it.client,
  holder: (it) => it.client,
  regime: () => '技术合同认定登记管理办法',
  'BatchRun.kind': () => '中试',
  'PaymentReceived.share': (it) => oldestOpen(it)?.open,
  'PaymentReceived.total': (it) => oldestOpen(it)?.open,
  'EvidenceAttached.kind': (_, about) => ENGAGEMENT_EVENTS.find(about)?.evidence ?? '其他',
}

/** What a form begins with: today, the client as payer, the present amount, what is open of the oldest invoice. */
export function startOf(
  definition: AnyEventDefinition,
  contract: Contract,
  today: string,
  about = 'ContractSigned',
): Record<string, unknown> {
  const begin = ({ name, kind, needed }: Field): unknown => {
    if (name === definition.day) return today
    if (kind === 'invoice' && needed) return { kind: 'digital' }
    return (BEGINNINGS[`${definition.type}.${name}`] ?? BEGINNINGS[name])?.(contract, about)
  }
  const values = fieldsOf(definition, contract).map((it) => [it.name, begin(it)] as const)
  return Object.fromEntries(values.filter(([, value]) => value !== undefined))
}
