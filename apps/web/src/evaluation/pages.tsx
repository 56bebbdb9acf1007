import type { Page } from '../layout/layout'
import { AssessmentPage } from './assessment-page'
import { OpenRound } from './round/open-round'
import { RoundPage } from './round/round-page'
import { RoundsPage } from './round/rounds-page'
import { OneScheme } from './scheme/one-scheme'
import { PublishScheme } from './scheme/publish-scheme'
import { SchemesPage } from './scheme/schemes-page'
import { SealPage } from './seal/seal-page'
import { SubsidyPage } from './subsidy/subsidy-page'

export const EVALUATION_PAGES: readonly Page[] = [
  { path: '/rounds', word: 'page.rounds', right: 'listRounds', element: <RoundsPage /> },
  { path: '/rounds/new', word: 'round.open', right: 'keepRound', element: <OpenRound />, hidden: true },
  { path: '/rounds/:round', word: 'page.rounds', right: 'listRounds', element: <RoundPage />, hidden: true },
  {
    path: '/rounds/:round/platforms/:platform',
    word: 'page.rounds',
    right: 'readAssessment',
    element: <AssessmentPage />,
    hidden: true,
  },
  { path: '/rounds/:round/seal', word: 'seal.title', right: 'listRounds', element: <SealPage />, hidden: true },
  {
    path: '/rounds/:round/subsidy',
    word: 'page.subsidy',
    right: 'listRounds',
    element: <SubsidyPage />,
    hidden: true,
  },
  { path: '/subsidy', word: 'page.subsidy', right: 'paySubsidy', element: <SubsidyPage /> },
  { path: '/schemes', word: 'page.schemes', right: 'listRounds', element: <SchemesPage />, hidden: true },
  { path: '/schemes/new', word: 'scheme.publish', right: 'publishScheme', element: <PublishScheme />, hidden: true },
  { path: '/schemes/:scheme', word: 'page.schemes', right: 'listRounds', element: <OneScheme />, hidden: true },
]
