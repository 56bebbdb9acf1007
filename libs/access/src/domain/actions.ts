import type { Role } from './identity'

/** `own`: for the platforms the account is bound to. `all`: for every platform, or for what belongs to none. */
export type Scope = 'own' | 'all'
type Row = Readonly<Partial<Record<Role, Scope>>>

const EVERYBODY: Row = { platform: 'all', evaluator: 'all', finance: 'all', administrator: 'all', auditor: 'all' }
const READERS: Row = { platform: 'own', evaluator: 'all', finance: 'all', auditor: 'all' }

/**
 * 权限表: who may do what, in one place. A role that a row does not name may not (deny by default).
 *
 * - A platform writes and sees its own. Its recognition, published figures and corrections in the register are not its own
 *   to write: a correction names any entry, so the right to correct the register is the right to rewrite a recognition.
 * - An evaluator sees all and writes what evaluation needs: figures that a letter states, and the second name under a
 *   change of an old entry (it may have been counted already, so a second clerk of the same platform is not enough).
 * - Finance sees all money. It does not read the log as a whole, which holds more than money.
 * - An administrator keeps the register and the accounts, and has no part in contracts: who gives rights does not use them.
 * - An auditor (审计) reads what an evaluator reads, and what was done to accounts, and who looked at what. He writes nothing but
 *   his consent to rights that an administrator wants to give.
 */
export const ACTIONS = {
  registerPlatform: { administrator: 'all' },
  recordRecognition: { administrator: 'all' },
  recordMembership: { platform: 'own', administrator: 'all' },
  recordPublishedFigure: { evaluator: 'all' },
  correctRegister: { administrator: 'all' },
  listPlatforms: EVERYBODY,
  readRegister: { ...READERS, administrator: 'all' },

  signContract: { platform: 'own' },
  recordEngagementEntry: { platform: 'own' },
  correctEngagementEntry: { platform: 'own' },
  voidEngagementEntry: { platform: 'own' },
  approveOldChange: { evaluator: 'all' },
  readProposals: { platform: 'own', evaluator: 'all', auditor: 'all' },
  listEngagements: READERS,
  readEngagement: READERS,

  /** 工作台: of what waits, each role is told what it may do. */
  readDesk: { ...READERS, administrator: 'all' },

  readFigures: READERS,
  readTotal: READERS,
  openFigure: READERS,
  /** 证书: it shows every entry that the figure is made of. */
  takeCertificate: READERS,
  readChanges: READERS,
  readPublishedFigures: READERS,
  takePapers: READERS,
  takePapersOfAllPlatforms: { evaluator: 'all', finance: 'all', auditor: 'all' },
  readFiguresOfAllPlatforms: { evaluator: 'all', finance: 'all', auditor: 'all' },
  readLog: { evaluator: 'all', auditor: 'all' },
  readCatalogue: EVERYBODY,
  readCut: EVERYBODY,
  /** 推送: that something was recorded, of what whoever follows may read anyway. */
  followFeed: EVERYBODY,
  keepWebhooks: { administrator: 'all' },
  readWebhooks: { administrator: 'all', auditor: 'all' },
  readProof: EVERYBODY,

  /** 导入: a clerk's workbook, tried or recorded. */
  importEntries: { platform: 'own' },
  takeTemplates: EVERYBODY,

  /** 佐证材料: a platform gives its papers; whoever reads its contracts opens them. */
  uploadEvidence: { platform: 'own' },
  readEvidence: READERS,

  /** 对账: finance matches what the bank says to what the platforms recorded; a platform brings its own statements. */
  bringStatements: { platform: 'own', finance: 'all' },
  reconcile: { finance: 'all' },
  readReconciliation: READERS,
  /** 结账: two names, and never the same one. */
  closePeriod: { finance: 'all' },
  approveClose: { evaluator: 'all', finance: 'all' },
  readCloses: READERS,

  /** 绩效评价: a platform states its own, an evaluator verifies, another evaluator stands for the grade, finance pays. */
  publishScheme: { evaluator: 'all' },
  readSchemes: EVERYBODY,
  keepRound: { evaluator: 'all' },
  assessOwn: { platform: 'own' },
  verifyAssessment: { evaluator: 'all' },
  paySubsidy: { finance: 'all' },
  listRounds: READERS,
  readAssessment: READERS,
  drawSample: { evaluator: 'all' },
  readSamples: { evaluator: 'all', auditor: 'all' },
  /** It shows every entry of all rounds, the samples that were drawn and their seeds too: for who may read those, and nobody else. */
  takeSealCertificate: { evaluator: 'all', auditor: 'all' },
  /** 建设计划: the bureau's registers; who reads figures reads them. */
  keepProgramme: { administrator: 'all' },
  recordProgrammeTarget: { evaluator: 'all', administrator: 'all' },
  readProgramme: EVERYBODY,
  /** It shows every entry of the programme, or of all registers: more than a platform sees of them. */
  takeProgrammeCertificate: { evaluator: 'all', finance: 'all', administrator: 'all', auditor: 'all' },

  useOwnSession: EVERYBODY,
  keepOwnTokens: EVERYBODY,
  keepAccounts: { administrator: 'all' },
  readAccounts: { administrator: 'all', auditor: 'all' },
  /** The second person under a right that approves; never under his own proposal, nor under one about himself. */
  consentToRights: { administrator: 'all', auditor: 'all' },
  readAccessLog: { administrator: 'all', auditor: 'all' },
  keepReadModel: { administrator: 'all' },
  readMetrics: { administrator: 'all' },
} as const satisfies Readonly<Record<string, Row>>

export type Action = keyof typeof ACTIONS

export function scopeOf(action: Action, role: Role): Scope | undefined {
  const row: Row = ACTIONS[action]
  return row[role]
}
