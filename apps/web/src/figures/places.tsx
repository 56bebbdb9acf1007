import type { Place } from '../frame/frame'
import { AllPlatforms } from './all-platforms'
import { Changes } from './changes'
import { OnePlatform } from './one-platform'
import { Rows } from './rows'
import { Warnings } from './warnings'

export const FIGURE_PLACES: readonly Place[] = [
  { path: '/figures', word: 'place.figures', right: 'readFigures', element: <AllPlatforms /> },
  { path: '/figures/:platform', word: 'place.figures', right: 'readFigures', element: <OnePlatform />, hidden: true },
  { path: '/figures/:platform/:code', word: 'place.figures', right: 'openFigure', element: <Rows />, hidden: true },
  { path: '/warnings', word: 'place.warnings', right: 'listEngagements', element: <Warnings /> },
  { path: '/changes', word: 'place.changes', right: 'readChanges', element: <Changes /> },
]
