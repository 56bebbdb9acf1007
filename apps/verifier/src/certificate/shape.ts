import { fromBase64 } from '../crypto/base64'
import { isObject, type Json, type JsonObject } from '../json/json'
import { isDay } from '../ledger/day'
import type { Window } from '../ledger/platform'
import { HASH_BYTES, type Hash } from '../log/tree'
import { Failure } from '../verdict/failure'

/** A key of the map ends with it. */
export const ID = /^[^/]+$/

/** Reads the members of an object, each by its form, and no others: what nobody checks must not stand there. */
export class Shape {
  private readonly object: JsonObject
  private readonly left: Set<string>

  constructor(
    value: Json | undefined,
    readonly at: string,
  ) {
    if (!isObject(value)) throw new Failure('format-shape', at)
    this.object = value
    this.left = new Set(Object.keys(value))
  }

  /** Reads all by `read`, which must name every member. */
  static of<Value>(value: Json | undefined, at: string, read: (shape: Shape) => Value): Value {
    const shape = new Shape(value, at)
    const result = read(shape)
    for (const name of shape.left) throw new Failure('format-shape', `${at}/${name}`)
    return result
  }

  has = (name: string) => this.object[name] !== undefined
  isText = (name: string) => typeof this.object[name] === 'string'

  /** Read, and null. */
  nothing(name: string): null {
    this.left.delete(name)
    if (this.object[name] !== null) throw new Failure('format-shape', `${this.at}/${name}`)
    return null
  }

  private take<Value>(name: string, form: (value: Json | undefined) => Value | undefined): Value {
    this.left.delete(name)
    const value = form(this.object[name])
    if (value === undefined) throw new Failure('format-shape', `${this.at}/${name}`)
    return value
  }

  text = (name: string) => this.take(name, (it) => (typeof it === 'string' ? it : undefined))
  oneOf = <Word extends string>(name: string, ...words: readonly Word[]) =>
    this.take(name, (it) => words.find((word) => word === it))
  flag = (name: string) => this.take(name, (it) => (typeof it === 'boolean' ? it : undefined))
  /** From zero. */
  whole = (name: string) => this.take(name, (it) => (typeof it === 'number' && it >= 0 ? it : undefined))
  member = (name: string) => this.take(name, (it) => (isObject(it) ? it : undefined))
  fitting = (name: string, fits: (text: string) => boolean) =>
    this.take(name, (it) => (typeof it === 'string' && fits(it) ? it : undefined))
  matching = (name: string, pattern: RegExp) => this.fitting(name, (it) => pattern.test(it))

  /** One text of base64 for all of them. */
  hashes(name: string): readonly Hash[] {
    const bytes = fromBase64(this.text(name), `${this.at}/${name}`)
    if (bytes.length % HASH_BYTES !== 0) throw new Failure('format-shape', `${this.at}/${name}`)
    return Array.from({ length: bytes.length / HASH_BYTES }, (_, i) =>
      bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
    )
  }

  list<Item>(name: string, read: (value: Json, at: string) => Item): readonly Item[] {
    const items = this.take(name, (it) => (Array.isArray(it) ? (it as readonly Json[]) : undefined))
    return items.map((it, i) => read(it, `${this.at}/${name}/${i}`))
  }

  /** A list of texts, each other than the one before it and behind it. */
  sortedTexts = (name: string, pattern: RegExp) =>
    this.take(name, (it) => {
      if (!Array.isArray(it) || it.length === 0) return undefined
      return it.every((one, i) => typeof one === 'string' && pattern.test(one) && (i === 0 || one > it[i - 1]))
        ? (it as string[])
        : undefined
    })

  part<Value>(name: string, read: (shape: Shape) => Value): Value {
    return Shape.of(this.member(name), `${this.at}/${name}`, read)
  }
}

export const windowIn = (its: Shape): Window => ({ from: its.fitting('from', isDay), to: its.fitting('to', isDay) })
