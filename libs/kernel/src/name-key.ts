import { type Refusal, refuse } from './refusal'
import { codePointName, refuseText } from './text'

/** What nobody sees: format characters, variation selectors, joiners, fillers. They tell no two spellings apart. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu
/** Capitals of other alphabets that are printed exactly as Latin ones, and what they look like. */
const LOOKALIKES = new Map(
  [
    ['АВЕЅІЈКМНОРСТУҮХҺԌԚԜӀ', 'ABESIJKMHOPCTYYXHGQWI'],
    ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'],
  ].flatMap(([from, to]) => [...from].map((it, i) => [it, to[i]] as const)),
)
const LOOKALIKE = new RegExp(`[${[...LOOKALIKES.keys()].join('')}]`, 'gu')
const asLatin = (text: string) => text.replace(LOOKALIKE, (it) => LOOKALIKES.get(it) ?? it)

/** Width, compatibility forms and marks nobody sees make no other text. */
const plain = (text: string) => text.replace(UNSEEN, '').normalize('NFKC').replace(UNSEEN, '')

/**
 * Nearly every name and number: ASCII and ideographs, of which all the steps below change nothing but case and spaces. Each
 * of them goes through the text once more, and every entry of the ledger names something.
 */
const ORDINARY = /^[\x20-\x7e\u4e00-\u9fff]*$/

/**
 * The identity of a name that has no code: products, varieties, lines. Width, case and spaces of typing make no other
 * thing of it, nor marks nobody sees, nor a letter of another alphabet that looks the same; the small Greek letters of
 * `α-干扰素` are no Latin ones.
 */
export function nameKey(name: string): string {
  if (ORDINARY.test(name)) return (name.includes(' ') ? spaced(name) : name).toLowerCase()
  const capitals = plain(name).replace(/\p{Script=Cyrillic}/gu, (it) => it.toUpperCase())
  return spaced(asLatin(capitals)).toLowerCase()
}

const spaced = (text: string) => text.replace(/\s+/g, ' ').trim()
const withoutSpaces = (text: string) => (text.includes(' ') ? text.replaceAll(' ', '') : text)

/** A name as it is printed, its capitals kept: what no reader could tell apart is one. Names the streams of platforms. */
export function titleKey(name: string): string {
  const narrow = name
    .replace(UNSEEN, '')
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (it) => it.normalize('NFKC'))
  return spaced(asLatin(narrow))
}

/**
 * The identity of a number somebody gave: a contract's, a batch's, a bank slip's. Typed with a Chinese keyboard `C－１` is
 * `c-1`, pasted from a document it may carry spaces and marks nobody sees, and a Cyrillic `С` looks like its `C`: all one
 * number, upper case, every dash one dash. Without it one contract would be counted under two spellings (H6).
 */
export function numberKey(no: string): string {
  if (ORDINARY.test(no)) return withoutSpaces(no).toUpperCase()
  const strokes = plain(no).replace(/\s+/g, '').replace(STROKE, '-').replace(SLASH, '/')
  return asLatin(dashed(strokes).toUpperCase())
}

/**
 * The number as streams were named by it before lookalikes and all unseen marks were folded: NFKC without white space and
 * format characters. Streams keep their names for ever, so whoever looks for one asks for this name first where it differs.
 */
export function formerNumberKey(no: string): string {
  if (ORDINARY.test(no)) return withoutSpaces(no).toUpperCase()
  return dashed(no.normalize('NFKC').replace(/[\s\p{Cf}]+/gu, '')).toUpperCase()
}

/** Printed as a dash or a slash, and neither punctuation of that kind to Unicode nor made so by NFKC. */
const STROKE = /[\u02d7\u2043\u2500\u2501\u2796\u30fc\u1173]/g
const SLASH = /[\u2044\u2215\u2571\u29f8]/g

function dashed(text: string): string {
  return text.replace(/[\p{Pd}\u2212]/gu, '-')
}

/** Beside any alphabet: Chinese numbers mix ideographs, letters and figures as a matter of course. */
const BESIDE_ANY =
  /[\P{L}\p{Script=Common}\p{Script=Inherited}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Hangul}]/u
/** Alphabets whose capitals are nearly all printed as Latin ones, and which nobody here writes. */
const LOOKS_LATIN =
  /[\p{Script=Lisu}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Deseret}\p{Script=Osage}\p{Script=Carian}\p{Script=Lycian}\p{Script=Lydian}\p{Script=Old_Italic}\p{Script=Elbasan}\p{Script=Warang_Citi}]/u
const ALPHABETS = [
  { letter: /\p{Script=Latin}/u, zh: '拉丁', en: 'Latin' },
  { letter: /\p{Script=Cyrillic}/u, zh: '西里尔', en: 'Cyrillic' },
  { letter: /\p{Script=Greek}/u, zh: '希腊', en: 'Greek' },
  { letter: /\p{L}/u, zh: '其他文字', en: 'foreign' },
] as const
const alphabetOf = (letter: string) => ALPHABETS.find((it) => it.letter.test(letter))

/**
 * A number, or a name that is typed to log in, is written in one alphabet: with letters of two it only looks like the one
 * it means to be taken for. Ideographs and figures stand beside either. Refusal `mixed-scripts`, the letter named that is
 * not Latin.
 */
export function refuseMixedScripts(text: string, pointer = ''): Refusal | undefined {
  if (ORDINARY.test(text)) return undefined
  const figure = [...text].find((it) => /^\p{Nd}/u.test(it) && !/^\d$/.test(it.normalize('NFKC')))
  if (figure !== undefined) return foreignFigure(figure, pointer)
  const letters = [...text].filter((it) => !BESIDE_ANY.test(it))
  const stranger = letters.find((it) => alphabetOf(it) !== ALPHABETS[0])
  const its = stranger === undefined ? undefined : alphabetOf(stranger)
  if (stranger === undefined || its === undefined) return undefined
  if (!LOOKS_LATIN.test(stranger) && letters.every((it) => alphabetOf(it) === its)) return undefined
  const character = codePointName(stranger)
  return refuse('mixed-scripts', {
    pointer,
    zh: `“${stranger}”（${character}）是${its.zh}字母，不得与其他文字的字母混用：看来相同的编号须是同一编号`,
    en: `“${stranger}” (${character}) is a ${its.en} letter and stands beside none of another alphabet: what looks the same must be the same`,
    facts: { letter: stranger, character, script: its.en },
  })
}

/** `৪` is a four that is printed as an eight. */
function foreignFigure(letter: string, pointer: string): Refusal {
  const character = codePointName(letter)
  return refuse('mixed-scripts', {
    pointer,
    zh: `“${letter}”（${character}）是其他文字的数字，请用 0–9`,
    en: `“${letter}” (${character}) is a figure of another script; write 0–9`,
    facts: { letter, character, script: 'foreign' },
  })
}

/** A number as it is typed. Refusals: those of `refuseText` and `refuseMixedScripts`. */
export function refuseNumber(no: string, longest: number, pointer = ''): Refusal | undefined {
  return refuseText(no, longest, pointer) ?? refuseMixedScripts(no, pointer)
}
