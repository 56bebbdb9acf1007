import { Question } from '@pilot-ledger/figures'
import { liveRegister } from '@pilot-ledger/intake/journals'
import { laidOut, PAPERS, type Requested, sheetOf, type Unit } from '@pilot-ledger/intake/workbooks'
import type { Window } from '@pilot-ledger/kernel'
import type { ledgerOf } from './in-memory.spec-support'

type Ledger = Awaited<ReturnType<typeof ledgerOf>>

/** What a paper over these platforms is asked, as the door would: one platform, or several and all of them together. */
export async function requestedOf(
  { log, tables }: Ledger,
  ids: readonly string[],
  window: Window,
  cut: number,
): Promise<Requested> {
  const platforms = await Promise.all(
    ids.map(async (id) => {
      const number = tables.platformIds.find(id) as number
      const register = await liveRegister(log, tables, number, cut)
      return { id, name: id, register, question: new Question(tables, window, cut, number) }
    }),
  )
  const whole = platforms.length === 1 ? platforms[0].question : new Question(tables, window, cut)
  return { log, tables, window, cut, platforms, whole }
}

/** A paper as text cells by key: its rows, and what stands under them. */
export async function paperOf(code: string, requested: Requested, unit: Unit = 'yuan') {
  const paper = PAPERS.find((it) => it.code === code)
  if (!paper) throw new Error(code)
  const keys = paper.columns.map((it) => it.key)
  if (requested.platforms.length > 1 && !keys.includes('platformName')) keys.splice(1, 0, 'platformName')
  const [rows, totals, remainders]: Record<string, string>[][] = [[], [], []]
  for await (const { kind, cells } of laidOut(sheetOf(paper, requested, unit))) {
    const list = kind === 'row' ? rows : kind === 'total' ? totals : remainders
    list.push(Object.fromEntries(keys.map((key, i) => [key, cells[i].text])))
  }
  return { rows, totals, remainders }
}

/** Last digits of a column added up: fen of yuan, yuan of 万元 with four decimals, or pieces. */
export function sumOf(rows: readonly Record<string, string>[], key: string): bigint {
  return rows.reduce((sum, it) => sum + BigInt((it[key] || '0').replace('.', '')), 0n)
}
