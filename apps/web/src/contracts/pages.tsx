import type { Page } from '../layout/layout'
import { ContractList } from './contract-list'
import { NewContract } from './forms/new-contract'
import { OneContract } from './one-contract'
import { Proposals } from './proposals/proposals'

export const CONTRACT_PAGES: readonly Page[] = [
  { path: '/contracts', word: 'page.contracts', right: 'listEngagements', element: <ContractList /> },
  { path: '/proposals', word: 'page.proposals', right: 'readProposals', element: <Proposals /> },
  { path: '/contracts/new', word: 'contract.sign', right: 'signContract', element: <NewContract />, hidden: true },
  { path: '/contracts/:id', word: 'page.contracts', right: 'readEngagement', element: <OneContract />, hidden: true },
]
