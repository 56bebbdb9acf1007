import type { Place } from '../frame/frame'
import { ImportPlace } from './import-place'

export const INTAKE_PLACES: readonly Place[] = [
  { path: '/import', word: 'place.import', right: 'importEntries', element: <ImportPlace /> },
]
