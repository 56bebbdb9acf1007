import { type Refusal, refuse } from '@pilot-ledger/kernel'
import type { SheetPlace } from '../spreadsheets'
import type { Difference } from './identity'

/** Why a row is not recorded, beside what the rules of a contract say themselves. */
export const MOST_ROWS_OF_A_CONTRACT = 5_000

export function recordedOtherwise({ pointer, recorded, given }: Difference): Refusal {
  return refuse('recorded-otherwise', {
    rule: 'H6',
    pointer,
    zh: `台账已有此记录，内容不同：台账为“${recorded}”，文件为“${given}”；如台账有误，请更正该记录`,
    en: `it is on the ledger already and says otherwise: “${recorded}” there, “${given}” here; if the ledger is wrong, correct that entry`,
    facts: { recorded, given },
  })
}

export function rowsDisagree({ pointer, recorded, given }: Difference, other: SheetPlace): Refusal {
  return refuse('rows-disagree', {
    rule: 'H6',
    pointer,
    zh: `与${placeText(other, 'zh')}为同一事项，内容不同：该处为“${recorded}”，此处为“${given}”`,
    en: `${placeText(other, 'en')} says the same thing otherwise: “${recorded}” there, “${given}” here`,
    facts: { recorded, given, ...placeFacts(other) },
  })
}

/** Rows that say the same without a number of their own: one thing written twice, or two things. Only who wrote them knows. */
export function sameWithoutNumber(other: SheetPlace, pointer: string): Refusal {
  return refuse('same-as-row-without-number', {
    rule: 'H6',
    pointer,
    zh: `与本文件${placeText(other, 'zh')}完全相同；如确为两笔请填号码，如为重复请删行`,
    en: `the same as ${placeText(other, 'en')} of this file: where it is another one give its number, else delete the row`,
    facts: placeFacts(other),
  })
}

/** What it leans on stands in the file and is refused: mending that row may be all there is to do. */
export function leansOnRefused(refusal: Refusal, other: SheetPlace): Refusal {
  return refuse('leans-on-refused-row', {
    rule: refusal.rule,
    pointer: refusal.pointer,
    zh: `所依据的${placeText(other, 'zh')}有误未登记，此行随之不登记（${refusal.zh}）`,
    en: `it leans on ${placeText(other, 'en')}, which is refused (${refusal.en})`,
    facts: { ...refusal.facts, because: refusal.code, ...placeFacts(other) },
  })
}

/** A row of the file that could not be read may have been what is missing. */
export function maybeUnread(refusal: Refusal): Refusal {
  return {
    ...refusal,
    zh: `${refusal.zh}；或其所在行有误未能读取`,
    en: `${refusal.en}; or the row that says so could not be read`,
  }
}

export function tooManyRows(): Refusal {
  return refuse('too-many-rows-of-contract', {
    zh: `一份合同在一个文件中至多 ${MOST_ROWS_OF_A_CONTRACT} 行，请分文件导入`,
    en: `a file holds at most ${MOST_ROWS_OF_A_CONTRACT} rows of one contract; use several files`,
  })
}

export function partyUnnamed(role: string, name: string): Refusal {
  return refuse('party-id-missing', {
    pointer: `/${role}/id`,
    zh: '与合同委托单位不同名，须填写单位标识（统一社会信用代码等）',
    en: 'not the name of the contract’s client: it needs its identifier (unified social credit code or other)',
    facts: { name },
  })
}

export function notOnTheLedger(contractNo: string): Refusal {
  return refuse('not-on-the-ledger', {
    pointer: '/contractNo',
    zh: '台账没有此合同；台账输出的清单不含登记所需各栏，请用模板登记',
    en: 'the ledger has no such contract, and a list it printed says too little to record one: use the template',
    facts: { contractNo },
  })
}

export function listTooLong(field: string): Refusal {
  return refuse('list-expected', { pointer: `/${field}`, zh: '至多 200 项', en: 'at most 200' })
}

export function placeText({ sheet, row }: SheetPlace, language: 'zh' | 'en'): string {
  const of = sheet === undefined ? '' : sheet
  return language === 'zh' ? `${of}第 ${row} 行` : `row ${row}${of && ` of ${of}`}`
}

const placeFacts = ({ sheet, row }: SheetPlace) => ({ sheet: sheet ?? '', row: String(row ?? '') })
