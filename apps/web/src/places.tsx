import { CONTRACT_PLACES } from './contracts/places'
import { FIGURE_PLACES } from './figures/places'
import { FINANCE_PLACES } from './finance/places'
import type { Place } from './frame/frame'
import { OFFICE_PLACES } from './office/places'

/** Every place of the page, in the order of the menu: the first that a role may see is where it begins. */
export const PLACES: readonly Place[] = [...FINANCE_PLACES, ...FIGURE_PLACES, ...CONTRACT_PLACES, ...OFFICE_PLACES]
