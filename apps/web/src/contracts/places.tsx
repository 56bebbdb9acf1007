import type { Place } from '../frame/frame'

export const CONTRACT_PLACES: readonly Place[] = []
