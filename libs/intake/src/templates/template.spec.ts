import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Workbook } from 'exceljs'
import fc from 'fast-check'
import { type Column, type IntakeRecord, SHEET_KINDS, SHEETS, type Sheet } from '../columns'
import { briefly, read } from '../columns/given.spec-support'
import { templateOf } from '.'

type Filled = Pick<IntakeRecord, 'kind' | 'values'>
const OFFICE = '/usr/bin/soffice'

const word = fc
  .stringMatching(/^[A-Za-z一-龥（）〔〕&.=+@-][A-Za-z0-9一-龥（）〔〕&. _-]{0,18}[A-Za-z0-9一-龥]$/)
  .filter((it) => !/[,，;；、]/.test(it) && !/ {2}/.test(it))
const cents = fc.bigInt(1n, 99_999_999_999_999n).map((it) => `${it / 100n}.${String(it % 100n).padStart(2, '0')}`)
const day = fc
  .integer({ min: 0, max: 36_500 })
  .map((it) => new Date(Date.UTC(1990, 0, 1) + it * 86_400_000).toISOString().slice(0, 10))

/** Any value of a column as the ledger writes it down. */
function anyValue(column: Column): fc.Arbitrary<string | string[]> {
  switch (column.type) {
    case 'amount':
      return cents
    case 'signedAmount':
      return fc.tuple(fc.boolean(), cents).map(([minus, it]) => (minus ? `-${it}` : it))
    case 'day':
      return day
    case 'choice':
      return fc.constantFrom(...(column.choices ?? []).map((it) => it.code))
    case 'list':
      return fc.uniqueArray(column.choices ? fc.constantFrom(...column.choices.map((it) => it.code)) : word, {
        minLength: 1,
        maxLength: 4,
      })
    case 'digits':
      return fc.stringMatching(/^(\d{20}|\d{8}|\d{10}|\d{12})$/)
    case 'hex':
      return fc.stringMatching(/^[0-9a-f]{64}$/)
    case 'code':
      return fc.stringMatching(/^[0-9A-HJ-NPQRTUWXY]{2,20}$/)
    case 'integer':
      return fc.integer({ min: 1, max: 100_000 }).map(String)
    case 'decimal':
      return fc.integer({ min: 1, max: 1e9 }).map((it) => String(it / 1000))
    case 'percent':
      return fc
        .integer({ min: 1, max: 1_200_000 })
        .map((it) => String(it / 10_000))
        .filter((it) => !it.includes('e'))
    case 'rate':
      return fc.integer({ min: 0, max: 9_999 }).map((it) => String(it / 100))
    case 'identifier':
      return fc.oneof(word, fc.stringMatching(/^\d{1,24}$/), fc.stringMatching(/^[A-Z]{2}-2025-\d{3}$/))
    default:
      return word
  }
}

/** Any row that the sheet's own conditions allow. */
function anyRow(sheet: Sheet): fc.Arbitrary<Filled> {
  const fields = sheet.columns.map((it) => fc.tuple(fc.constant(it), anyValue(it), fc.boolean()))
  return fc.tuple(...fields).map((all) => {
    const values: Record<string, string | readonly string[]> = {}
    for (const [column, value, wanted] of all) {
      if (column.byDefault !== undefined) values[column.field] = wanted ? value : column.byDefault
    }
    const holds = (it: { field: string; is?: readonly string[] }) =>
      values[it.field] !== undefined && (!it.is || it.is.includes(values[it.field] as string))
    for (const [column, value, wanted] of all) {
      const { field, required, only } = column
      if (column.byDefault !== undefined || (only && !holds(only))) continue
      if (field === sheet.either?.[1] || field === 'rejectedBy' || field === 'rejectionReason') continue
      if (required === true || (typeof required === 'object' && holds(required)) || (required === false && wanted)) {
        values[field] = value
      }
    }
    if (values.releasedBy !== undefined || values.releasedOn !== undefined) {
      for (const [{ field }, value] of all) if (field === 'releasedOn' || field === 'releasedBy') values[field] = value
    }
    return { kind: sheet.kind, values }
  })
}

const sheetNamed = (zh: string) => SHEETS.find((it) => it.zh === zh) as Sheet
const reported = (records: readonly Filled[]) => records.map(({ kind, values }) => ({ kind, values }))

describe('A template', () => {
  test.each(SHEET_KINDS)('of %s, not yet filled, gives its sample row as a notice and nothing else', async (kind) => {
    const { records, faults, notices } = await read(await templateOf([kind]))
    expect([records, faults]).toEqual([[], []])
    expect(notices.map((it) => it.code)).toEqual(['sample-row', 'sheet-skipped'])
  })

  test('of a whole platform holds every list once, each with its drop-downs and a heading that stays', async () => {
    const book = new Workbook()
    await book.xlsx.load((await templateOf(SHEET_KINDS)) as never)
    expect(book.worksheets.map((it) => it.name)).toEqual([...SHEETS.map((it) => it.zh), '填写说明'])
    const contracts = book.getWorksheet('合同清单')
    expect(contracts?.views[0]).toMatchObject({ state: 'frozen', ySplit: 2 })
    expect(contracts?.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape' })
    const taxBasis = 2 + SHEETS[0].columns.findIndex((it) => it.field === 'taxBasis')
    expect(contracts?.getCell(3, taxBasis).dataValidation).toMatchObject({ type: 'list', formulae: ['"含税,不含税"'] })
    const kinds = 2 + sheetNamed('开票清单').columns.findIndex((it) => it.field === 'invoiceKind')
    expect(book.getWorksheet('开票清单')?.getCell(3, kinds).dataValidation).toMatchObject({
      formulae: ['"数电专票,数电普票,纸质专票,纸质普票,其他"'],
    })
  })

  test('filled with any records reads back as those records', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(...SHEETS.map(anyRow)), { minLength: 1, maxLength: 8 }), async (rows) => {
        const inOrder = SHEETS.flatMap((sheet) => rows.filter((it) => it.kind === sheet.kind))
        const { records, faults } = await read(await templateOf(SHEET_KINDS, rows))
        expect(faults.map((it) => [briefly(it), it.field, it.found])).toEqual([])
        expect(reported(records)).toEqual(inOrder)
      }),
      { numRuns: Math.min(Number(process.env.HISTORIES ?? 10), 60) },
    )
  })

  const office = existsSync(OFFICE) ? test : test.skip
  office(
    'opened and saved by LibreOffice reads back the same (skipped where there is none)',
    async () => {
      const rows = fc.sample(fc.oneof(...SHEETS.map(anyRow)), { numRuns: 60, seed: 7 })
      const folder = await mkdtemp(join(tmpdir(), 'template-'))
      try {
        await writeFile(join(folder, 'filled.xlsx'), await templateOf(SHEET_KINDS, rows))
        const profile = `-env:UserInstallation=file://${folder}/profile`
        await promisify(execFile)(OFFICE, [
          profile,
          '--headless',
          '--convert-to',
          'xlsx:Calc MS Excel 2007 XML',
          '--outdir',
          join(folder, 'out'),
          join(folder, 'filled.xlsx'),
        ])
        const { records, faults } = await read(await readFile(join(folder, 'out', 'filled.xlsx')))
        expect(faults.map((it) => [briefly(it), it.field, it.found])).toEqual([])
        expect(reported(records)).toEqual(SHEETS.flatMap((sheet) => rows.filter((it) => it.kind === sheet.kind)))
      } finally {
        await rm(folder, { recursive: true })
      }
    },
    120_000,
  )
})

test('No two columns of a sheet answer to one heading', () => {
  for (const sheet of SHEETS) {
    const own = sheet.columns.flatMap((it) => [it.zh, it.en, it.field])
    expect(own.length - new Set(own).size).toBe(own.filter((it, i) => own.indexOf(it) !== i).length)
    const aliases = sheet.columns.flatMap((it) =>
      it.aliases.filter((alias) => ![it.zh, it.en, it.field].includes(alias)),
    )
    expect(aliases.filter((it, i) => aliases.indexOf(it) !== i || own.includes(it))).toEqual([])
  }
})

test('What a row needs only in some cases is marked, and its heading is still read', async () => {
  const book = new Workbook()
  await book.xlsx.load((await templateOf(['invoice', 'payment'])) as never)
  const marked = (name: string) =>
    ((book.getWorksheet(name)?.getRow(2).values ?? []) as string[])
      .filter((it) => it?.startsWith('☆'))
      .map((it) => it.split('\n')[0])
  expect(marked('开票清单')).toEqual(['☆发票号码', '☆原发票号码', '☆价税合计', '☆税额'])
  expect(marked('到账清单')).toEqual(expect.arrayContaining(['☆回单号', '☆付款单位', '☆回单金额']))
})

test('Every row of the explanation is as high as its longest text needs, two characters of a line for a Chinese one', async () => {
  const book = new Workbook()
  await book.xlsx.load((await templateOf(SHEET_KINDS)) as never)
  const tab = book.getWorksheet('填写说明') as NonNullable<ReturnType<typeof book.getWorksheet>>
  const tooLow: string[] = []
  tab.eachRow((row, n) => {
    if (n === 1) return
    for (let at = 1; at <= 7; at++) {
      const text = String(row.getCell(at).value ?? '')
      const isMerged = row.getCell(at).isMerged
      const width = isMerged ? 214 : (tab.getColumn(at).width ?? 9)
      const columns = [...text].reduce((sum, it) => sum + (it.charCodeAt(0) > 0x2e7f ? 2 : 1), 0)
      // Ten points of a character and some air for each line.
      if ((row.height ?? 15) < Math.ceil(columns / width) * 14) tooLow.push(`${n}: ${text}`)
    }
  })
  expect(tooLow).toEqual([])
})
