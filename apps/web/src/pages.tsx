import type { ComponentType } from 'react'
import { ContractList } from './contracts/contract-list'
import { NewContract } from './contracts/forms/new-contract'
import { OneContract } from './contracts/one-contract'
import { Proposals } from './contracts/proposals/proposals'
import { AssessmentPage } from './evaluation/assessment-page'
import { RoundPage } from './evaluation/round/round-page'
import { OpenRound, RoundsPage } from './evaluation/round/rounds-page'
import { PublishScheme } from './evaluation/scheme/publish-scheme'
import { OneScheme, SchemesPage } from './evaluation/scheme/schemes-page'
import { SealPage } from './evaluation/seal/seal-page'
import { SubsidyPage } from './evaluation/subsidy/subsidy-page'
import { AllPlatforms } from './figures/all-platforms'
import { Changes } from './figures/changes'
import { OnePlatform } from './figures/one-platform'
import { Rows } from './figures/rows'
import { Warnings } from './figures/warnings'
import { BridgePage } from './finance/closing/bridge-page'
import { ClosingPage } from './finance/closing/closing-page'
import { MoneyPage } from './finance/money-page'
import { ReconciliationPage } from './finance/reconciliation/reconciliation-page'
import { ImportPage } from './intake/import-page'
import type { Page } from './layout/layout'
import { AccessLog } from './office/access-log'
import { Accounts } from './office/accounts'
import { Own } from './office/own'
import { Platforms } from './office/platforms'
import { Register } from './office/register/register'
import { ProgrammeEntries } from './programme/entries'
import { ProgrammeFigureRows } from './programme/figure-rows'
import { Letter } from './programme/letter'
import { Overview } from './programme/overview'
import { RegisterView } from './programme/register-view'
import { Targets } from './programme/targets'

const page = (path: string, word: Page['word'], right: string, shows: ComponentType): Page => ({
  path,
  word,
  right,
  shows,
})
/** Reached from other pages, not from the menu. */
const hidden = (...of: Parameters<typeof page>): Page => ({ ...page(...of), hidden: true })

const CONTRACTS = [
  page('/contracts', 'page.contracts', 'listEngagements', ContractList),
  page('/proposals', 'page.proposals', 'readProposals', Proposals),
  hidden('/contracts/new', 'contract.sign', 'signContract', NewContract),
  hidden('/contracts/:id', 'page.contracts', 'readEngagement', OneContract),
]
const EVALUATION = [
  page('/rounds', 'page.rounds', 'listRounds', RoundsPage),
  hidden('/rounds/new', 'round.open', 'keepRound', OpenRound),
  hidden('/rounds/:round', 'page.rounds', 'listRounds', RoundPage),
  hidden('/rounds/:round/platforms/:platform', 'page.rounds', 'readAssessment', AssessmentPage),
  hidden('/rounds/:round/seal', 'seal.title', 'listRounds', SealPage),
  hidden('/rounds/:round/subsidy', 'page.subsidy', 'listRounds', SubsidyPage),
  page('/subsidy', 'page.subsidy', 'paySubsidy', SubsidyPage),
  hidden('/schemes', 'page.schemes', 'listRounds', SchemesPage),
  hidden('/schemes/new', 'scheme.publish', 'publishScheme', PublishScheme),
  hidden('/schemes/:scheme', 'page.schemes', 'listRounds', OneScheme),
]
const FIGURES = [
  page('/figures', 'page.figures', 'readFigures', AllPlatforms),
  hidden('/figures/:platform', 'page.figures', 'readFigures', OnePlatform),
  hidden('/figures/:platform/:code', 'page.figures', 'openFigure', Rows),
  page('/warnings', 'page.warnings', 'listEngagements', Warnings),
  page('/changes', 'page.changes', 'readChanges', Changes),
]
const FINANCE = [
  page('/finance', 'page.finance', 'readFiguresOfAllPlatforms', MoneyPage),
  page('/reconciliation', 'page.reconciliation', 'readReconciliation', ReconciliationPage),
  page('/bridge', 'page.bridge', 'readCloses', BridgePage),
  page('/closing', 'page.closing', 'readCloses', ClosingPage),
]
const INTAKE = [page('/import', 'page.import', 'importEntries', ImportPage)]
const OFFICE = [
  page('/platforms', 'page.platforms', 'readRegister', Platforms),
  hidden('/platforms/:id', 'page.register', 'readRegister', Register),
  page('/accounts', 'page.accounts', 'readAccounts', Accounts),
  page('/access-log', 'page.accessLog', 'readAccessLog', AccessLog),
  hidden('/own', 'own.title', 'useOwnSession', Own),
]
const PROGRAMME = [
  page('/letter', 'letter.page', 'readPublishedFigures', Letter),
  page('/programme', 'page.programme', 'readProgramme', Overview),
  page('/targets', 'page.targets', 'readProgramme', Targets),
  hidden('/programme/entries', 'programme.entries', 'readProgramme', ProgrammeEntries),
  hidden('/programme/registers/:kind', 'programme.registers', 'readProgramme', RegisterView),
  hidden('/programme/figures/:code', 'figure.rows', 'readProgramme', ProgrammeFigureRows),
]

const MENUS: Readonly<Record<string, readonly (readonly Page[])[]>> = {
  platform: [CONTRACTS, INTAKE, FIGURES, EVALUATION, PROGRAMME, FINANCE, OFFICE],
  evaluator: [FIGURES, EVALUATION, PROGRAMME, CONTRACTS, INTAKE, FINANCE, OFFICE],
  finance: [FINANCE, FIGURES, EVALUATION, PROGRAMME, CONTRACTS, OFFICE],
  auditor: [OFFICE, FIGURES, EVALUATION, PROGRAMME, CONTRACTS, FINANCE],
  administrator: [OFFICE, PROGRAMME],
}

/** Every page in the order of a role's menu: the first that it may see is where it begins. */
export const pagesOf = (role: string): readonly Page[] => (MENUS[role] ?? MENUS.evaluator).flat()
