import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { importFile } from '../../apps/cli/src/import'
import { noProgress } from '../../apps/cli/src/progress'
import { invoiceNo, redXml, zip } from '../../libs/intake/src/invoices/given.spec-support'
import { CLIENTS, codes, contract, InvoicesDropped, states, xml } from './e-invoices.spec-support'

// Files are read in a process of their own, on machines that do much else.
jest.setTimeout(240_000)

let dropped: InvoicesDropped
beforeEach(async () => {
  dropped = await InvoicesDropped.open()
  await dropped.sign(contract(0, 0, '5000.00'), contract(1, 0, '5000.00'), contract(2, 1, '5000.00'))
})
afterEach(() => dropped.close())

/** Its buyer is the first client, and it stands on the second's contract: who pays for another has the invoice. */
const ON_ANOTHERS = xml(1, 0, 10_000n)
/** Its remark names the first contract, and it stands on the second. */
const ON_ANOTHER = xml(2, 0, 20_000n, { remark: 'JM-2025-100' })
const CHOSEN = JSON.stringify({ [invoiceNo(1)]: 'JM-2025-102', [invoiceNo(2)]: 'JM-2025-101' })
const RED = redXml(invoiceNo(1), { buyer: CLIENTS[0], withoutTax: 4_000n, number: invoiceNo(901) })
const file = zip({ '1.xml': ON_ANOTHERS, '2.xml': ON_ANOTHER })

test('given invoices recorded on other contracts than they tell of, when they come again, then each is known where it stands', async () => {
  const first = await dropped.send(file, { mode: 'all', choices: CHOSEN })
  expect(states(first)).toEqual(['JM-2025-102 recorded', 'JM-2025-101 recorded'])
  const again = await dropped.send(file, { mode: 'all', name: 'again.zip' })
  expect(states(again)).toEqual(['JM-2025-102 known recorded', 'JM-2025-101 known recorded'])
  expect(codes(again.notices)).toContain('1.xml recorded-for-another-client')
  // Chosen for another, it is not recorded twice.
  const elsewhere = JSON.stringify({ [invoiceNo(1)]: 'JM-2025-100' })
  expect(codes((await dropped.send(file, { choices: elsewhere })).faults)).toEqual(['1.xml recorded-elsewhere'])
  // A red letter goes where the blue one stands, and is known there.
  expect(states(await dropped.send(RED, { mode: 'all' }))).toEqual(['JM-2025-102 recorded'])
  expect(states(await dropped.send(RED, { mode: 'all' }))).toEqual(['JM-2025-102 known recorded'])
})

test('given the command line, then it knows them likewise', async () => {
  await dropped.send(file, { mode: 'all', choices: CHOSEN })
  await dropped.stop()
  const path = join(dropped.folder, '发票.zip')
  writeFileSync(path, zip({ '1.xml': ON_ANOTHERS, '2.xml': ON_ANOTHER, 'red.xml': RED }))
  const options = { platform: dropped.platform, file: path, mode: 'all', actor: '王工' }
  expect((await importFile(dropped.folder, options, noProgress)).report.counts).toMatchObject({ known: 2, recorded: 1 })
  expect((await importFile(dropped.folder, options, noProgress)).report.counts).toMatchObject({ known: 3, recorded: 0 })
  await dropped.start()
})
