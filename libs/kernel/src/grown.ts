/**
 * A map with one entry more, the one before left as it was: what states of long streams are made of. Copied whole for each entry,
 * folding a stream of n entries would cost n²; here what came lately lies over a base that all share, and the base is made anew
 * when that is no longer small beside it.
 */
export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return (map instanceof GrownMap ? map : new GrownMap<K, V>(map)).with(key, value)
}

/** The same of a set. */
export function withMember<T>(set: ReadonlySet<T>, member: T): ReadonlySet<T> {
  return set.has(member) ? set : (set instanceof GrownSet ? set : new GrownSet<T>(set)).with(member)
}

/** Iterates as a map that was written to in the same order does. */
class GrownMap<K, V> implements ReadonlyMap<K, V> {
  // Private to the language: two maps that hold the same are equal to whoever compares their properties.
  readonly #base: ReadonlyMap<K, V>
  readonly #lately: ReadonlyMap<K, V>
  readonly #size: number

  constructor(base: ReadonlyMap<K, V>, lately: ReadonlyMap<K, V> = new Map(), size = base.size) {
    this.#base = base
    this.#lately = lately
    this.#size = size
  }

  get size(): number {
    return this.#size
  }

  with(key: K, value: V): GrownMap<K, V> {
    const lately = new Map(this.#lately).set(key, value)
    if (lately.size ** 2 <= this.#base.size)
      return new GrownMap(this.#base, lately, this.#size + (this.has(key) ? 0 : 1))
    const base = new Map(this.#base)
    for (const [it, its] of lately) base.set(it, its)
    return new GrownMap(base)
  }

  get(key: K): V | undefined {
    return this.#lately.has(key) ? this.#lately.get(key) : this.#base.get(key)
  }

  has(key: K): boolean {
    return this.#lately.has(key) || this.#base.has(key)
  }

  *entries(): MapIterator<[K, V]> {
    for (const [key, value] of this.#base) yield [key, this.#lately.has(key) ? (this.#lately.get(key) as V) : value]
    for (const [key, value] of this.#lately) if (!this.#base.has(key)) yield [key, value]
  }

  *keys(): MapIterator<K> {
    for (const [key] of this.entries()) yield key
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value
  }

  forEach(each: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) each(value, key, this)
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries()
  }
}

class GrownSet<T> implements ReadonlySet<T> {
  readonly #members: ReadonlyMap<T, T>

  constructor(members: ReadonlySet<T> | ReadonlyMap<T, T>) {
    this.#members = members instanceof GrownMap ? members : new Map(members.entries())
  }

  get size(): number {
    return this.#members.size
  }

  with(member: T): GrownSet<T> {
    return new GrownSet(withEntry(this.#members, member, member))
  }

  has(member: T): boolean {
    return this.#members.has(member)
  }

  entries(): SetIterator<[T, T]> {
    return this.#members.entries()
  }

  keys(): SetIterator<T> {
    return this.#members.keys()
  }

  values(): SetIterator<T> {
    return this.#members.keys()
  }

  forEach(each: (value: T, key: T, set: ReadonlySet<T>) => void): void {
    for (const it of this.keys()) each(it, it, this)
  }

  [Symbol.iterator](): SetIterator<T> {
    return this.keys()
  }
}
