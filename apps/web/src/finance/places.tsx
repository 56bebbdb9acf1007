import type { Place } from '../frame/frame'
import { MoneyPlace } from './money-place'

export const FINANCE_PLACES: readonly Place[] = [
  { path: '/finance', word: 'place.finance', right: 'readFiguresOfAllPlatforms', element: <MoneyPlace /> },
]
