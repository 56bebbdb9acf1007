import type { Place } from '../frame/frame'
import { ContractList } from './contract-list'
import { NewContract } from './forms/new-contract'
import { OneContract } from './one-contract'
import { Proposals } from './proposals/proposals'

export const CONTRACT_PLACES: readonly Place[] = [
  { path: '/contracts', word: 'place.contracts', right: 'listEngagements', element: <ContractList /> },
  { path: '/proposals', word: 'place.proposals', right: 'readProposals', element: <Proposals /> },
  { path: '/contracts/new', word: 'contract.sign', right: 'signContract', element: <NewContract />, hidden: true },
  { path: '/contracts/:id', word: 'place.contracts', right: 'readEngagement', element: <OneContract />, hidden: true },
]
