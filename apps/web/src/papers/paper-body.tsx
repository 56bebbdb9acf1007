import { lazy, Suspense } from 'react'
import type { Answers } from '../api/ask'
import { Loading } from '../kit/page'
import { ContentsView } from './contents-view'
import { addressOf, type Paper, pageAddressOf } from './paper'
import { PictureView } from './picture-view'
import type { View } from './use-view'

export type StoredFile = Answers['GET /api/platforms/{id}/evidence/{sha256}/facts']['file']

// What draws a PDF is as large as half the page: it comes with the first PDF that is opened.
const PdfView = lazy(() => import('./pdf-view'))

/** What of a paper can be seen: its pages, its picture, or what it holds. */
export function PaperBody({
  file: { mediaType, size },
  paper,
  opening,
  view,
}: {
  file: StoredFile
  paper: Paper
  opening: string
  view: View
}) {
  const address = addressOf(paper, opening)
  switch (mediaType) {
    case 'application/pdf':
      return (
        <Suspense fallback={<Loading rows={8} />}>
          <PdfView address={address} size={size} view={view} />
        </Suspense>
      )
    case 'image/jpeg':
    case 'image/png':
      return <PictureView address={address} name={paper.fileName} view={view} />
    case 'image/tiff':
      return <PictureView address={pageAddressOf(paper, view.page, opening)} name={paper.fileName} view={view} />
    default:
      return <ContentsView paper={paper} opening={opening} zoom={view.zoom} />
  }
}
