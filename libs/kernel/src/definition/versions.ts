import type { DomainEvent, JsonObject } from '../entry'
import { type AnyEventDefinition, currentVersion, type EventDefinitions } from './event'

type Shape = Pick<AnyEventDefinition, 'type' | 'lifts'>
/** An event as it is stored: its shape is told by type and version. */
export interface Stored {
  readonly type: string
  readonly version: number
  readonly data: JsonObject
}
/** Content inside another event (a correction, what waits): `version` is absent for the first. */
type Inner = { readonly type: string; readonly version?: number; readonly data: JsonObject }

/** Written by a newer program than this one: it cannot be understood here, and must not be taken for something else. */
export interface NewerShape {
  readonly newer: { readonly type: string; readonly version: number; readonly known: number }
}

/** What is stored of an event, in its current shape; contents that it holds say theirs where it is not the first. */
export function written(events: Pick<EventDefinitions, 'find'> | undefined, { type, data }: DomainEvent): Stored {
  const current = (it: string) => currentVersion(events?.find(it) ?? {})
  const inner = (it: Inner): Inner => {
    const version = current(it.type)
    return version === 1 ? it : { type: it.type, version, data: it.data }
  }
  return { type, version: current(type), data: withInner(data as JsonObject, inner) }
}

/** How what is stored is read: in the shapes of now, whatever shapes it was written in. */
export class Versions {
  private readonly shapes: ReadonlyMap<string, Shape>

  constructor(shapes: readonly Shape[]) {
    this.shapes = new Map(shapes.map((it) => [it.type, it]))
    for (const it of shapes)
      if (this.shapes.get(it.type)?.lifts !== it.lifts) throw new Error(`two ways of lifting ${it.type}`)
  }

  /** The event in its current shape, and all contents that it holds in theirs; or the shape that is newer than this program. */
  lifted(event: Stored): Stored | NewerShape {
    const outer = this.step(event)
    if ('newer' in outer) return outer
    let newer: NewerShape | undefined
    const data = withInner(outer.data, (it) => {
      const inner = this.step({ ...it, version: it.version ?? 1 })
      if ('newer' in inner) newer = inner
      return 'newer' in inner ? it : { type: it.type, data: inner.data }
    })
    if (newer) return newer
    return data === outer.data ? outer : { type: outer.type, version: outer.version, data }
  }

  private step(event: Stored): Stored | NewerShape {
    const { type, version, data } = event
    const lifts = this.shapes.get(type)?.lifts ?? NO_LIFTS
    const known = lifts.length + 1
    // Nearly all of a log: nothing is made anew for them.
    if (version === known) return event
    if (version > known) return { newer: { type, version, known } }
    return { type, version: known, data: lifts.slice(version - 1).reduce((it, lift) => lift(it), data) }
  }
}

const NO_LIFTS: NonNullable<Shape['lifts']> = []

/** The data of an event with each content that it holds changed, `at` being its place; the same object where it holds none. */
export function withInner(data: JsonObject, to: (content: Inner, at: string) => Inner): JsonObject {
  const { content, change } = data as { content?: unknown; change?: JsonObject }
  if (isContent(content)) return { ...data, content: to(content, 'content') as unknown as JsonObject }
  if (typeof change !== 'object' || change === null) return data
  if (isContent(change.content))
    return { ...data, change: { ...change, content: to(change.content, 'change/content') as unknown as JsonObject } }
  const { contents } = change
  if (!Array.isArray(contents) || !contents.every(isContent)) return data
  const changed = contents.map((it, i) => to(it, `change/contents/${i}`))
  return { ...data, change: { ...change, contents: changed as unknown as JsonObject[] } }
}

function isContent(value: unknown): value is Inner {
  return typeof value === 'object' && value !== null && 'type' in value && 'data' in value
}
