import { HOST, invoiceNo, redXml, zip } from '../../libs/intake/src/invoices/given.spec-support'
import { CLIENTS, codes, contract, InvoicesDropped, states, xml } from './e-invoices.spec-support'

// Files are read in a process of their own, on machines that do much else.
jest.setTimeout(240_000)

let dropped: InvoicesDropped
beforeEach(async () => {
  dropped = await InvoicesDropped.open()
  await dropped.sign(contract(0, 0, '5000.00'))
})
afterEach(() => dropped.close())

const HEAD =
  '序号,数电发票号码,销方识别号,销方名称,购方识别号,购买方名称,开票日期,金额,税额,价税合计,发票票种,发票状态,是否正数发票,备注'
const line = (n: number, amounts: string, on: string, state: string, positive: string, remark = '') =>
  `1,${invoiceNo(n)},${HOST.taxId},${HOST.name},${CLIENTS[0].taxId},${CLIENTS[0].name},${on} 09:00:00,${amounts},数电发票（增值税专用发票）,${state},${positive},${remark}`
const BLUE = line(1, '100.00,6.00,106.00', '2025-04-20', '已红冲-部分', '是')
const RED = line(900, '-40.00,-2.40,-42.40', '2025-05-20', '正常', '否', `被红冲蓝字数电票号码：${invoiceNo(1)}`)
/** The blue one twice, as exports of overlapping months have it. */
const LIST = [HEAD, BLUE, BLUE, RED].join('\n')
const FILES = zip({
  '1.xml': xml(1, 0, 10_000n),
  'red.xml': redXml(invoiceNo(1), { buyer: CLIENTS[0], withoutTax: 4_000n }),
})

const sendList = () => dropped.send(LIST, { mode: 'all', name: '全量.csv' })
const sendFiles = () => dropped.send(FILES, { mode: 'all', name: '发票.zip' })
const invoiced = async () =>
  (await dropped.entries('JM-2025-100')).flatMap(({ type, data }) => {
    const { share, amount } = data as { share?: string; amount?: string }
    return /^Invoice/.test(type) ? [`${type} ${share ?? amount}`] : []
  })
const ONCE = ['InvoiceIssued 106.00', 'InvoiceReversed 42.40']

test('given the list and then the files, then each invoice is counted once and has its file', async () => {
  const list = await sendList()
  expect([list.verdict, list.faults, codes(list.notices)]).toEqual([
    'recorded',
    [],
    expect.arrayContaining(['全量 same-invoice-again']),
  ])
  expect(await invoiced()).toEqual(ONCE)
  const files = await sendFiles()
  expect([files.faults, files.totals]).toEqual([[], [{ type: 'EvidenceAttached', entries: 2 }]])
  expect(await invoiced()).toEqual(ONCE)
})

test('given the files and then the list, then what the list says is known', async () => {
  expect((await sendFiles()).faults).toEqual([])
  const list = await sendList()
  expect([list.faults, states(list), list.totals]).toEqual([
    [],
    ['JM-2025-100 known recorded', 'JM-2025-100 known recorded'],
    [],
  ])
  expect(await invoiced()).toEqual(ONCE)
})

test('given two who send the same invoice at once, one as list and one as file, then it is counted once', async () => {
  const answers = await Promise.all([
    dropped.answer(LIST, { mode: 'all', name: '全量.csv' }),
    dropped.answer(FILES, { mode: 'all', name: '发票.zip' }),
  ])
  // Of a platform one import runs at a time: who comes meanwhile is told to come again, and then finds all there.
  for (const { status, body } of answers)
    expect([status, body.code ?? body.verdict]).toEqual(status === 200 ? [200, 'recorded'] : [409, 'import-running'])
  for (const { faults } of [await sendList(), await sendFiles()]) expect(faults).toEqual([])
  expect(await invoiced()).toEqual(ONCE)
})
