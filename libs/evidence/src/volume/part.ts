import { closeSync, openSync, writeSync } from 'node:fs'
import { type PDFDocument, type PDFObject, type PDFPage, PDFRef } from '@cantoo/pdf-lib'
import { PAGE_TREE, type VolumePart } from './output'

/**
 * Writes what a document's pages are made of, without what stands around them (catalogue, page tree, document information): so
 * the volume is put together of parts one after the other, whatever its length. The document's numbers must begin where the
 * volume's have come to.
 */
export function writePart(document: PDFDocument, pages: readonly PDFPage[], file: string): VolumePart {
  const { context } = document
  for (const { node } of pages) node.setParent(PDFRef.of(PAGE_TREE))
  const around = new Set<PDFObject | undefined>([context.trailerInfo.Root, context.trailerInfo.Info])
  const catalog = document.catalog
  around.add(catalog.get(context.obj('Pages')))
  const offsets: [number, number][] = []
  const handle = openSync(file, 'w', 0o600)
  let at = 0
  try {
    for (const [ref, object] of context.enumerateIndirectObjects()) {
      if (around.has(ref)) continue
      offsets.push([ref.objectNumber, at])
      at += writeSync(handle, objectBytes(ref.objectNumber, object))
    }
  } finally {
    closeSync(handle)
  }
  return {
    file,
    bytes: at,
    offsets,
    pages: pages.map(({ ref }) => ref.objectNumber),
    nextObject: context.largestObjectNumber + 1,
  }
}

function objectBytes(number: number, object: PDFObject): Uint8Array {
  const head = `${number} 0 obj\n`
  const bytes = Buffer.alloc(head.length + object.sizeInBytes() + '\nendobj\n'.length)
  bytes.write(head, 'latin1')
  const end = head.length + object.copyBytesInto(bytes, head.length)
  bytes.write('\nendobj\n', end, 'latin1')
  return bytes.subarray(0, end + '\nendobj\n'.length)
}
