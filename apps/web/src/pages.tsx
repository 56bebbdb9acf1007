import type { ComponentType } from 'react'
import { DeskPage } from './desk/desk-page'
import { brought } from './kit/brought'
import { type Group, type Page, trailOf } from './layout/places'

/** A place that comes when somebody goes there, or while nobody waits: whoever opens the page waits for none of it. */
const place = <Name extends string>(name: Name, bring: () => Promise<Readonly<Record<Name, ComponentType>>>) =>
  brought(async () => (await bring())[name])
const ContractList = place('ContractList', () => import('./contracts/contract-list'))
const NewContract = place('NewContract', () => import('./contracts/forms/new-contract'))
const OneContract = place('OneContract', () => import('./contracts/one-contract'))
const Proposals = place('Proposals', () => import('./contracts/proposals/proposals'))
const AllPlatforms = place('AllPlatforms', () => import('./figures/all-platforms'))
const Changes = place('Changes', () => import('./figures/changes'))
const OnePlatform = place('OnePlatform', () => import('./figures/one-platform'))
const Rows = place('Rows', () => import('./figures/rows'))
const Warnings = place('Warnings', () => import('./figures/warnings'))
const MoneyPage = place('MoneyPage', () => import('./finance/money-page'))
const ImportPage = place('ImportPage', () => import('./intake/import-page'))
const AssessmentPage = place('AssessmentPage', () => import('./evaluation/assessment-page'))
const RoundPage = place('RoundPage', () => import('./evaluation/round/round-page'))
const OpenRound = place('OpenRound', () => import('./evaluation/round/rounds-page'))
const RoundsPage = place('RoundsPage', () => import('./evaluation/round/rounds-page'))
const PublishScheme = place('PublishScheme', () => import('./evaluation/scheme/publish-scheme'))
const OneScheme = place('OneScheme', () => import('./evaluation/scheme/schemes-page'))
const SchemesPage = place('SchemesPage', () => import('./evaluation/scheme/schemes-page'))
const SealPage = place('SealPage', () => import('./evaluation/seal/seal-page'))
const SubsidyPage = place('SubsidyPage', () => import('./evaluation/subsidy/subsidy-page'))
const BridgePage = place('BridgePage', () => import('./finance/closing/bridge-page'))
const ClosingPage = place('ClosingPage', () => import('./finance/closing/closing-page'))
const ReconciliationPage = place('ReconciliationPage', () => import('./finance/reconciliation/reconciliation-page'))
const AccessLog = place('AccessLog', () => import('./office/access-log'))
const Accounts = place('Accounts', () => import('./office/accounts'))
const Own = place('Own', () => import('./office/own'))
const Platforms = place('Platforms', () => import('./office/platforms'))
const Register = place('Register', () => import('./office/register/register'))
const Webhooks = place('Webhooks', () => import('./office/webhooks'))
const ProgrammeEntries = place('ProgrammeEntries', () => import('./programme/entries'))
const ProgrammeFigureRows = place('ProgrammeFigureRows', () => import('./programme/figure-rows'))
const Letter = place('Letter', () => import('./programme/letter'))
const Overview = place('Overview', () => import('./programme/overview'))
const RegisterView = place('RegisterView', () => import('./programme/register-view'))
const Targets = place('Targets', () => import('./programme/targets'))

const page = (path: string, word: Page['word'], right: string, shows: Page['shows']): Page => ({
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

/** The place that an address names, brought while it is still asked who is there. */
export function bringPlaceOf(address: string): void {
  // What does not come tells who is led there.
  trailOf(OUTLINE, address)
    .pages.at(-1)
    ?.page.shows.fetch?.()
    .catch(() => undefined)
}

const FIRST: Readonly<Record<string, string>> = {
  platform: '/desk',
  evaluator: '/desk',
  finance: '/desk',
  auditor: '/desk',
  administrator: '/desk',
}

/** Where a role begins. */
export const firstOf = (role: string): string => FIRST[role] ?? FIRST.evaluator
