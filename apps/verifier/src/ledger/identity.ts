/**
 * When two names, numbers or parties are one (docs/rules.md: "one number, however typed"): without width, case, spaces, marks
 * nobody sees, and letters of another alphabet that are printed the same.
 */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu
const CYRILLIC = /\p{Script=Cyrillic}/gu
/** Each capital beside the Latin one that it is printed as. */
const TWINS = new Map(
  'АA ВB ЕE ЅS ІI ЈJ КK МM НH ОO РP СC ТT УY ҮY ХX ҺH ԌG ԚQ ԜW ӀI ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX'
    .split(' ')
    .map(([twin, latin]) => [twin, latin]),
)

const plain = (text: string) => text.replace(UNSEEN, '').normalize('NFKC').replace(UNSEEN, '')
const latin = (text: string) => [...text].map((it) => TWINS.get(it) ?? it).join('')
const oneDash = (text: string) => text.replace(/[\p{Pd}\u2212]/gu, '-')

/** A product, a variety, a key of a register. */
export function sameName(name: string): string {
  const capitals = plain(name).replace(CYRILLIC, (it) => it.toUpperCase())
  return latin(capitals).replace(/\s+/g, ' ').trim().toLowerCase()
}

/** A contract's number, a certificate's, the code of a party. */
export function sameNumber(no: string): string {
  const bare = plain(no).replace(/\s+/g, '')
  const strokes = bare
    .replace(/[\u02d7\u2043\u2500\u2501\u2796\u30fc\u1173]/g, '-')
    .replace(/[\u2044\u2215\u2571\u29f8]/g, '/')
  return latin(oneDash(strokes).toUpperCase())
}

/** As contracts were named before lookalikes and all unseen marks were one: what stands under such a number keeps it. */
export function formerNumber(no: string): string {
  return oneDash(no.normalize('NFKC').replace(/[\s\p{Cf}]+/gu, '')).toUpperCase()
}

export interface Party {
  readonly scheme: string
  /** As written: the digits of the region stand in it. */
  readonly code: string
  /** One text for one legal person, or one natural person of one platform. */
  readonly key: string
  readonly name: string
}
