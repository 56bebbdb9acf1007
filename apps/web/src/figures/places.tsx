import type { Place } from '../frame/frame'

export const FIGURE_PLACES: readonly Place[] = []
