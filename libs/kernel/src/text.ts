import { type Refusal, refuse } from './refusal'

/**
 * What no text of the ledger holds: control characters (they break tables, journals and spreadsheets and cannot be seen),
 * half a character (it has no UTF-8 form), code points that are no characters (U+FFFE, U+FFFF and the like: XML, and with it
 * every exported workbook, cannot hold them), and the marks that turn the direction of writing (they make a text look like
 * another one). Every door asks here: JSON, imports, the rules of each room.
 */
const UNFIT = /[\p{Cc}\p{Surrogate}\p{Noncharacter_Code_Point}\p{Bidi_Control}]/u
const UNFIT_BUT_LAYOUT = /(?![\t\n\r])[\p{Cc}\p{Surrogate}\p{Noncharacter_Code_Point}\p{Bidi_Control}]/gu

/** Refusals: `control-character` (also for turns of direction), `lone-surrogate`, `noncharacter`; the fact says which. */
export function refuseUnfit(text: string, pointer = ''): Refusal | undefined {
  const found = UNFIT.exec(text)?.[0]
  if (found === undefined) return undefined
  const facts = { character: codePointName(found) }
  if (/\p{Surrogate}/u.test(found)) {
    return refuse('lone-surrogate', {
      pointer,
      zh: '文本含不完整字符',
      en: 'the text holds half a character',
      facts,
    })
  }
  if (/\p{Noncharacter_Code_Point}/u.test(found)) {
    return refuse('noncharacter', {
      pointer,
      zh: '文本含非字符码位',
      en: 'the text holds a code point that is no character',
      facts,
    })
  }
  return refuse('control-character', {
    pointer,
    zh: '文本含控制字符',
    en: 'the text holds a control character',
    facts,
  })
}

/**
 * The text with U+FFFD for each character that no text may hold; tabs and line breaks stay. For what cannot be refused: what
 * a payer wrote on a bank's statement, and older entries on their way into a file.
 */
export function replaceUnfit(text: string): string {
  return text.replace(UNFIT_BUT_LAYOUT, '\ufffd')
}

/** Something that is not one of the marks nobody sees. */
const SEEN = /[^\p{Cf}\p{Default_Ignorable_Code_Point}]/u

/**
 * A text of a paper: 1 to `longest` characters (code points), no outer spaces, something to see, nothing unfit. Refusals: `text-format` and
 * those of `refuseUnfit`.
 */
export function refuseText(text: unknown, longest: number, pointer = ''): Refusal | undefined {
  if (typeof text === 'string' && text.trim() === text && SEEN.test(text) && !/\p{Cc}/u.test(text)) {
    // Characters are at most as many as UTF-16 units: mostly nothing need be counted.
    if (text.length <= longest || [...text].length <= longest) return refuseUnfit(text, pointer)
  }
  return refuse('text-format', {
    pointer,
    zh: `须为 1–${longest} 个字符，首尾无空格，无控制字符`,
    en: `1–${longest} characters without outer spaces or control characters`,
  })
}

/** `U+FE00`, as people look it up. */
export function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
