import {
  dayOfNumber,
  figureValue,
  formatAmount,
  listOf,
  maybe,
  money,
  named,
  oneOf,
  orNull,
  type ShapeOf,
  shape,
  text,
  whole,
} from '@pilot-ledger/kernel'
import { STATED_BASIS } from '@pilot-ledger/platforms'
import { definitionsByKind } from '../catalogue/catalogue'
import type { FigureDefinition } from '../catalogue/figure'
import { isOfRegister, STORE, TAX } from '../columns/store'
import { ExactSums } from './exact-sum'
import type { Question } from './question'

export const UNIT = oneOf('count', 'CNY')
export const TAX_BASIS = oneOf('inclusive', 'exclusive')
/** By tax basis, where both stand there and are not added (H12). */
export const TAX_PARTS = listOf(named('TaxPart', { taxBasis: TAX_BASIS, value: money }))

export const FIGURE = named('FigureValue', {
  code: text,
  /** Null when a total would mix tax bases. */
  value: orNull(figureValue),
  unit: UNIT,
  basis: STATED_BASIS,
  /** Rows of a flow that may lie in the window and are not counted: their month is known, their day is not. */
  onlyToTheMonth: maybe(shape({ rows: whole, zh: text, en: text })),
  /** The tax basis of all that was added, where amounts carry one and anything was added. */
  taxBasis: maybe(TAX_BASIS),
  refused: maybe(shape({ code: oneOf('mixed-tax-bases'), zh: text, en: text, parts: TAX_PARTS })),
})
export type FigureValue = ShapeOf<typeof FIGURE>

export interface AllAnswers {
  readonly platforms: readonly { readonly platform: number; readonly figures: readonly FigureValue[] }[]
  readonly totals: readonly FigureValue[]
}

/** The figures of the question's one platform. */
export function answer(question: Question, figures: readonly FigureDefinition[]): FigureValue[] {
  const tally = tallyOf(question, figures, 1, () => 0)
  return figures.map((figure, at) => tally.value(figure, at, 0))
}

/**
 * The figures of every platform in one pass, and their totals: amounts add up; what is counted by a key (clients,
 * varieties, partners) is counted once over all platforms, so a total can be less than the sum. A natural person is known
 * by a reference of the platform's own, so the same reference elsewhere is somebody else. `only`: these platforms alone.
 */
export function answerAll(
  question: Question,
  figures: readonly FigureDefinition[],
  only?: ReadonlySet<number>,
): AllAnswers {
  const count = question.tables.platformIds.length
  const { facts } = question.tables[STORE]
  const tally = tallyOf(question, figures, count, (row) => facts.platformOf(row), only)
  return {
    platforms: Array.from({ length: count }, (_, i) => ({
      platform: i,
      figures: figures.map((figure, at) => tally.value(figure, at, i)),
    })),
    totals: figures.map((figure, at) => tally.total(figure, at)),
  }
}

function tallyOf(
  question: Question,
  figures: readonly FigureDefinition[],
  owners: number,
  ownerOf: (row: number) => number,
  only?: ReadonlySet<number>,
) {
  const byKind = definitionsByKind(figures)
  const tally = new Tally(question, figures, owners, only)
  const { kind } = question.columns
  question.eachRow((row) => {
    if (only && !only.has(ownerOf(row))) return
    const definitions = byKind[kind[row]]
    for (let i = 0; i < definitions.length; i++) {
      const { figure, at } = definitions[i]
      if (figure.selects(question, row)) tally.add(figure, at, ownerOf(row), row)
      else tally.doubt(figure, at, ownerOf(row), row)
    }
  })
  return tally
}

/** Sums and counts per owner (platform) and figure, and over all owners. */
class Tally {
  /** Two sums per owner and figure: tax inclusive (and without tax basis), tax exclusive. The last owner is "all". */
  private readonly sums: ExactSums
  private readonly counts: Float64Array
  private readonly taxSeen: Uint8Array
  private readonly seen: (Uint8Array | undefined)[]
  private readonly seenAnywhere: (Uint8Array | undefined)[]
  /** Of legal persons where branches are declared: the parties looked up, and whom they came to. */
  private readonly seenParties: (Uint8Array | undefined)[]
  private readonly persons: readonly Set<number>[]
  private readonly width: number
  /** Whether the window begins inside a month: what is known only to that month may be in it, and is not counted. */
  private readonly midMonth: boolean
  private readonly doubts: Float64Array

  constructor(
    private readonly question: Question,
    figures: readonly FigureDefinition[],
    private readonly owners: number,
    private readonly only?: ReadonlySet<number>,
  ) {
    this.width = figures.length
    const cells = (owners + 1) * this.width
    this.sums = new ExactSums(cells * 2)
    this.counts = new Float64Array(cells)
    this.taxSeen = new Uint8Array(cells)
    const { scopedPairs, keys } = question.tables[STORE]
    this.seen = figures.map((it) =>
      it.measure === 'distinct' ? new Uint8Array((scopedPairs.length >> 3) + 1) : undefined,
    )
    this.seenAnywhere = figures.map((it) =>
      it.measure === 'distinct' ? new Uint8Array((keys.length >> 3) + 1) : undefined,
    )
    this.seenParties = figures.map((it) =>
      it.party && question.hasBranches ? new Uint8Array((scopedPairs.length >> 3) + 1) : undefined,
    )
    this.persons = figures.map(() => new Set())
    this.midMonth = !dayOfNumber(question.from).endsWith('-01')
    this.doubts = new Float64Array(this.midMonth ? cells : 0)
  }

  add(figure: FigureDefinition, at: number, owner: number, row: number): void {
    const { amount, kind, tax } = this.question.columns
    const cell = owner * this.width + at
    const all = this.owners * this.width + at
    if (figure.measure === 'sum') {
      const fen = figure.sign ? figure.sign(kind[row]) * amount[row] : amount[row]
      const side = tax[row] === TAX.exclusive ? 1 : 0
      this.sums.add(cell * 2 + side, fen)
      this.sums.add(all * 2 + side, fen)
      this.taxSeen[cell] |= 1 << side
      this.taxSeen[all] |= 1 << side
      return
    }
    if (figure.measure === 'distinct') {
      const key = (figure.countedKey as NonNullable<FigureDefinition['countedKey']>)(this.question, row)
      const parties = this.seenParties[at]
      if (parties) this.addPerson(figure, at, row, parties)
      if (!mark(this.seen[at] as Uint8Array, key)) return
      if (!parties) this.addAnywhere(at, key)
    } else {
      this.counts[all]++
    }
    this.counts[cell]++
  }

  private addAnywhere(at: number, key: number): void {
    const store = this.question.tables[STORE]
    const counts = store.isPerson(key) || mark(this.seenAnywhere[at] as Uint8Array, store.keyOfScoped(key))
    if (counts) this.counts[this.owners * this.width + at]++
  }

  /** Over all owners: one legal person once, whichever of them declares its branches. */
  private addPerson(figure: FigureDefinition, at: number, row: number, parties: Uint8Array): void {
    const party = (figure.party as NonNullable<FigureDefinition['party']>)(this.question, row)
    if (!mark(parties, party)) return
    const person = this.question.personAnywhere(party, this.only)
    if (this.persons[at].has(person)) return
    this.persons[at].add(person)
    this.counts[this.owners * this.width + at]++
  }

  /** A row that is not counted though it may lie in the window: it is told. */
  doubt(figure: FigureDefinition, at: number, owner: number, row: number): void {
    if (!this.midMonth || figure.shape !== 'flow') return
    const { kind, date, contractDate } = this.question.columns
    if (!isOfRegister(kind[row]) || date[row] >= this.question.from || contractDate[row] < this.question.from) return
    this.doubts[owner * this.width + at]++
    this.doubts[this.owners * this.width + at]++
  }

  private told(cell: number): Pick<FigureValue, 'onlyToTheMonth'> {
    if (!this.midMonth || this.doubts[cell] === 0) return {}
    return { onlyToTheMonth: { rows: this.doubts[cell], ...ONLY_TO_THE_MONTH } }
  }

  total(figure: FigureDefinition, at: number): FigureValue {
    return this.value(figure, at, this.owners)
  }

  value(figure: FigureDefinition, at: number, owner: number): FigureValue {
    const { code, unit, basis } = figure
    const cell = owner * this.width + at
    if (figure.measure !== 'sum') return { code, value: String(this.counts[cell]), unit, basis, ...this.told(cell) }
    const [inclusive, exclusive] = [this.sums.total(cell * 2), this.sums.total(cell * 2 + 1)]
    if (!figure.splitByTax || this.taxSeen[cell] === 0)
      return { code, value: formatAmount(inclusive + exclusive), unit, basis }
    if (this.taxSeen[cell] === 3) {
      const parts: ShapeOf<typeof TAX_PARTS> = [
        { taxBasis: 'inclusive', value: formatAmount(inclusive) },
        { taxBasis: 'exclusive', value: formatAmount(exclusive) },
      ]
      return { code, value: null, unit, basis, refused: { ...MIXED_TAX, parts } }
    }
    const taxBasis = this.taxSeen[cell] === 1 ? 'inclusive' : 'exclusive'
    return { code, value: formatAmount(taxBasis === 'inclusive' ? inclusive : exclusive), unit, basis, taxBasis }
  }
}

const ONLY_TO_THE_MONTH = {
  zh: '仅知月份、而统计期自该月月中起算的，未计入',
  en: 'known only to the month inside which the window begins: not counted',
} as const

const MIXED_TAX = {
  code: 'mixed-tax-bases',
  zh: '含税与不含税合同并存，不相加（见分项）',
  en: 'contracts with and without tax are not added; see the parts',
} as const

/** Sets a bit; true when it was not set before. */
function mark(bits: Uint8Array, number: number): boolean {
  const mask = 1 << (number & 7)
  if (bits[number >> 3] & mask) return false
  bits[number >> 3] |= mask
  return true
}
