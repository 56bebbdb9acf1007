/**
 * A map with one entry more, the one before left as it was: what states of long streams are made of. All that grew out of one
 * another share one plain map: it stands as the one asked last says, each other knows how it differs from its neighbour, and the way
 * between two is as long as the writes between them. So folding a stream forward costs what writing to a plain map does.
 */
export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return (map instanceof GrownMap ? map : new GrownMap<K, V>(new Map(map))).with(key, value)
}

/** The same of a set. */
export function withMember<T>(set: ReadonlySet<T>, member: T): ReadonlySet<T> {
  return set.has(member) ? set : (set instanceof GrownSet ? set : new GrownSet<T>(set)).with(member)
}

/** As its neighbour, which is nearer to the plain map, but for this key: another value, or none. */
interface Differs<K, V> {
  readonly from: GrownMap<K, V>
  readonly key: K
  readonly has: boolean
  readonly value: V | undefined
}

/** Iterates as a map that was written to in the same order does: what was written last is taken back first. */
class GrownMap<K, V> implements ReadonlyMap<K, V> {
  // Private to the language: two maps that hold the same are equal to whoever compares their properties.
  #stands: Map<K, V> | Differs<K, V>

  constructor(map: Map<K, V>) {
    this.#stands = map
  }

  get size(): number {
    return this.#plain().size
  }

  with(key: K, value: V): GrownMap<K, V> {
    const grown = new GrownMap<K, V>(this.#plain())
    this.#giveTo(grown, { from: this, key, has: true, value })
    return grown
  }

  get(key: K): V | undefined {
    return this.#plain().get(key)
  }

  has(key: K): boolean {
    return this.#plain().has(key)
  }

  // Copied first: while it is gone through another may be asked, and the plain map says something else then.
  entries(): MapIterator<[K, V]> {
    return [...this.#plain().entries()].values()
  }

  keys(): MapIterator<K> {
    return [...this.#plain().keys()].values()
  }

  values(): MapIterator<V> {
    return [...this.#plain().values()].values()
  }

  forEach(each: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) each(value, key, this)
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries()
  }

  /** The shared map, as this one says it. Never kept over another call. */
  #plain(): Map<K, V> {
    if (this.#stands instanceof Map) return this.#stands
    const way: GrownMap<K, V>[] = []
    let at: GrownMap<K, V> = this
    let map = at.#stands
    for (; !(map instanceof Map); map = at.#stands) {
      way.push(at)
      at = map.from
    }
    for (const next of way.reverse()) {
      at.#giveTo(next, next.#stands as Differs<K, V>)
      at = next
    }
    return map
  }

  /** The plain map goes to a neighbour, and is made to say what that one does. */
  #giveTo(next: GrownMap<K, V>, { key, has, value }: Differs<K, V>): void {
    const map = this.#stands as Map<K, V>
    this.#stands = { from: next, key, has: map.has(key), value: map.get(key) }
    if (has) map.set(key, value as V)
    else map.delete(key)
    next.#stands = map
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
