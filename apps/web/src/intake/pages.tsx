import type { Page } from '../layout/layout'
import { ImportPage } from './import-page'

export const INTAKE_PAGES: readonly Page[] = [
  { path: '/import', word: 'page.import', right: 'importEntries', element: <ImportPage /> },
]
