import type { Place } from '../frame/frame'

export const OFFICE_PLACES: readonly Place[] = []
