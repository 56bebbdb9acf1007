import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StoreUnavailable } from '@pilot-ledger/evidence/store'
import { Recorder } from '@pilot-ledger/recording'
import { importFile } from '../../apps/cli/src/import'
import { noProgress } from '../../apps/cli/src/progress'
import { ofdWithXml, pdfWith, zip } from '../../libs/intake/src/invoices/given.spec-support'
import { codes, contract, InvoicesDropped, states, xml } from './e-invoices.spec-support'

// Files are read in a process of their own, on machines that do much else.
jest.setTimeout(240_000)

let dropped: InvoicesDropped
beforeEach(async () => {
  dropped = await InvoicesDropped.open()
  await dropped.sign(contract(0, 0, '5000.00'))
})
afterEach(() => dropped.close())

const XML = xml(1, 0, 10_000n)
const OFD = Buffer.from(ofdWithXml(xml(2, 0, 10_000n), '<ofd:Pages><ofd:Page ID="1"/><ofd:Page ID="2"/></ofd:Pages>'))
const PDF = Buffer.from(pdfWith({ 'a.xml': xml(3, 0, 10_000n) }, 3))
const hashOf = (file: string | Uint8Array) => createHash('sha256').update(file).digest('hex')
/** Opened as a person does. */
async function opened(file: string | Uint8Array) {
  const answer = await dropped.app.inject(`/api/platforms/${dropped.platform}/evidence/${hashOf(file)}`)
  return answer.statusCode === 200 && hashOf(answer.rawPayload) === hashOf(file)
}
const attached = async () =>
  (await dropped.entries('JM-2025-100')).flatMap((it) => (it.type === 'EvidenceAttached' ? [it.data] : []))
const storedEntries = async () => {
  const all: string[] = []
  for await (const page of dropped.ledger.log.readAll()) all.push(...page.map((it) => it.type))
  return all.filter((it) => it === 'EvidenceStored').length
}

test('given invoices in an archive, when they are recorded, then each entry has its file, which opens, and the pages that the file has', async () => {
  const file = zip({ '1.xml': XML, '2.ofd': OFD, '3.pdf': PDF })
  await dropped.send(file, {})
  expect([await storedEntries(), await opened(XML)]).toEqual([0, false])
  const report = await dropped.send(file, { mode: 'all' })
  expect(report.counts).toMatchObject({ recorded: 3, faults: 0 })
  expect(await Promise.all([XML, OFD, PDF].map(opened))).toEqual([true, true, true])
  expect(await attached()).toEqual([
    { sha256: hashOf(XML), kind: '发票', fileName: '1.xml', pages: 1 },
    { sha256: hashOf(OFD), kind: '发票', fileName: '2.ofd', pages: 2 },
    { sha256: hashOf(PDF), kind: '发票', fileName: '3.pdf', pages: 3 },
  ])
  // Again it is all there.
  await dropped.send(file, { mode: 'all' })
  expect(await storedEntries()).toBe(3)
})

test('given one of them that is refused, when the others are recorded, then its file is not kept', async () => {
  const other = xml(9, 2, 10_000n)
  const report = await dropped.send(zip({ '1.xml': XML, '9.xml': other }), { mode: 'good' })
  expect(codes(report.faults)).toEqual(['9.xml contract-not-found'])
  expect([await opened(XML), await opened(other)]).toEqual([true, false])
})

test('given a file that uploading refuses, when its invoice is recorded, then it is said and nothing is attached', async () => {
  const empty = ofdWithXml(xml(4, 0, 10_000n), '')
  const report = await dropped.send(empty, { mode: 'all', name: '4.ofd' })
  expect(codes(report.notices)).toContain('4.ofd file-not-kept')
  expect([states(report), await attached(), await opened(empty)]).toEqual([['JM-2025-100 recorded'], [], false])
})

test('given an entry that names a file by its hash alone, when the file is dropped, then it opens, and nothing else is recorded', async () => {
  await dropped.send(XML, { mode: 'all', name: '1.xml' })
  // As a ledger of before has it.
  await dropped.ledger.evidence.store.remove(hashOf(XML), Number.POSITIVE_INFINITY)
  expect(await opened(XML)).toBe(false)
  const before = (await dropped.entries('JM-2025-100')).length
  expect(states(await dropped.send(XML, { mode: 'all', name: '一.xml' }))).toEqual(['JM-2025-100 known recorded'])
  expect([await opened(XML), (await dropped.entries('JM-2025-100')).length]).toEqual([true, before])
})

test('given a disk that is full, when invoices are recorded, then none is, and the next time all are', async () => {
  const { store } = dropped.ledger.evidence
  const put = jest.spyOn(store, 'put').mockImplementation(async (it, bytes) => {
    put.mockRestore()
    for await (const _ of bytes);
    throw new StoreUnavailable('disk-full', it.sha256)
  })
  const file = zip({ '1.xml': XML, '2.ofd': OFD })
  const refused = await dropped.answer(file, { mode: 'all' })
  expect([refused.status, refused.body.code]).toEqual([507, 'evidence-store-full'])
  expect((await dropped.entries('JM-2025-100')).map((it) => it.type)).toEqual(['ContractSigned'])
  expect((await dropped.send(file, { mode: 'all' })).counts).toMatchObject({ recorded: 2 })
  expect(await Promise.all([XML, OFD].map(opened))).toEqual([true, true])
})

test('given a process that dies once the files are kept, when the file is sent again, then all is recorded and nothing twice', async () => {
  const file = zip({ '1.xml': XML, '2.ofd': OFD })
  const recording = jest
    .spyOn(Recorder.prototype, 'recordTogether')
    .mockRejectedValueOnce(new Error('the process died'))
  expect((await dropped.answer(file, { mode: 'all' })).status).toBe(500)
  recording.mockRestore()
  expect([await storedEntries(), await opened(XML)]).toEqual([2, true])
  expect(await attached()).toEqual([])
  await dropped.stop()
  await dropped.start()
  const again = await dropped.send(file, { mode: 'all' })
  expect(again.counts).toMatchObject({ recorded: 2, faults: 0 })
  expect([await storedEntries(), (await attached()).length]).toEqual([2, 2])
})

test('given the command line, when an archive is imported, then its files open at the service', async () => {
  await dropped.stop()
  const path = join(dropped.folder, '发票.zip')
  writeFileSync(path, zip({ '1.xml': XML, '3.pdf': PDF }))
  const importing = (mode: string) =>
    importFile(dropped.folder, { platform: dropped.platform, file: path, mode, actor: '王工' }, noProgress)
  expect((await importing('all')).report.counts).toMatchObject({ recorded: 2 })
  await dropped.start()
  expect(await Promise.all([XML, PDF].map(opened))).toEqual([true, true])
  expect((await attached()).map((it) => (it as { pages: number }).pages)).toEqual([1, 3])
})
