import type { Page } from '../../layout/layout'
import { BridgePage } from './bridge-page'
import { ClosingPage } from './closing-page'

export const CLOSING_PAGES: readonly Page[] = [
  { path: '/bridge', word: 'page.bridge', right: 'readCloses', element: <BridgePage /> },
  { path: '/closing', word: 'page.closing', right: 'readCloses', element: <ClosingPage /> },
]
