import { PDFArray, type PDFContext, PDFDict, PDFName, type PDFObject, type PDFPage } from '@cantoo/pdf-lib'

const names = (all: string) => new Set(all.split(' ').map((it) => PDFName.of(it)))

/** What a page is drawn from. Everything else of it (actions, threads, private data of the program that made it) stays behind. */
const OF_PAGE = names('Type MediaBox CropBox BleedBox TrimBox ArtBox Resources Contents Rotate Annots Group UserUnit')
/** How a mark on a page looks, nothing that it does: seals and signatures of e-invoices are such marks. */
const OF_MARK = names('Type Subtype Rect AP AS F C CA Border BS QuadPoints InkList Contents')
/** Marks that play, open or carry something. */
const NEVER = names('Link Movie Sound Screen RichMedia 3D FileAttachment Popup')

/**
 * Takes from a page all that could run, open or lead elsewhere, before it is copied: a volume is opened by people who trust who
 * made it. It also cuts what ties pages to each other, which would copy whole documents with each page.
 */
export function keepWhatIsSeen({ node, doc: { context } }: PDFPage): void {
  for (const key of node.keys()) if (!OF_PAGE.has(key) && key !== PDFName.of('Parent')) node.delete(key)
  const annotations = context.lookup(node.get(PDFName.of('Annots')))
  if (!(annotations instanceof PDFArray)) {
    node.delete(PDFName.of('Annots'))
    return
  }
  const marks = annotations.asArray().flatMap((it) => marksOf(context, it))
  node.set(PDFName.of('Annots'), context.obj(marks))
}

function marksOf(context: PDFContext, it: PDFObject): PDFObject[] {
  const mark = context.lookup(it)
  if (!(mark instanceof PDFDict)) return []
  const subtype = context.lookup(mark.get(PDFName.of('Subtype')))
  if (!(subtype instanceof PDFName) || NEVER.has(subtype) || !mark.has(PDFName.of('AP'))) return []
  for (const key of mark.keys()) if (!OF_MARK.has(key)) mark.delete(key)
  return [it]
}
