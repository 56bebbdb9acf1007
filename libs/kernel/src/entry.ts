/** JSON without floating-point numbers: integers, strings, booleans, arrays, objects (so its canonical form is stable). */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json | undefined
}

/** What the log was at one size, as it was signed (c2sp.org/tlog-checkpoint). */
export interface NamedCheckpoint extends JsonObject {
  readonly size: number
  /** 32 bytes, base64. */
  readonly root: string
}

/** Who and why: rides with every entry, never part of the business content. */
export interface EntryMetadata {
  /** The identity that recorded it. */
  readonly actor: string
  /** Of an entry that waited: who had asked for it; `actor` is the second person. */
  readonly proposedBy?: string
  /** One request from the outside world and all it caused. */
  readonly correlationId: string
  readonly causationId?: string
  /** The request's `Idempotency-Key`, looked for in the stream before deciding again. */
  readonly idempotencyKey?: string
  /** W3C trace context of the append, where traces are collected: a reporter's span joins the request's. */
  readonly traceparent?: string
  /** SHA-256 (hex) of the request's canonical JSON: the same key with another hash is refused. */
  readonly requestHash?: string
  /** What of the entry stands in the log's tree as commitments only; absent in entries of before. */
  readonly masked?: Masked
  /** Of what others are held to: a checkpoint of what was recorded before it, that was signed and kept by then. */
  readonly checkpoint?: NamedCheckpoint
}

/** So that an entry can be shown, and proved, without what it must not tell. */
export interface Masked {
  /** Where the values stand, from its data on: `client`, `content/data/client`. */
  readonly fields: readonly string[]
  /** Base64 of 16 random bytes, of this entry alone: without it nobody tries out what a commitment is of. */
  readonly salt: string
}

/** What a decider produces: a named, versioned fact. */
export interface DomainEvent<Type extends string = string, Data extends object = object> {
  readonly type: Type
  readonly data: Data
}

/** A stored event as the domain sees it: independent of the store that keeps it. */
export interface Entry<E extends DomainEvent = DomainEvent> {
  /** UUID, unique in the whole log. */
  readonly id: string
  readonly revision: number
  /** Milliseconds since 1970, never decreasing along the log. */
  readonly recordedAt: number
  readonly actor: string
  readonly event: E
}
