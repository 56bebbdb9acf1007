import { isRefusal } from '@pilot-ledger/kernel'
import { ACTIONS, type Action } from './actions'
import { allowed } from './allowed'
import { type Identity, ROLES, type Role } from './identity'

/**
 * The table as the users' tasks give it, written for this test alone: + everywhere, o on its own platforms, - not at all;
 * columns platform, evaluator, finance, administrator, auditor.
 */
const TASKS = `
  registerPlatform           - - - + -
  recordRecognition          - - - + -
  recordMembership           o - - + -
  recordPublishedFigure      - + - - -
  correctRegister            - - - + -
  listPlatforms              + + + + +
  readRegister               o + + + +
  signContract               o - - - -
  recordEngagementEntry      o - - - -
  correctEngagementEntry     o - - - -
  voidEngagementEntry        o - - - -
  approveOldChange           - + - - -
  readProposals              o + - - +
  listEngagements            o + + - +
  readEngagement             o + + - +
  readDesk                   o + + + +
  followFeed                 + + + + +
  keepWebhooks               - - - + -
  readWebhooks               - - - + +
  readFigures                o + + - +
  readTotal                  o + + - +
  openFigure                 o + + - +
  takeCertificate            o + + - +
  readChanges                o + + - +
  readPublishedFigures       o + + - +
  readFiguresOfAllPlatforms  - + + - +
  takePapers                 o + + - +
  takePapersOfAllPlatforms   - + + - +
  readLog                    - + - - +
  readCatalogue              + + + + +
  readCut                    + + + + +
  importEntries              o - - - -
  takeTemplates              + + + + +
  uploadEvidence             o - - - -
  readEvidence               o + + - +
  bringStatements            o - + - -
  reconcile                  - - + - -
  readReconciliation         o + + - +
  closePeriod                - - + - -
  approveClose               - + + - -
  readCloses                 o + + - +
  publishScheme              - + - - -
  readSchemes                + + + + +
  keepRound                  - + - - -
  assessOwn                  o - - - -
  verifyAssessment           - + - - -
  paySubsidy                 - - + - -
  listRounds                 o + + - +
  readAssessment             o + + - +
  drawSample                 - + - - -
  readSamples                - + - - +
  takeSealCertificate        - + - - +
  keepProgramme              - - - + -
  recordProgrammeTarget      - + - + -
  readProgramme              + + + + +
  takeProgrammeCertificate   - + + + +
  readProof                  + + + + +
  useOwnSession              + + + + +
  keepOwnTokens              + + + + +
  keepAccounts               - - - + -
  readAccounts               - - - + +
  consentToRights            - - - + +
  readAccessLog              - - - + +
  keepReadModel              - - - + -
  readMetrics                - - - + -
`
const COLUMNS: readonly Role[] = ['platform', 'evaluator', 'finance', 'administrator', 'auditor']
const [INSTRUMENTS, CMC, RIVAL] = ['p-instruments', 'p-cmc', 'p-rival']

const rows = TASKS.trim()
  .split('\n')
  .map((it) => it.trim().split(/\s+/))
const cells = rows.flatMap(([action, ...marks]) =>
  marks.map((mark, i) => ({ action: action as Action, role: COLUMNS[i], mark })),
)
const identity = (role: Role): Identity => ({
  actor: '王工',
  role,
  platforms: role === 'platform' ? [INSTRUMENTS, CMC] : [],
  way: 'session',
})
const answerOf = (role: Role, action: Action, platform?: string) => {
  const answer = allowed(identity(role), action, platform)
  return isRefusal(answer) ? answer.code : answer
}

describe('Who may do what', () => {
  it('is written for every action and every role, and for nothing else', () => {
    expect(rows.map(([action]) => action).sort()).toEqual(Object.keys(ACTIONS).sort())
    expect([...COLUMNS].sort()).toEqual([...ROLES].sort())
    expect(cells.filter(({ mark }) => !['+', 'o', '-'].includes(mark))).toEqual([])
    expect(cells).toHaveLength(Object.keys(ACTIONS).length * ROLES.length)
  })

  it.each(cells.filter(({ mark }) => mark === '+'))('$role may $action on any platform, and on none', (cell) => {
    const answers = [undefined, INSTRUMENTS, RIVAL].map((it) => answerOf(cell.role, cell.action, it))
    expect(answers).toEqual(['ok', 'ok', 'ok'])
  })

  it.each(cells.filter(({ mark }) => mark === 'o'))('$role may $action on each of its own platforms only', (cell) => {
    const answers = [INSTRUMENTS, CMC, RIVAL, '', undefined].map((it) => answerOf(cell.role, cell.action, it))
    expect(answers).toEqual(['ok', 'ok', 'not-your-platform', 'not-your-platform', 'platform-not-named'])
  })

  it.each(cells.filter(({ mark }) => mark === '-'))('$role may not $action, wherever', (cell) => {
    const answers = [undefined, INSTRUMENTS, RIVAL].map((it) => answerOf(cell.role, cell.action, it))
    expect(answers).toEqual(['not-allowed', 'not-allowed', 'not-allowed'])
  })

  it('gives a platform account that is bound to no platform no contract at all', () => {
    const unbound: Identity = { actor: '临时', role: 'platform', platforms: [], way: 'session' }
    expect(allowed(unbound, 'readEngagement', INSTRUMENTS)).toMatchObject({ code: 'not-your-platform' })
  })

  it('does not say in its refusal which platform was asked for', () => {
    expect(JSON.stringify(allowed(identity('platform'), 'readFigures', RIVAL))).not.toContain(RIVAL)
  })
})
