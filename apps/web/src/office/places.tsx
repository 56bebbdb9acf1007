import type { Place } from '../frame/frame'
import { AccessLog } from './access-log'
import { Accounts } from './accounts'
import { Own } from './own'
import { Platforms } from './platforms'
import { Register } from './register/register'

export const OFFICE_PLACES: readonly Place[] = [
  { path: '/platforms', word: 'place.platforms', right: 'readRegister', element: <Platforms /> },
  { path: '/platforms/:id', word: 'place.register', right: 'readRegister', element: <Register />, hidden: true },
  { path: '/accounts', word: 'place.accounts', right: 'readAccounts', element: <Accounts /> },
  { path: '/access-log', word: 'place.accessLog', right: 'readAccessLog', element: <AccessLog /> },
  { path: '/own', word: 'own.title', right: 'useOwnSession', element: <Own />, hidden: true },
]
