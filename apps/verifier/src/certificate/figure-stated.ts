import type { Window } from '../ledger/platform'
import type { Value } from '../ledger/value'
import type { Words } from '../verdict/words'
import { ID, type Shape, windowIn } from './shape'

export type Scope =
  | { readonly platform: string }
  | { readonly platforms: 'all' | readonly string[] }
  | { readonly programme: string }

/** docs/certificate.md says what each member means. */
export interface FigureStated {
  readonly definition: {
    readonly code: string
    readonly version: number
    readonly zh: string
    readonly en: string
    /** In the words of who issued it. */
    readonly text: Words
  }
  readonly of: Scope
  readonly window: Window
  readonly value: Value
}

export const NUMBER = /^-?(0|[1-9]\d*)(\.\d{2})?$/

export function readFigure(it: Shape): FigureStated {
  return {
    definition: it.part('definition', (its) => ({
      code: its.text('code'),
      version: its.whole('version'),
      zh: its.text('zh'),
      en: its.text('en'),
      text: its.part('text', (words) => ({ zh: words.text('zh'), en: words.text('en') })),
    })),
    of: it.part('of', scopeIn),
    window: it.part('window', windowIn),
    value: it.isText('value')
      ? it.matching('value', NUMBER)
      : it.part('value', (its) => ({
          exclusive: its.matching('exclusive', NUMBER),
          inclusive: its.matching('inclusive', NUMBER),
        })),
  }
}

function scopeIn(its: Shape): FigureStated['of'] {
  if (its.has('programme')) return { programme: its.matching('programme', ID) }
  if (its.has('platform')) return { platform: its.matching('platform', ID) }
  return { platforms: its.isText('platforms') ? its.oneOf('platforms', 'all') : its.sortedTexts('platforms', ID) }
}
