import type { ComponentType } from 'react'
import { ContractList } from './contracts/contract-list'
import { NewContract } from './contracts/forms/new-contract'
import { OneContract } from './contracts/one-contract'
import { Proposals } from './contracts/proposals/proposals'
import { DeskPage } from './desk/desk-page'
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
import type { Group, Page } from './layout/places'
import { AccessLog } from './office/access-log'
import { Accounts } from './office/accounts'
import { Own } from './office/own'
import { Platforms } from './office/platforms'
import { Register } from './office/register/register'
import { Webhooks } from './office/webhooks'
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
/** Not in the outline: another place leads to it. */
const within = (of: string, ...it: Parameters<typeof page>): Page => ({ ...page(...it), within: of })

/** 目录: every place of the page, in the groups and the order in which all roles find them. */
export const OUTLINE: readonly Group[] = [
  { word: 'group.start', keeps: true, pages: [page('/desk', 'page.desk', 'readDesk', DeskPage)] },
  {
    word: 'group.business',
    keeps: true,
    pages: [
      page('/contracts', 'page.contracts', 'listEngagements', ContractList),
      within('/contracts', '/contracts/new', 'contract.sign', 'signContract', NewContract),
      within('/contracts', '/contracts/:id', 'page.contract', 'readEngagement', OneContract),
      page('/import', 'page.import', 'importEntries', ImportPage),
      page('/proposals', 'page.proposals', 'readProposals', Proposals),
      page('/warnings', 'page.warnings', 'listEngagements', Warnings),
    ],
  },
  {
    word: 'group.figures',
    keeps: true,
    pages: [
      page('/figures', 'page.figures', 'readFigures', AllPlatforms),
      within('/figures', '/figures/:platform', 'page.onePlatform', 'readFigures', OnePlatform),
      within('/figures/:platform', '/figures/:platform/:code', 'figure.rows', 'openFigure', Rows),
      page('/changes', 'page.changes', 'readChanges', Changes),
      page('/letter', 'letter.page', 'readPublishedFigures', Letter),
      page('/programme', 'page.programme', 'readProgramme', Overview),
      page('/targets', 'page.targets', 'readProgramme', Targets),
      within('/programme', '/programme/entries', 'programme.entries', 'readProgramme', ProgrammeEntries),
      within('/programme', '/programme/registers/:kind', 'programme.registers', 'readProgramme', RegisterView),
      within('/programme', '/programme/figures/:code', 'figure.rows', 'readProgramme', ProgrammeFigureRows),
    ],
  },
  {
    word: 'group.evaluation',
    pages: [
      page('/rounds', 'page.rounds', 'listRounds', RoundsPage),
      within('/rounds', '/rounds/new', 'round.open', 'keepRound', OpenRound),
      within('/rounds', '/rounds/:round', 'page.round', 'listRounds', RoundPage),
      within(
        '/rounds/:round',
        '/rounds/:round/platforms/:platform',
        'page.assessment',
        'readAssessment',
        AssessmentPage,
      ),
      within('/rounds/:round', '/rounds/:round/seal', 'seal.title', 'listRounds', SealPage),
      within('/rounds/:round', '/rounds/:round/subsidy', 'page.subsidy', 'listRounds', SubsidyPage),
      within('/rounds', '/schemes', 'page.schemes', 'listRounds', SchemesPage),
      within('/schemes', '/schemes/new', 'scheme.publish', 'publishScheme', PublishScheme),
      within('/schemes', '/schemes/:scheme', 'page.scheme', 'listRounds', OneScheme),
    ],
  },
  {
    word: 'group.finance',
    keeps: true,
    pages: [
      page('/finance', 'page.finance', 'readFiguresOfAllPlatforms', MoneyPage),
      page('/reconciliation', 'page.reconciliation', 'readReconciliation', ReconciliationPage),
      page('/bridge', 'page.bridge', 'readCloses', BridgePage),
      page('/closing', 'page.closing', 'readCloses', ClosingPage),
      page('/subsidy', 'page.subsidy', 'paySubsidy', SubsidyPage),
    ],
  },
  {
    word: 'group.office',
    pages: [
      page('/platforms', 'page.platforms', 'readRegister', Platforms),
      within('/platforms', '/platforms/:id', 'page.register', 'readRegister', Register),
      page('/accounts', 'page.accounts', 'readAccounts', Accounts),
      page('/access-log', 'page.accessLog', 'readAccessLog', AccessLog),
      page('/webhooks', 'page.webhooks', 'readWebhooks', Webhooks),
      within('', '/own', 'own.title', 'useOwnSession', Own),
    ],
  },
]

const FIRST: Readonly<Record<string, string>> = {
  platform: '/desk',
  evaluator: '/desk',
  finance: '/desk',
  auditor: '/desk',
  administrator: '/desk',
}

/** Where a role begins. */
export const firstOf = (role: string): string => FIRST[role] ?? FIRST.evaluator
