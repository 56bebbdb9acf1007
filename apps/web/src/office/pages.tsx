import type { Page } from '../layout/layout'
import { AccessLog } from './access-log'
import { Accounts } from './accounts'
import { Own } from './own'
import { Platforms } from './platforms'
import { Register } from './register/register'

export const OFFICE_PAGES: readonly Page[] = [
  { path: '/platforms', word: 'page.platforms', right: 'readRegister', element: <Platforms /> },
  { path: '/platforms/:id', word: 'page.register', right: 'readRegister', element: <Register />, hidden: true },
  { path: '/accounts', word: 'page.accounts', right: 'readAccounts', element: <Accounts /> },
  { path: '/access-log', word: 'page.accessLog', right: 'readAccessLog', element: <AccessLog /> },
  { path: '/own', word: 'own.title', right: 'useOwnSession', element: <Own />, hidden: true },
]
