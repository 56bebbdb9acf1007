import { pdfOf } from './given-files.spec-support'
import { pagesOfPdf } from './pdf'

/** Run by a process that reads files: what pdf.js is cannot be loaded in a test's own. */

/** Of a PDF with 8 MB of picture: its pages, and how many bytes of it were read. */
export async function readOfScan() {
  const bytes = pdfOf(3, '', [`<</Length 8000000>>\nstream\n${'x'.repeat(8_000_000)}\nendstream`])
  let read = 0
  const parts = {
    size: bytes.length,
    read: async (from: number, to: number) => {
      read += to - from
      return new Uint8Array(bytes.subarray(from, to))
    },
  }
  return { size: bytes.length, pages: await pagesOfPdf(parts, 10), read }
}

/** Of a PDF on a disk that fails after its end was read. */
export async function pagesFromFailingDisk() {
  const bytes = pdfOf(1)
  let reads = 0
  const read = async (from: number, to: number) => {
    if (reads++ > 0) throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' })
    return new Uint8Array(bytes.subarray(from, to))
  }
  return pagesOfPdf({ size: bytes.length, read }, 10)
}
