import type { Page } from '../layout/layout'
import { ProgrammeEntries } from './entries'
import { ProgrammeFigureRows } from './figure-rows'
import { Letter } from './letter'
import { Overview } from './overview'
import { RegisterView } from './register-view'
import { Targets } from './targets'

const right = 'readProgramme'

/** 统筹. */
export const PROGRAMME_PAGES: readonly Page[] = [
  { path: '/letter', word: 'letter.place', right: 'readPublishedFigures', element: <Letter /> },
  { path: '/programme', word: 'page.programme', right, element: <Overview /> },
  { path: '/targets', word: 'page.targets', right, element: <Targets /> },
  { path: '/programme/entries', word: 'programme.entries', right, element: <ProgrammeEntries />, hidden: true },
  { path: '/programme/registers/:kind', word: 'programme.registers', right, element: <RegisterView />, hidden: true },
  { path: '/programme/figures/:code', word: 'figure.rows', right, element: <ProgrammeFigureRows />, hidden: true },
]
