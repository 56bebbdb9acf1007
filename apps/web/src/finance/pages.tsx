import type { Page } from '../layout/layout'
import { CLOSING_PAGES } from './closing/pages'
import { MoneyPage } from './money-page'
import { ReconciliationPage } from './reconciliation/reconciliation-page'

export const FINANCE_PAGES: readonly Page[] = [
  { path: '/finance', word: 'page.finance', right: 'readFiguresOfAllPlatforms', element: <MoneyPage /> },
  {
    path: '/reconciliation',
    word: 'page.reconciliation',
    right: 'readReconciliation',
    element: <ReconciliationPage />,
  },
  ...CLOSING_PAGES,
]
