import { CONTRACT_PAGES } from './contracts/pages'
import { EVALUATION_PAGES } from './evaluation/pages'
import { FIGURE_PAGES } from './figures/pages'
import { FINANCE_PAGES } from './finance/pages'
import { INTAKE_PAGES } from './intake/pages'
import type { Page } from './layout/layout'
import { OFFICE_PAGES } from './office/pages'
import { PROGRAMME_PAGES } from './programme/pages'

/** Every place of the page in the order of a role's menu: the first that it may see is where it begins. */
export function pagesOf(role: string): readonly Page[] {
  switch (role) {
    case 'platform':
      return [
        ...CONTRACT_PAGES,
        ...INTAKE_PAGES,
        ...FIGURE_PAGES,
        ...EVALUATION_PAGES,
        ...PROGRAMME_PAGES,
        ...FINANCE_PAGES,
        ...OFFICE_PAGES,
      ]
    case 'finance':
      return [
        ...FINANCE_PAGES,
        ...FIGURE_PAGES,
        ...EVALUATION_PAGES,
        ...PROGRAMME_PAGES,
        ...CONTRACT_PAGES,
        ...OFFICE_PAGES,
      ]
    case 'auditor':
      return [
        ...OFFICE_PAGES,
        ...FIGURE_PAGES,
        ...EVALUATION_PAGES,
        ...PROGRAMME_PAGES,
        ...CONTRACT_PAGES,
        ...FINANCE_PAGES,
      ]
    case 'administrator':
      return [...OFFICE_PAGES, ...PROGRAMME_PAGES]
    default:
      return [
        ...FIGURE_PAGES,
        ...EVALUATION_PAGES,
        ...PROGRAMME_PAGES,
        ...CONTRACT_PAGES,
        ...INTAKE_PAGES,
        ...FINANCE_PAGES,
        ...OFFICE_PAGES,
      ]
  }
}
