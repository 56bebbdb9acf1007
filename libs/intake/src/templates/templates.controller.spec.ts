import { RefusalException } from '@pilot-ledger/http'
import { Workbook } from 'exceljs'
import { SHEETS } from '../columns'
import { TemplatesController } from './templates.controller'

const controller = new TemplatesController()

async function sheetsOf(name: string): Promise<string[]> {
  const pieces: Buffer[] = []
  for await (const it of (await controller.template(name)).getStream()) pieces.push(it as Buffer)
  const book = new Workbook()
  await book.xlsx.load(Buffer.concat(pieces) as never)
  return book.worksheets.map((it) => it.name)
}

test('Every list has a template, and all together have one', async () => {
  expect(await sheetsOf('contracts.xlsx')).toEqual(['合同清单', '填写说明'])
  expect(await sheetsOf('payments.xlsx')).toEqual(['到账清单', '填写说明'])
  const all = await sheetsOf('all.xlsx')
  expect(all).toEqual([...SHEETS.map((it) => it.zh), '填写说明'])
  expect(all).toHaveLength(9)
})

test('A template is found again by its Chinese name', async () => {
  const nameOf = async (name: string) => {
    const { disposition = '' } = (await controller.template(name)).getHeaders()
    return decodeURIComponent(String(disposition).split("filename*=UTF-8''")[1])
  }
  expect(await nameOf('contracts.xlsx')).toBe('合同清单（模板）.xlsx')
  expect(await nameOf('all.xlsx')).toBe('台账导入模板.xlsx')
})

test.each(['contracts', 'contracts.csv', 'constructor', ''])('There is no template %j', async (name) => {
  const refused = await controller.template(name).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(RefusalException)
  expect((refused as RefusalException).status).toBe(404)
})
