import type { Place } from '../frame/frame'
import { AssessmentPlace } from './assessment-place'
import { OpenRound } from './round/open-round'
import { RoundPlace } from './round/round-place'
import { RoundsPlace } from './round/rounds-place'
import { OneScheme } from './scheme/one-scheme'
import { PublishScheme } from './scheme/publish-scheme'
import { SchemesPlace } from './scheme/schemes-place'
import { SealPlace } from './seal/seal-place'
import { SubsidyPlace } from './subsidy/subsidy-place'

export const EVALUATION_PLACES: readonly Place[] = [
  { path: '/rounds', word: 'place.rounds', right: 'listRounds', element: <RoundsPlace /> },
  { path: '/rounds/new', word: 'round.open', right: 'keepRound', element: <OpenRound />, hidden: true },
  { path: '/rounds/:round', word: 'place.rounds', right: 'listRounds', element: <RoundPlace />, hidden: true },
  {
    path: '/rounds/:round/platforms/:platform',
    word: 'place.rounds',
    right: 'readAssessment',
    element: <AssessmentPlace />,
    hidden: true,
  },
  { path: '/rounds/:round/seal', word: 'seal.title', right: 'listRounds', element: <SealPlace />, hidden: true },
  {
    path: '/rounds/:round/subsidy',
    word: 'place.subsidy',
    right: 'listRounds',
    element: <SubsidyPlace />,
    hidden: true,
  },
  { path: '/subsidy', word: 'place.subsidy', right: 'paySubsidy', element: <SubsidyPlace /> },
  { path: '/schemes', word: 'place.schemes', right: 'listRounds', element: <SchemesPlace />, hidden: true },
  { path: '/schemes/new', word: 'scheme.publish', right: 'publishScheme', element: <PublishScheme />, hidden: true },
  { path: '/schemes/:scheme', word: 'place.schemes', right: 'listRounds', element: <OneScheme />, hidden: true },
]
