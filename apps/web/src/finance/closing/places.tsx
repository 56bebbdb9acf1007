import type { Place } from '../../frame/frame'
import { BridgePlace } from './bridge-place'
import { ClosingPlace } from './closing-place'

export const CLOSING_PLACES: readonly Place[] = [
  { path: '/bridge', word: 'place.bridge', right: 'readCloses', element: <BridgePlace /> },
  { path: '/closing', word: 'place.closing', right: 'readCloses', element: <ClosingPlace /> },
]
