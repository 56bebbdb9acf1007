import { nextTurn } from '@pilot-ledger/kernel'

/** In pieces of some fifty milliseconds, each with what it needs. */
const PIECES = ['utils/zip-stream', 'stream/xlsx/workbook-writer', 'csv/csv', 'stream/xlsx/workbook-reader']

let loaded: typeof import('exceljs') | undefined

/** Loaded with the first workbook: some 300 modules that most processes never need, others having their turn in between. */
export async function loadExcel(): Promise<typeof import('exceljs')> {
  if (loaded) return loaded
  for (const it of PIECES) {
    require(`exceljs/lib/${it}`)
    await nextTurn()
  }
  loaded = require('exceljs') as typeof import('exceljs')
  return loaded
}
