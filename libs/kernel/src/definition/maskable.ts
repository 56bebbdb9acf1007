import type { Json, JsonObject } from '../entry'
import { CHANGE_EVENTS } from '../history'
import type { AnyEventDefinition, EventDefinitions } from './event'
import type { Field, Fields } from './form'
import { withInner } from './versions'

interface Stored {
  readonly type: string
  readonly data: JsonObject
}
interface Change {
  readonly reason?: string
  readonly import?: string
}
type Definitions = Pick<EventDefinitions, 'find'>

/**
 * Where the values of an entry stand that outsiders may not be shown: from its data on, names and places in lists with `/` between.
 * Of a correction and of what waits those of the contents in it, why it is asked for (free words name whomever they like), and of
 * which import it is.
 */
export function maskablePaths(events: Definitions | undefined, stored: Stored): readonly string[] {
  const paths = statedIn(events, stored, MASKABLE).map(({ path }) => path)
  if (!Object.hasOwn(CHANGE_EVENTS, stored.type)) return paths
  const { reason, change } = stored.data as { readonly reason?: string; readonly change?: Change }
  if (reason !== undefined) paths.push('reason')
  if (change?.reason !== undefined) paths.push('change/reason')
  // It is made of the file's bytes: whoever guesses a row of a short list could try it out.
  if (change?.import !== undefined) paths.push('change/import')
  return paths
}

/** What makes two values of a field one. */
export type IdentityKind = 'party' | 'name' | 'number' | 'text'
export interface Identity {
  readonly path: string
  readonly kind: IdentityKind
  readonly value: Json
}

/** Who and what an entry names, so that it can be told without the name whether others name the same. */
export const identitiesIn = (events: Definitions, stored: Stored): readonly Identity[] =>
  statedIn(events, stored, IDENTITIES)

type Chosen<Kind> = ReadonlyMap<string, Kind>
interface Choice<Kind> {
  of(field: Field): Kind | undefined
  readonly known: WeakMap<AnyEventDefinition, Chosen<Kind>>
}
const MASKABLE: Choice<true> = { of: ({ maskable }) => maskable !== undefined || undefined, known: new WeakMap() }
const IDENTITIES: Choice<IdentityKind> = {
  of: ({ maskable, form }) => (form.kind === 'party' ? 'party' : maskable === true ? undefined : maskable),
  known: new WeakMap(),
}

function statedIn<Kind>(events: Definitions | undefined, { type, data }: Stored, choice: Choice<Kind>) {
  const found: { path: string; kind: Kind; value: Json }[] = []
  const look = (its: Stored, at: string) => {
    const definition = events?.find(its.type)
    if (!definition) return
    for (const [name, kind] of chosenOf(definition, choice)) {
      const value = its.data[name]
      if (value !== undefined) found.push({ path: at + name, kind, value })
    }
  }
  look({ type, data }, '')
  withInner(data, (content, at) => {
    look(content, `${at}/data/`)
    return content
  })
  return found
}

/** Asked of every entry that is recorded. */
function chosenOf<Kind>(definition: AnyEventDefinition, { of, known }: Choice<Kind>): Chosen<Kind> {
  const before = known.get(definition)
  if (before) return before
  const chosen = new Map<string, Kind>()
  for (const [name, field] of Object.entries(definition.fields as Fields)) {
    const kind = of(field)
    if (kind !== undefined) chosen.set(name, kind)
  }
  known.set(definition, chosen)
  return chosen
}
