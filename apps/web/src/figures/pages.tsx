import type { Page } from '../layout/layout'
import { AllPlatforms } from './all-platforms'
import { Changes } from './changes'
import { OnePlatform } from './one-platform'
import { Rows } from './rows'
import { Warnings } from './warnings'

export const FIGURE_PAGES: readonly Page[] = [
  { path: '/figures', word: 'page.figures', right: 'readFigures', element: <AllPlatforms /> },
  { path: '/figures/:platform', word: 'page.figures', right: 'readFigures', element: <OnePlatform />, hidden: true },
  { path: '/figures/:platform/:code', word: 'page.figures', right: 'openFigure', element: <Rows />, hidden: true },
  { path: '/warnings', word: 'page.warnings', right: 'listEngagements', element: <Warnings /> },
  { path: '/changes', word: 'page.changes', right: 'readChanges', element: <Changes /> },
]
