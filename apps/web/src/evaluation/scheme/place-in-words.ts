import { isObject } from '../../forms/body'

/** A key of the document, to be named; or a name that stands in it. */
export type Step = { readonly key: string; readonly no?: number } | { readonly named: string }

/**
 * Where a pointer (RFC 6901) leads in a scheme: groups, indicators and grades by their own names, everything else by the word of
 * its key, and a list's items by their numbers from 1.
 */
export function stepsOf(document: unknown, pointer: string, name: (it: object) => string | undefined): readonly Step[] {
  const [, ...path] = pointer.split('/')
  const steps: Step[] = []
  let at: unknown = document
  for (const key of path) {
    const inList = Array.isArray(at)
    at = (at as Readonly<Record<string, unknown>> | undefined)?.[key]
    const called = inList && isObject(at) ? name(at) : undefined
    if (called) steps[steps.length - 1] = { named: called }
    else if (inList) steps[steps.length - 1] = { ...steps[steps.length - 1], no: Number(key) + 1 } as Step
    else steps.push({ key })
  }
  // Of what stands around everything nobody needs to be told.
  return steps.filter((it, i) => !('key' in it) || i === steps.length - 1 || !AROUND.has(it.key))
}

const AROUND = new Set(['content', 'source', 'scoring', 'grades', 'base', 'titles', 'requires'])
