import { ACCOUNT_EVENTS, type AccountEvent } from '@pilot-ledger/access/definitions'
import {
  CONTRACT_KINDS,
  CONTRACT_STATES,
  ENGAGEMENT_EVENTS,
  INVOICE_FORM,
  PRICINGS,
  TAX_BASES,
  TECHNOLOGY_CONTRACT_TYPES,
  WARNINGS,
} from '@pilot-ledger/engagements/definitions'
import { ROUND_EVENTS } from '@pilot-ledger/evaluation/definitions'
import { MEDIA_TYPES } from '@pilot-ledger/evidence/definitions'
import { type AnyEventDefinition, CHANGE_EVENTS, type Fields, PARTY_FORM } from '@pilot-ledger/kernel'
import { PLATFORM_EVENTS } from '@pilot-ledger/platforms/definitions'
import { PROGRAMME_EVENTS } from '@pilot-ledger/programme/definitions'
import type { Words } from './word'

type Pair = Words[string]

/** The words of codes, each of which the compiler knows. */
export const codeWords = {
  ...wordsOfCodes('entry', CHANGE_EVENTS),
  ...wordsOfCodes('kind', CONTRACT_KINDS),
  ...wordsOfCodes('state', CONTRACT_STATES),
  ...wordsOfCodes('tax', TAX_BASES),
  ...wordsOfCodes('pricing', PRICINGS),
  ...wordsOfCodes('technology', TECHNOLOGY_CONTRACT_TYPES),
  ...wordsOfCodes('paper.type', MEDIA_TYPES),
  ...wordsOfWarnings(),
  ...namesOfWarnings(),
  ...wordsOfAccountEntries(),
} as const satisfies Words

/**
 * The words of events, their fields and the codes of these, as their definitions say them: `entry.<type>`,
 * `entry.<type>.<field>`, `entry.<type>.<field>.<code>`.
 */
export const definedWords = {
  ...wordsOfEvents(ENGAGEMENT_EVENTS.all),
  ...wordsOfEvents(PLATFORM_EVENTS.all),
  ...wordsOfEvents(PROGRAMME_EVENTS.all),
  ...wordsOfEvents(ROUND_EVENTS.all),
  ...wordsOfFields('party', PARTY_FORM.parts),
  ...wordsOfFields('invoice', INVOICE_FORM.parts),
} as const satisfies Words

/** Which fields there are only the definitions know: the compiler knows what their words begin with. */
type Below<At extends string> = Readonly<Record<`${At}.${string}`, Pair>>

export function wordsOfEvents(events: readonly AnyEventDefinition[]): Below<'entry'> {
  return Object.assign(
    {},
    ...events.map(({ type, zh, en, fields }) => ({
      [`entry.${type}`]: [zh, en],
      ...wordsOfFields(`entry.${type}`, fields),
    })),
  )
}

function wordsOfFields<At extends string>(at: At, fields: Fields = {}): Below<At> {
  const words = Object.entries(fields).map(([name, { zh, en, unit, form }]) => ({
    [`${at}.${name}`]: [zh, en],
    ...(unit && { [`${at}.${name}.unit`]: unit }),
    ...wordsOfCodes(`${at}.${name}`, form.values ?? {}),
    ...wordsOfFields(`${at}.${name}`, form.parts),
  }))
  return Object.assign({}, ...words)
}

function wordsOfWarnings(): Readonly<Record<`warning.W${keyof typeof WARNINGS}`, Pair>> {
  return Object.assign({}, ...Object.entries(WARNINGS).map(([no, { zh, en }]) => ({ [`warning.W${no}`]: [zh, en] })))
}

/** What lists call them. */
function namesOfWarnings(): Readonly<Record<`warningShort.W${keyof typeof WARNINGS}`, Pair>> {
  return Object.assign({}, ...Object.entries(WARNINGS).map(([no, { short }]) => ({ [`warningShort.W${no}`]: short })))
}

function wordsOfAccountEntries(): Readonly<Record<`accountEntry.${AccountEvent['type']}`, Pair>> {
  return Object.assign({}, ...ACCOUNT_EVENTS.all.map(({ type, zh, en }) => ({ [`accountEntry.${type}`]: [zh, en] })))
}

/** Codes that are their own words have none. */
function wordsOfCodes<At extends string, Code extends string>(
  at: At,
  codes: Readonly<Record<Code, Pair | undefined>>,
): Readonly<Record<`${At}.${Code}`, Pair>> {
  const spoken = Object.entries<Pair | undefined>(codes).filter(([, words]) => words)
  return Object.assign({}, ...spoken.map(([code, words]) => ({ [`${at}.${code}`]: words })))
}
