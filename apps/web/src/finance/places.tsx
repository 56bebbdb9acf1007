import type { Place } from '../frame/frame'
import { CLOSING_PLACES } from './closing/places'
import { MoneyPlace } from './money-place'
import { ReconciliationPlace } from './reconciliation/place'

export const FINANCE_PLACES: readonly Place[] = [
  { path: '/finance', word: 'place.finance', right: 'readFiguresOfAllPlatforms', element: <MoneyPlace /> },
  {
    path: '/reconciliation',
    word: 'place.reconciliation',
    right: 'readReconciliation',
    element: <ReconciliationPlace />,
  },
  ...CLOSING_PLACES,
]
