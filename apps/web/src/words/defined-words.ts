import {
  CONTRACT_KINDS,
  ENGAGEMENT_EVENTS,
  INVOICE_FORM,
  PRICINGS,
  TAX_BASES,
  TECHNOLOGY_CONTRACT_TYPES,
} from '@pilot-ledger/engagements/definitions'
import { type AnyEventDefinition, CHANGE_EVENTS, type Fields, PARTY_FORM } from '@pilot-ledger/kernel'
import type { Words } from './words'

type Pair = Words[string]

/**
 * The words of events, their fields and the codes of these, as their definitions say them: `entry.<type>`,
 * `entry.<type>.<field>`, `entry.<type>.<field>.<code>`.
 */
export const definedWords: Words = {
  ...wordsOfCodes('entry', CHANGE_EVENTS),
  ...wordsOfEvents(ENGAGEMENT_EVENTS.all),
  ...wordsOfFields('party', PARTY_FORM.parts),
  ...wordsOfFields('invoice', INVOICE_FORM.parts),
  ...wordsOfCodes('kind', CONTRACT_KINDS),
  ...wordsOfCodes('tax', TAX_BASES),
  ...wordsOfCodes('pricing', PRICINGS),
  ...wordsOfCodes('technology', TECHNOLOGY_CONTRACT_TYPES),
}

export function wordsOfEvents(events: readonly AnyEventDefinition[]): Words {
  return Object.assign(
    {},
    ...events.map(({ type, zh, en, fields }) => ({
      [`entry.${type}`]: [zh, en],
      ...wordsOfFields(`entry.${type}`, fields),
    })),
  )
}

function wordsOfFields(at: string, fields: Fields = {}): Words {
  const words = Object.entries(fields).map(([name, { zh, en, unit, form }]) => ({
    [`${at}.${name}`]: [zh, en],
    ...(unit && { [`${at}.${name}.unit`]: unit }),
    ...wordsOfCodes(`${at}.${name}`, form.values ?? {}),
    ...wordsOfFields(`${at}.${name}`, form.parts),
  }))
  return Object.assign({}, ...words)
}

/** Codes that are their own words have none. */
function wordsOfCodes(at: string, codes: Readonly<Record<string, Pair | undefined>>): Words {
  return Object.fromEntries(Object.entries(codes).flatMap(([code, words]) => (words ? [[`${at}.${code}`, words]] : [])))
}
