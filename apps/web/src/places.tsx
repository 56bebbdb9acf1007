import { CONTRACT_PLACES } from './contracts/places'
import { EVALUATION_PLACES } from './evaluation/places'
import { FIGURE_PLACES } from './figures/places'
import { FINANCE_PLACES } from './finance/places'
import type { Place } from './frame/frame'
import { INTAKE_PLACES } from './intake/places'
import { OFFICE_PLACES } from './office/places'
import { PROGRAMME_PLACES } from './programme/places'

/** Every place of the page in the order of a role's menu: the first that it may see is where it begins. */
export function placesOf(role: string): readonly Place[] {
  switch (role) {
    case 'platform':
      return [
        ...CONTRACT_PLACES,
        ...INTAKE_PLACES,
        ...FIGURE_PLACES,
        ...EVALUATION_PLACES,
        ...PROGRAMME_PLACES,
        ...FINANCE_PLACES,
        ...OFFICE_PLACES,
      ]
    case 'finance':
      return [
        ...FINANCE_PLACES,
        ...FIGURE_PLACES,
        ...EVALUATION_PLACES,
        ...PROGRAMME_PLACES,
        ...CONTRACT_PLACES,
        ...OFFICE_PLACES,
      ]
    case 'auditor':
      return [
        ...OFFICE_PLACES,
        ...FIGURE_PLACES,
        ...EVALUATION_PLACES,
        ...PROGRAMME_PLACES,
        ...CONTRACT_PLACES,
        ...FINANCE_PLACES,
      ]
    case 'administrator':
      return [...OFFICE_PLACES, ...PROGRAMME_PLACES]
    default:
      return [
        ...FIGURE_PLACES,
        ...EVALUATION_PLACES,
        ...PROGRAMME_PLACES,
        ...CONTRACT_PLACES,
        ...INTAKE_PLACES,
        ...FINANCE_PLACES,
        ...OFFICE_PLACES,
      ]
  }
}
