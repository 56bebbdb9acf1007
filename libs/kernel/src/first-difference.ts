import { shortened } from './shortened'

/** Where two values of JSON part, first in the order of their keys: a path, and what stands there in each. */
export interface Difference {
  readonly path: string
  readonly stored: string
  readonly recomputed: string
}

const MOST_SHOWN = 200

export function firstDifference(stored: unknown, recomputed: unknown, path = ''): Difference | undefined {
  if (Object.is(stored, recomputed)) return undefined
  if (Array.isArray(stored) && Array.isArray(recomputed)) {
    for (let i = 0; i < Math.max(stored.length, recomputed.length); i++) {
      const found = firstDifference(stored[i], recomputed[i], `${path}/${i}`)
      if (found) return found
    }
    return undefined
  }
  if (isObject(stored) && isObject(recomputed)) {
    for (const key of [...new Set([...Object.keys(stored), ...Object.keys(recomputed)])].sort()) {
      const found = firstDifference(stored[key], recomputed[key], `${path}/${key}`)
      if (found) return found
    }
    return undefined
  }
  return { path, stored: shown(stored), recomputed: shown(recomputed) }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function shown(value: unknown): string {
  const text = value === undefined ? '(absent)' : JSON.stringify(value)
  return text.length > MOST_SHOWN ? `${shortened(text, MOST_SHOWN)}…` : text
}
