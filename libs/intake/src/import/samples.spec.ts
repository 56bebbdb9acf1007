import { SHEETS, type SheetKind, sampleValues } from '../columns'
import { Bureau, reported } from './bureau.spec-support'

/** What a clerk changes who copies a sample row: the numbers. */
const RENUMBERED: Readonly<Record<string, string>> = {
  contractNo: 'C-9',
  invoiceNo: '25442000000099999999',
  bankReference: 'HD-9',
  batchNo: 'B-9',
  deliverableNo: 'CG-9',
  approvalNo: '国药准字H20259999',
  certificateNo: '2025S09999',
}

test('The sample rows of the template agree with each other: copied with numbers of their own they are all recorded', async () => {
  const bureau = await Bureau.open()
  try {
    const lines = SHEETS.map((sheet) => {
      const values = { ...sampleValues(sheet) }
      for (const field of Object.keys(values)) if (RENUMBERED[field]) values[field] = RENUMBERED[field]
      return [sheet.kind as SheetKind, values] as const
    })
    const { rows, faults } = reported(await bureau.import('all', lines))
    expect([faults, rows.map((it) => it.split(' ')[1])]).toEqual([[], SHEETS.map(() => 'recorded')])
  } finally {
    await bureau.close()
  }
})
