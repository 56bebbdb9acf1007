import type { Place } from '../frame/frame'
import { AssessmentPlace } from './assessment-place'
import { OpenRound } from './round/open-round'
import { RoundPlace } from './round/round-place'
import { RoundsPlace } from './round/rounds-place'

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
]
