import type { JsonObject } from '../entry'
import { CHANGE_EVENTS } from '../history'
import type { AnyEventDefinition, EventDefinitions } from './event'
import type { Fields } from './form'
import { withInner } from './versions'

/**
 * Where the values of an entry stand that outsiders may not be shown: from its data on, names and places in lists with `/` between.
 * Of a correction and of what waits those of the contents in it, and why it is asked for: free words name whomever they like.
 */
export function maskablePaths(
  events: Pick<EventDefinitions, 'find'> | undefined,
  { type, data }: { readonly type: string; readonly data: JsonObject },
): readonly string[] {
  const paths = stated(events?.find(type), data)
  withInner(data, (content, at) => {
    for (const name of stated(events?.find(content.type), content.data)) paths.push(`${at}/data/${name}`)
    return content
  })
  if (!Object.hasOwn(CHANGE_EVENTS, type)) return paths
  const { reason, change } = data as { readonly reason?: string; readonly change?: { readonly reason?: string } }
  if (reason !== undefined) paths.push('reason')
  if (change?.reason !== undefined) paths.push('change/reason')
  return paths
}

const stated = (definition: AnyEventDefinition | undefined, data: JsonObject): string[] =>
  definition ? maskableNames(definition).filter((name) => data[name] !== undefined) : []

const known = new WeakMap<AnyEventDefinition, readonly string[]>()
/** Asked of every entry that is recorded. */
function maskableNames(definition: AnyEventDefinition): readonly string[] {
  const before = known.get(definition)
  if (before) return before
  const fields = Object.entries(definition.fields as Fields)
  const names = fields.flatMap(([name, { maskable }]) => (maskable ? [name] : []))
  known.set(definition, names)
  return names
}
