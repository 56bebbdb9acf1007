import { crc32 } from 'node:zlib'
import { fromBuffer } from 'yauzl'
import { bundled } from './bundle'

async function read(zip: Blob): Promise<Map<string, string>> {
  const bytes = Buffer.from(await zip.arrayBuffer())
  const found = new Map<string, string>()
  return new Promise((resolve, reject) =>
    fromBuffer(bytes, { lazyEntries: true }, (error, archive) => {
      if (error) return reject(error)
      archive.on('error', reject).on('end', () => resolve(found))
      archive.on('entry', (entry) =>
        archive.openReadStream(entry, async (wrong, stream) => {
          if (wrong) return reject(wrong)
          const pieces: Buffer[] = []
          for await (const it of stream) pieces.push(it as Buffer)
          const content = Buffer.concat(pieces)
          expect(entry.crc32).toBe(crc32(content))
          found.set(entry.fileName, content.toString())
          archive.readEntry()
        }),
      )
      archive.readEntry()
    }),
  )
}

test('several files become one archive that holds each, also two of one name and one of nothing', async () => {
  const files = [
    new File(['<EInvoice/>'], '发票1.xml'),
    new File(['b'.repeat(70_000)], 'b.ofd'),
    new File([''], '发票1.xml'),
  ]
  expect(await read(await bundled(files))).toEqual(
    new Map([
      ['发票1.xml', '<EInvoice/>'],
      ['b.ofd', 'b'.repeat(70_000)],
      ['3 发票1.xml', ''],
    ]),
  )
})
