import { isObject, type Json, type JsonObject } from '../json/json'
import { Failure } from '../verdict/failure'
import { isDay } from './day'
import { isDecimal } from './exact'
import { type Party, sameNumber } from './identity'

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/
const AMOUNT = /^-?(0|[1-9]\d{0,15})\.\d{2}$/

/** What an entry says, read field by field: whatever else stands there, an entry that does not say it fails by its number. */
export class Fields {
  constructor(
    private readonly data: JsonObject,
    readonly at: string,
  ) {}

  private read<Value>(name: string, check: (value: Json | undefined) => Value | undefined): Value {
    const value = check(this.data[name])
    if (value === undefined) throw new Failure('entry-unreadable', this.at, { field: name })
    return value
  }

  has = (name: string) => this.data[name] !== undefined
  text = (name: string) => this.read(name, (it) => (typeof it === 'string' ? it : undefined))
  maybeText = (name: string) => (this.has(name) ? this.text(name) : undefined)
  texts = (name: string): readonly string[] =>
    this.read(name, (it) => (Array.isArray(it) && it.every((one) => typeof one === 'string') ? it : undefined))
  maybeTexts = (name: string) => (this.has(name) ? this.texts(name) : [])
  day = (name: string) => this.read(name, (it) => (typeof it === 'string' && isDay(it) ? it : undefined))
  maybeDay = (name: string) => (this.has(name) ? this.day(name) : undefined)
  /** Where only the month is known, as it stands: `2024-11`. */
  dayOrMonth = (name: string) =>
    this.read(name, (it) => (typeof it === 'string' && (isDay(it) || MONTH.test(it)) ? it : undefined))
  maybeDayOrMonth = (name: string) => (this.has(name) ? this.dayOrMonth(name) : undefined)
  /** Whole fen. */
  fen = (name: string) =>
    this.read(name, (it) => (typeof it === 'string' && AMOUNT.test(it) ? BigInt(it.replace('.', '')) : undefined))
  maybeFen = (name: string) => (this.has(name) ? this.fen(name) : undefined)
  oneOf = <Word extends string>(name: string, words: readonly Word[]) =>
    this.read(name, (it) => words.find((word) => word === it))
  whole = (name: string) => this.read(name, (it) => (typeof it === 'number' && it >= 0 ? it : undefined))
  json = (name: string): Json => this.read(name, (it) => it)
  maybeWhole = (name: string) => (this.has(name) ? this.whole(name) : undefined)
  decimal = (name: string) => this.read(name, (it) => (typeof it === 'string' && isDecimal(it) ? it : undefined))
  maybeDecimal = (name: string) => (this.has(name) ? this.decimal(name) : undefined)
  decimals = (name: string): readonly string[] =>
    this.read(name, (it) =>
      Array.isArray(it) && it.every((one) => typeof one === 'string' && isDecimal(one)) ? it : undefined,
    )
  isTrue = (name: string) => this.data[name] === true
  object = (name: string) => this.read(name, (it) => (isObject(it) ? it : undefined))

  /** As it stands. */
  all = (): JsonObject => this.data
  part = (name: string) => new Fields(this.object(name), this.at)
  within = <Value>(name: string, read: (its: Fields) => Value): Value => read(this.part(name))
  maybeWithin = <Value>(name: string, read: (its: Fields) => Value) =>
    this.has(name) ? this.within(name, read) : undefined
  parts = <Value>(name: string, read: (its: Fields) => Value): readonly Value[] =>
    this.read(name, (it) => (Array.isArray(it) && it.every(isObject) ? (it as JsonObject[]) : undefined)).map((it) =>
      read(new Fields(it, this.at)),
    )

  /** Nothing else stands there: what a newer ledger adds could change what it means. */
  nothingBut(names: readonly string[]): this {
    const other = Object.keys(this.data).find((it) => !names.includes(it))
    if (other !== undefined) throw new Failure('entry-newer', this.at, { field: other })
    return this
  }

  party = (name: string): Party => {
    const party = new Fields(this.object(name), this.at)
    const id = new Fields(party.object('id'), this.at)
    const [scheme, code] = [id.oneOf('scheme', ['uscc', 'foreign', 'person']), id.text('value')]
    const country = scheme === 'foreign' ? `${id.text('country')}:` : ''
    return { scheme, code, key: `${scheme}:${country}${sameNumber(code)}`, name: party.text('name') }
  }
}
