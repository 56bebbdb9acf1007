import { numberKey, refuseMixedScripts } from './name-key'
import { type Checked, isRefusal, refuse } from './refusal'
import { refuseText } from './text'

/**
 * Who a party is, independent of what it is called. Foreign clients and natural persons have no unified social credit
 * code, so the identifier is a tagged value. `person` is a reference the platform gives, never an identity-card number:
 * the ledger keeps no such personal data.
 */
export type PartyId =
  | { readonly scheme: 'uscc'; readonly value: string }
  | { readonly scheme: 'foreign'; readonly country: string; readonly value: string }
  | { readonly scheme: 'person'; readonly value: string }

/** A party as a paper names it: the identity and the name as signed (names change, codes do not). */
export interface Party {
  readonly id: PartyId
  readonly name: string
}

const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const USCC = /^[0-9ABCDEFGHJKLMNPQRTUWXY]{18}$/
/** 3^i mod 31, GB 32100-2015. */
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const IDENTITY_CARD = /^\d{17}[\dXx]$/

/** Refusals: `uscc-length`, `uscc-alphabet`, `party-id-format`, `identity-card-number`, `mixed-scripts`. A wrong check digit is W2, not a refusal. */
export function parsePartyId(id: PartyId, pointer = ''): Checked<PartyId> {
  if (id.scheme === 'uscc') return parseUscc(id, pointer)
  if (IDENTITY_CARD.test(numberKey(id.value).replace(/-/g, ''))) {
    return refuse('identity-card-number', {
      pointer: `${pointer}/value`,
      zh: '不得填写身份证号码，请使用平台内部编号',
      en: 'an identity-card number must not be recorded; use a reference of the platform',
    })
  }
  if (id.scheme === 'foreign' && !/^[A-Z]{2}$/.test(id.country)) {
    return refuse('party-id-format', {
      pointer: `${pointer}/country`,
      zh: '国家代码须为两位大写字母（ISO 3166-1）',
      en: 'a country is two capital letters (ISO 3166-1)',
    })
  }
  if (id.scheme === 'foreign' && (id.country === 'CN' || USCC.test(numberKey(id.value)))) {
    return refuse('party-id-format', {
      pointer: `${pointer}/${id.country === 'CN' ? 'country' : 'value'}`,
      zh: '境内单位请填统一社会信用代码（同一单位不得以两种标识登记）',
      en: 'an organisation in China is named by its unified social credit code, else it would count as another client',
    })
  }
  const unreadable = refuseText(id.value, 64, `${pointer}/value`)
  if (unreadable) return { ...unreadable, code: 'party-id-format' }
  return refuseMixedScripts(id.value, `${pointer}/value`) ?? id
}

function parseUscc(id: PartyId, pointer: string): Checked<PartyId> {
  if (id.value.length !== 18) {
    return refuse('uscc-length', {
      pointer: `${pointer}/value`,
      zh: '统一社会信用代码须为 18 位',
      en: 'a unified social credit code has 18 characters (GB 32100-2015)',
      facts: { length: String(id.value.length) },
    })
  }
  if (USCC.test(id.value)) return id
  return refuse('uscc-alphabet', {
    pointer: `${pointer}/value`,
    zh: '统一社会信用代码只含数字与大写字母，不含 I、O、S、V、Z',
    en: 'a unified social credit code holds digits and capital letters without I, O, S, V, Z',
  })
}

/** Checks a whole party: the identity and a name of 1–200 characters. Refusal of the name: `party-name`. */
export function parseParty(party: Party, pointer = ''): Checked<Party> {
  const id = parsePartyId(party.id, `${pointer}/id`)
  if (isRefusal(id)) return id
  const unreadable = refuseText(party.name, 200, `${pointer}/name`)
  return unreadable ? { ...unreadable, code: 'party-name' } : party
}

/**
 * Whether the 18th character is the check character of the first 17 (GB 32100-2015): c = (31 − Σ aᵢ·3^i mod 31) mod 31.
 * Some early codes are legal and fail, so a failure is a warning (W2).
 */
export function usccCheckDigitHolds(code: string): boolean {
  if (!USCC.test(code)) return false
  const sum = USCC_WEIGHTS.reduce((total, weight, i) => total + weight * USCC_ALPHABET.indexOf(code[i]), 0)
  return USCC_ALPHABET[(31 - (sum % 31)) % 31] === code[17]
}

/** The six digits of the registering region (GB/T 2260) inside a USCC, e.g. `442000` for 中山市; undefined for others. */
export function registeringRegion(id: PartyId): string | undefined {
  return id.scheme === 'uscc' ? id.value.slice(2, 8) : undefined
}

/** One text per identity, to compare and to count by, however typed: `uscc:9135…`, `foreign:DE:HRB1234`, `person:P-7`. */
export function partyKey(id: PartyId): string {
  const value = numberKey(id.value)
  return id.scheme === 'foreign' ? `foreign:${id.country}:${value}` : `${id.scheme}:${value}`
}
