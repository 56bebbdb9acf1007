import type { Place } from '../frame/frame'

export const FINANCE_PLACES: readonly Place[] = []
