import { type ComponentType, lazy } from 'react'
import { DeskPage } from './desk/desk-page'
import type { Group, Page } from './layout/places'

/** A place that comes when somebody goes there: whoever opens the page waits for none of it. */
const brought = <Name extends string>(name: Name, bring: () => Promise<Readonly<Record<Name, ComponentType>>>) =>
  lazy(async () => {
    try {
      return { default: (await bring())[name] }
    } catch (fault) {
      // Its file is gone with the version that is open here. Once: two versions may be served beside each other for a while.
      if (!(await isOutdated())) throw fault
      location.reload()
      return { default: () => null }
    }
  })
const ContractList = brought('ContractList', () => import('./contracts/contract-list'))
const NewContract = brought('NewContract', () => import('./contracts/forms/new-contract'))
const OneContract = brought('OneContract', () => import('./contracts/one-contract'))
const Proposals = brought('Proposals', () => import('./contracts/proposals/proposals'))
const AllPlatforms = brought('AllPlatforms', () => import('./figures/all-platforms'))
const Changes = brought('Changes', () => import('./figures/changes'))
const OnePlatform = brought('OnePlatform', () => import('./figures/one-platform'))
const Rows = brought('Rows', () => import('./figures/rows'))
const Warnings = brought('Warnings', () => import('./figures/warnings'))
const MoneyPage = brought('MoneyPage', () => import('./finance/money-page'))
const ImportPage = brought('ImportPage', () => import('./intake/import-page'))
const AssessmentPage = brought('AssessmentPage', () => import('./evaluation/assessment-page'))
const RoundPage = brought('RoundPage', () => import('./evaluation/round/round-page'))
const OpenRound = brought('OpenRound', () => import('./evaluation/round/rounds-page'))
const RoundsPage = brought('RoundsPage', () => import('./evaluation/round/rounds-page'))
const PublishScheme = brought('PublishScheme', () => import('./evaluation/scheme/publish-scheme'))
const OneScheme = brought('OneScheme', () => import('./evaluation/scheme/schemes-page'))
const SchemesPage = brought('SchemesPage', () => import('./evaluation/scheme/schemes-page'))
const SealPage = brought('SealPage', () => import('./evaluation/seal/seal-page'))
const SubsidyPage = brought('SubsidyPage', () => import('./evaluation/subsidy/subsidy-page'))
const BridgePage = brought('BridgePage', () => import('./finance/closing/bridge-page'))
const ClosingPage = brought('ClosingPage', () => import('./finance/closing/closing-page'))
const ReconciliationPage = brought('ReconciliationPage', () => import('./finance/reconciliation/reconciliation-page'))
const AccessLog = brought('AccessLog', () => import('./office/access-log'))
const Accounts = brought('Accounts', () => import('./office/accounts'))
const Own = brought('Own', () => import('./office/own'))
const Platforms = brought('Platforms', () => import('./office/platforms'))
const Register = brought('Register', () => import('./office/register/register'))
const Webhooks = brought('Webhooks', () => import('./office/webhooks'))
const ProgrammeEntries = brought('ProgrammeEntries', () => import('./programme/entries'))
const ProgrammeFigureRows = brought('ProgrammeFigureRows', () => import('./programme/figure-rows'))
const Letter = brought('Letter', () => import('./programme/letter'))
const Overview = brought('Overview', () => import('./programme/overview'))
const RegisterView = brought('RegisterView', () => import('./programme/register-view'))
const Targets = brought('Targets', () => import('./programme/targets'))

/** Whether the service has another version of the page than the one that is open, which was not loaded anew for that yet. */
async function isOutdated(): Promise<boolean> {
  const own = document.querySelector('script[type=module]')?.getAttribute('src') ?? ''
  const served = await (await fetch('./', { cache: 'no-cache' })).text()
  if (own === '' || served.includes(own) || sessionStorage.getItem(LEFT) === own) return false
  sessionStorage.setItem(LEFT, own)
  return true
}
const LEFT = 'pilot-ledger.left-version'

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
