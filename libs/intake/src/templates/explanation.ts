import type { Workbook } from 'exceljs'
import type { Column, ColumnType, Condition, Sheet } from '../columns'

const A4 = 9
const FORMATS: Readonly<Record<ColumnType, readonly [zh: string, en: string]>> = {
  text: ['文字', 'words'],
  identifier: ['编号（文本）', 'a number as text'],
  amount: ['金额，精确到分，如 1234.50 或 1,234.50', 'an amount, whole fen'],
  signedAmount: ['金额，可为负，如 -1234.50', 'an amount, may be negative'],
  decimal: ['数字', 'a number'],
  percent: ['百分数，如 96.5 或 96.5%', 'percent'],
  rate: ['税率，如 13%、13 或 0.13', 'a rate of tax, in percent'],
  integer: ['整数', 'a whole number'],
  day: ['日期，如 2025-06-01、2025/6/1、2025年6月1日、20250601', 'a day'],
  choice: ['从下拉中选', 'one of the list'],
  list: ['可多项，以顿号或分号分隔', 'several, separated by 、 or ;'],
  code: ['字母与数字（文本）', 'letters and digits as text'],
  digits: ['数字（文本）', 'digits as text'],
  hex: ['64 位十六进制', '64 hexadecimal digits'],
}

/** What is understood and what is refused, in the words of those who fill it. */
const RULES: readonly (readonly [zh: string, en: string])[] = [
  [
    '带 * 的栏必填；带 ☆ 的栏在「必填」栏所述情形下必填（如开票行的发票号码、价税合计、税额，到账行的回单号、付款单位）；栏的次序可变，不用的选填栏可删；表头文字请勿改动。',
    'Columns with * are required, those with ☆ in the cases named above; their order may change; optional ones may go.',
  ],
  ['序号为「示例」的行不读取；填写时请删除该行或清除标记。', 'The row marked 示例 is not read.'],
  [
    '金额以元计，精确到分；整表以万元填写时，把右上角改为「单位：万元」，或在表头写（万元），至多六位小数。',
    'Amounts in yuan to the fen; for 万元 change the line above the table or the heading.',
  ],
  [
    '合计、小计行及表尾的填报人等不计入，导入结果中会逐行说明。',
    'Rows of totals and lines under the table are left out, and said.',
  ],
  [
    '隐藏的行、列、工作表不读取而报错：请取消隐藏或删除。',
    'Hidden rows, columns and sheets are faults: show or delete them.',
  ],
  [
    '公式请粘贴为数值；含宏、外部链接、嵌入对象、加密的文件不读取。',
    'Formulas are faults; files with macros, links to elsewhere, embedded objects or a password are refused.',
  ],
  ['日期有歧义（如 6/1/25）即报错，不猜测。', 'Ambiguous dates are faults, never guessed.'],
  [
    '发票号码、回单号等编号须为文本格式：以数字存储的 16 位以上编号已丢失尾数，一律报错。',
    'Numbers of 16 digits and more that are stored as numbers have lost digits: they are faults.',
  ],
  [
    '不认识的表头、两列同义、缺少必填栏均报错，该表不登记。',
    'Unknown, double and missing columns are faults; nothing of the sheet is recorded.',
  ],
  ['本平台已登记的内容再次导入不会重复登记。', 'What is on the ledger already is not recorded twice.'],
]

const WIDTHS = [14, 20, 24, 30, 40, 46, 40]
const LINE_POINTS = 16

/** No program works out the height of wrapped text the same way, and of merged cells none does: it is written down. */
export function heightOf(texts: readonly string[], widths: readonly number[]): number {
  const lines = texts.map((it, i) => Math.ceil((widthOf(it) * SLACK) / (widths[i] - 1)))
  return Math.max(1, ...lines) * LINE_POINTS + 2
}
/** Words are not broken where a line is full. */
const SLACK = 1.15
/** A column's width counts figures; a Chinese character takes two. */
const widthOf = (text: string) => [...text].reduce((sum, it) => sum + (it > '\u2e7f' ? 2 : 1), 0)

/** 填写说明: every column, its meaning, its form, whether it must be filled. The reader passes over it. */
export function explain(workbook: Workbook, sheets: readonly Sheet[]): void {
  const tab = workbook.addWorksheet('填写说明', {
    views: [{ state: 'frozen', xSplit: 0, ySplit: 1 }],
    pageSetup: { paperSize: A4, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  })
  tab.columns = WIDTHS.map((width) => ({ width }))
  const head = tab.addRow(['清单 list', '栏目', 'column', '必填 required', '格式 form', '说明', 'note'])
  head.font = { bold: true }
  for (const sheet of sheets) {
    for (const column of sheet.columns) {
      const [zh, en] = FORMATS[column.type]
      const choices = column.choices?.map((it) => it.zh).join('、')
      const words = [
        sheet.zh,
        `${typeof column.required === 'object' ? '☆' : column.required ? '*' : ''}${column.zh}`,
        column.en,
        requiredWords(sheet, column),
        `${zh}${choices ? `：${choices}` : ''}；${en}`,
        column.note.zh,
        column.note.en,
      ]
      const row = tab.addRow(words)
      row.alignment = { wrapText: true, vertical: 'top' }
      row.height = heightOf(words, WIDTHS)
    }
  }
  tab.addRow([])
  tab.addRow(['规则 rules']).font = { bold: true }
  for (const [zh, en] of RULES) {
    const row = tab.addRow([`${zh} ${en}`])
    row.alignment = { wrapText: true, vertical: 'top' }
    row.height = heightOf([`${zh} ${en}`], [WIDTHS.reduce((sum, it) => sum + it)])
    tab.mergeCells(row.number, 1, row.number, 7)
  }
}

function requiredWords(sheet: Sheet, { required, only }: Column): string {
  const words = [
    required === true
      ? '必填 required'
      : required === false
        ? '选填 optional'
        : `${conditionWords(sheet, required)}时必填`,
    ...(only ? [`仅当${conditionWords(sheet, only)}时填写`] : []),
  ]
  return words.join('；')
}

function conditionWords(sheet: Sheet, { field, is }: Condition): string {
  const column = sheet.columns.find((it) => it.field === field)
  if (!is) return `「${column?.zh}」已填`
  return `「${column?.zh}」为${is.map((code) => column?.choices?.find((it) => it.code === code)?.zh ?? code).join('、')}`
}
