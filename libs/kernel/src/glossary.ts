/**
 * The field's words: what each thing is called, in Chinese and English, and what the word means. Page, papers, templates
 * and help take their words from here, and docs/glossary.md is written from it: a word has one meaning, and a thing one word.
 */
export interface Term {
  readonly zh: string
  readonly en: string
  /** Other Chinese words that papers of others use for the same. */
  readonly also?: readonly string[]
  /** What the code calls it, where a reader of the code looks for it. */
  readonly code?: readonly string[]
  readonly means: readonly [zh: string, en: string]
}

const terms = <Key extends string>(all: Readonly<Record<Key, Term>>) => all

/** Who takes part. */
const PARTIES = terms({
  platform: {
    zh: '中试平台',
    en: 'pilot platform',
    code: ['Platform'],
    means: [
      '在实验室与生产线之间提供中试服务的单位',
      'runs pilot-scale services between laboratory and production line',
    ],
  },
  host: {
    zh: '依托单位',
    en: 'host institution',
    code: ['host'],
    means: ['承担平台建设与运行的法人单位', 'the body that bears a platform'],
  },
  cultivation: {
    zh: '培育单位',
    en: 'cultivating unit',
    code: ['CultivationDesignated'],
    means: ['列入培育、尚未认定的单位', 'on the way to recognition'],
  },
  recognition: {
    zh: '认定',
    en: 'recognition',
    code: ['PlatformRecognized'],
    means: [
      '市里确认其为中试平台；统计期由认定之日起',
      'the city’s act that makes a platform one; windows begin with it',
    ],
  },
  client: {
    zh: '委托单位',
    en: 'client',
    also: ['委托方', '客户'],
    code: ['client'],
    means: [
      '与平台签订合同的一方；分支机构与其总机构计为一家',
      'who signs with the platform; a branch counts with its head office',
    ],
  },
  affiliation: {
    zh: '关联关系',
    en: 'affiliation',
    code: ['AffiliationDeclared'],
    means: ['委托单位与平台之间声明的关联，有起止日期', 'client and platform are related; declared, with days'],
  },
})

/** A contract, its money and what it is measured by. */
const CONTRACTS = terms({
  framework: {
    zh: '框架协议',
    en: 'framework',
    code: ['framework'],
    means: [
      '约定总额上限，下设订单；上限与其订单从不相加',
      'a ceiling with contracts under it; never summed together with them',
    ],
  },
  callOff: {
    zh: '订单',
    en: 'call-off',
    code: ['callOff'],
    means: ['框架协议之下签订的一份合同', 'a contract signed under a framework'],
  },
  amendment: {
    zh: '补充协议',
    en: 'amendment',
    code: ['ContractAmended'],
    means: ['变更前金额 + 增减额 = 变更后金额', 'previous amount + delta = new amount'],
  },
  registration: {
    zh: '技术合同登记',
    en: 'registration of a technology contract',
    code: ['TechContractRegistered'],
    means: ['认定登记机构给予的登记；可以变更或注销', 'may change or be cancelled'],
  },
  active: {
    zh: '履行中',
    en: 'active',
    code: ['active'],
    means: ['已签订，尚未完成、终止或中止', 'signed, and neither completed, terminated nor suspended'],
  },
  suspension: {
    zh: '中止',
    en: 'suspension',
    code: ['ContractSuspended', 'ContractResumed'],
    means: ['合同暂停履行，至恢复为止不得有服务日期', 'no work is dated until the contract is resumed'],
  },
  endsOn: {
    zh: '合同到期日',
    en: 'ends on',
    also: ['终止日期', '截止日期'],
    code: ['endsOn'],
    means: ['合同约定的履行期最后一日', 'the last day of the term that the contract states'],
  },
  amount: {
    zh: '合同金额',
    en: 'contract amount as signed',
    code: ['amount'],
    means: ['签订时写明的金额，不含其后的补充协议', 'what was signed, without later amendments'],
  },
  currentAmount: {
    zh: '变更后金额',
    en: 'current amount',
    code: ['currentAmount'],
    means: [
      '合同金额加截至所看时点的全部补充协议',
      'the amount signed with every amendment up to the moment looked at',
    ],
  },
  newContracts: {
    zh: '本期新签合同额（按现行金额）',
    en: 'contracts signed in the window, at their current amount',
    means: [
      '本期签订的合同按变更后金额合计，含期后的补充协议；只属本期，不结转下期',
      'contracts of the window at their current amount, later amendments too; of this window only, carried nowhere',
    ],
  },
  invoice: {
    zh: '开票',
    en: 'invoice',
    code: ['InvoiceIssued'],
    means: ['发票中属于本合同的份额，另记整张发票的金额', 'this contract’s share, and the document’s total'],
  },
  reversal: {
    zh: '红冲',
    en: 'reversal',
    code: ['InvoiceReversed'],
    means: ['以红字发票冲减所指的一张蓝字发票', 'a red invoice that reduces the blue one it names'],
  },
  invoiced: {
    zh: '已开票',
    en: 'invoiced',
    code: ['invoiced'],
    means: ['发票减红冲', 'invoices less reversals'],
  },
  payment: {
    zh: '到账',
    en: 'payment received',
    code: ['PaymentReceived'],
    means: [
      '银行收到的款项中属于本合同的份额，以回单为凭',
      'this contract’s share of what the bank received; known by its slip',
    ],
  },
  refund: {
    zh: '退款',
    en: 'refund',
    code: ['PaymentRefunded'],
    means: ['退还所指的一笔到账，全部或部分', 'gives back the payment it names, in whole or in part'],
  },
  received: {
    zh: '已到账',
    en: 'received',
    code: ['received'],
    means: ['到账减退款', 'payments less refunds'],
  },
  slip: {
    zh: '回单',
    en: 'bank slip',
    code: ['bankReference'],
    means: ['银行给一笔收款的编号', 'the bank’s number of a receipt'],
  },
  outstanding: {
    zh: '未到账',
    en: 'outstanding',
    also: ['已开票未到账'],
    code: ['outstanding'],
    means: [
      '已开票 − 已到账，累计至所看的日期；应收与预收相抵，负数为预收',
      'invoiced − received, accumulated up to the day looked at; receivables and advances set off, negative: an advance',
    ],
  },
  outstandingMoved: {
    zh: '未到账增减',
    en: 'change of outstanding',
    means: ['当月开票 − 当月到账；是增减，不是余额', 'invoiced − received of the month: a movement, no balance'],
  },
  unpaid: {
    zh: '合同余款',
    en: 'contract balance',
    code: ['behind'],
    means: [
      '变更后金额 − 已到账，不小于零；不论是否已开票',
      'current amount − received, at least zero; whether invoiced or not',
    ],
  },
  receivable: {
    zh: '应收',
    en: 'receivable',
    code: ['outstanding'],
    means: ['逐份合同，已开票多于已到账的部分', 'contract by contract, what was invoiced beyond what was received'],
  },
  advance: {
    zh: '预收',
    en: 'advance',
    code: ['advances'],
    means: ['逐份合同，已到账多于已开票的部分', 'contract by contract, what was received beyond what was invoiced'],
  },
  notYetInvoiced: {
    zh: '未开票',
    en: 'not yet invoiced',
    code: ['notYetInvoiced'],
    means: ['含税合同的变更后金额 − 已开票', 'current amount − invoiced, of contracts with tax'],
  },
  ageing: {
    zh: '账龄',
    en: 'ageing',
    means: [
      '应收自开票日起的天数；到账先抵最早的发票',
      'days since the invoice; money received settles the oldest invoice first',
    ],
  },
  variety: {
    zh: '品种',
    en: 'variety',
    code: ['variety'],
    means: ['批件按品种计数，不按证书或规格', 'what an approval is counted by, not by its certificates'],
  },
  approvalNo: {
    zh: '批准文号',
    en: 'approval number',
    code: ['approvalNo'],
    means: ['药品监管部门准予生产的文号，如 国药准字H20240001', 'the number under which a drug may be made'],
  },
  certificateNo: {
    zh: '药品注册证书',
    en: 'registration certificate',
    code: ['certificateNo'],
    means: ['一个规格一份；同一品种可有多份', 'one for each strength: a variety may have several'],
  },
  holder: {
    zh: '上市许可持有人',
    en: 'marketing authorisation holder',
    code: ['holder'],
    means: ['批件载明的持有人', 'whom the approval names'],
  },
  evidence: {
    zh: '佐证材料',
    en: 'evidence',
    code: ['EvidenceAttached'],
    means: ['一份合同或一条记录的材料，以文件的哈希指明', 'a paper of a contract, named by the hash of its file'],
  },
  evidenceStored: {
    zh: '上传佐证材料',
    en: 'evidence stored',
    code: ['EvidenceStored'],
    means: [
      '平台完整交来了该文件；谁可打开由此而定',
      'a platform has given the very file, whole; who may open it follows from that',
    ],
  },
})

/** What a platform has, and a city beside its platforms. */
const REGISTERS = terms({
  productionLine: {
    zh: '生产线',
    en: 'production line',
    code: ['ProductionLineCommissioned'],
    means: ['已投用、尚未停用的生产线', 'commissioned and not taken out of use'],
  },
  jointCentre: {
    zh: '联合研发中心',
    en: 'joint R&D centre',
    code: ['JointCentreEstablished'],
    means: ['平台与企业共建的研发中心；共建方可能是关联方', 'kept with an enterprise, which may be a related party'],
  },
  library: {
    zh: '中试项目库',
    en: 'project library',
    code: ['libraryProjects'],
    means: ['平台储备的中试项目', 'the projects that a platform holds ready'],
  },
  programme: {
    zh: '建设计划',
    en: 'programme',
    code: ['ProgrammeOpened'],
    means: [
      '全市中试平台建设：申报、推荐、需求、政策与目标',
      'what a city keeps beside its platforms: calls, nominations, demands, policies, targets',
    ],
  },
  overview: {
    zh: '建设情况',
    en: 'state of the programme',
    means: ['建设计划在所看时点的各项数字与登记', 'the programme’s figures and registers at the moment looked at'],
  },
  letter: {
    zh: '函件',
    en: 'letter',
    code: ['letter'],
    means: ['市里公布平台情况的公函', 'a city’s published statements'],
  },
})

/** A figure and how it came about. */
const FIGURES = terms({
  basis: {
    zh: '口径',
    en: 'basis',
    code: ['AmountBasis'],
    means: [
      '金额指签订、开票还是到账；口径不同从不相加',
      'what an amount is: signed, invoiced, received; different ones are never added',
    ],
  },
  window: {
    zh: '统计期',
    en: 'window',
    code: ['Window'],
    means: ['业务日期的起止，两端都含', 'business days, both ends included'],
  },
  cut: {
    zh: '截止',
    en: 'cut',
    code: ['asOf'],
    means: ['只看到此时为止已登记的记录', 'what had been recorded by then'],
  },
  updatedTo: {
    zh: '数据更新至',
    en: 'up to date at',
    means: ['所见数字计入的最后一条记录的登记时间', 'when the last entry that counts in what is shown was recorded'],
  },
  changes: {
    zh: '数据变动',
    en: 'changes',
    means: ['两个时点之间使数字不同的每一条记录', 'each entry between two moments that moved a figure'],
  },
  halted: {
    zh: '统计服务中断',
    en: 'figures halted',
    means: ['有一条记录无法读入，数字停在它之前', 'an entry could not be read: figures stand before it'],
  },
  late: {
    zh: '补录',
    en: 'late entry',
    code: ['W10'],
    means: ['发生很久之后才登记', 'recorded long after it happened'],
  },
  correction: {
    zh: '更正',
    en: 'correction',
    code: ['EntryCorrected'],
    means: ['以全部新内容代替原记录，写明理由；原记录仍可查', 'an entry too: the whole new content, a reason'],
  },
  void: {
    zh: '作废',
    en: 'void',
    code: ['EntryVoided'],
    means: ['原记录不再计入，写明理由；原记录仍可查', 'an entry too: the one it names counts no more, for a reason'],
  },
  warning: {
    zh: '疑点',
    en: 'warning',
    code: ['WARNINGS'],
    means: ['予以登记并提示，留待核查', 'accepted and flagged'],
  },
  remainder: {
    zh: '尾差',
    en: 'rounding remainder',
    code: ['remainder'],
    means: ['万元取整后与精确数之差；列出，从不并入某一行', 'printed, never hidden in a row'],
  },
})

/** Evaluation. */
const EVALUATION = terms({
  claimed: {
    zh: '填报数',
    en: 'claimed value',
    code: ['claimed'],
    means: ['平台自评时所填的数', 'what the platform states'],
  },
  ledgerValue: {
    zh: '台账数',
    en: 'value of the ledger',
    code: ['ledger'],
    means: ['台账按方案口径算出的数', 'what the ledger computes on the scheme’s basis'],
  },
  verified: {
    zh: '核定数',
    en: 'verified value',
    code: ['verified'],
    means: ['评价员核减后认定的数', 'what the evaluator leaves of it'],
  },
  deduction: {
    zh: '核减',
    en: 'deduction',
    code: ['strike'],
    means: ['某一行不予计入，写明理由', 'a row that is not counted, with a reason'],
  },
  draftGrade: {
    zh: '拟定等级',
    en: 'proposed grade',
    code: ['GradeProposed'],
    means: [
      '按方案由得分给出、待另一位评价员确认的等级',
      'given by the scheme’s rule, to be confirmed by another evaluator',
    ],
  },
  unusual: {
    zh: '重点关注',
    en: 'unusual',
    code: ['unusual'],
    means: ['在某一核查问题上与多数行不同的行', 'rows that differ from most in what a question asks'],
  },
  seal: {
    zh: '封存',
    en: 'seal',
    code: ['seal'],
    means: ['结果定稿并计算哈希，此后逐字节不变', 'a result whose bytes are hashed and never change'],
  },
})

/** Money at the bank, and months that are closed. */
const FINANCE = terms({
  reconciliation: {
    zh: '对账',
    en: 'reconciliation',
    code: ['reconciliation'],
    means: ['银行对账单的流水与台账的记录逐笔对上', 'statements’ lines beside entries'],
  },
  bridge: {
    zh: '应收款勾稽表',
    en: 'bridge',
    also: ['勾稽'],
    code: ['bridge'],
    means: ['逐列 期初 + 本期增减 = 期末', 'opening + movements = closing, in every column'],
  },
  close: {
    zh: '结账',
    en: 'close',
    code: ['close'],
    means: ['一个月的合计定稿并计算哈希；须另一人复核', 'the totals of a month, hashed; a second person approves'],
  },
  restatement: {
    zh: '追溯',
    en: 'restatement',
    code: ['restatement'],
    means: ['结账之后才登记、业务日期在其内的记录', 'what is recorded for a month after its close'],
  },
  open: {
    zh: '未处理',
    en: 'open',
    means: ['检查单所列、尚未办完的事项', 'what the checklist found and nobody has settled'],
  },
  deferral: {
    zh: '暂缓说明',
    en: 'reason to leave it open',
    code: ['ClosingWaiver'],
    means: [
      '为何暂不处理，可写有效至何日；办完之前每月列出',
      'why an item may stay open, and until when; listed until settled',
    ],
  },
  secondPerson: {
    zh: '复核',
    en: 'second person’s approval',
    code: ['proposal'],
    means: ['由登记人以外的人确认', 'nobody approves his own'],
  },
})

/** Lists that are printed, and lists that are read. */
const LISTS = terms({
  serviceRegister: {
    zh: '服务台账',
    en: 'service register',
    means: ['逐个项目的服务内容、批次与成果，供打印', 'what was served, contract by contract, to be printed'],
  },
  summaryTable: {
    zh: '汇总表',
    en: 'summary table',
    means: ['各平台主要数字，供打印', 'every platform’s main figures, to be printed'],
  },
  rowsRead: {
    zh: '已读取行数',
    en: 'rows read',
    means: ['导入文件中有内容的行', 'rows of a file with something in them'],
  },
  unreadCells: {
    zh: '无法识别的单元格',
    en: 'cells not understood',
    means: ['其内容不是该列所要的', 'what stands in them is not what their column asks for'],
  },
  desk: {
    zh: '工作台',
    en: 'desk',
    code: ['desk'],
    means: [
      '登录后的第一页：待办事项与本年数字',
      'the first place after log-in: what waits, beside the figures of the year',
    ],
  },
  waiting: {
    zh: '待办事项',
    en: 'to do',
    code: ['waiting'],
    means: [
      '等本人办理的事；其数即所到之处列出的行数',
      'what waits for who asks; its number is that of the rows of the place it leads to',
    ],
  },
})

export const GLOSSARY = {
  ...PARTIES,
  ...CONTRACTS,
  ...REGISTERS,
  ...FIGURES,
  ...EVALUATION,
  ...FINANCE,
  ...LISTS,
}
export type TermKey = keyof typeof GLOSSARY

/** What a thing is called, as a field's or a place's two names; English begins with a capital. */
export function called(key: TermKey): readonly [zh: string, en: string] {
  const { zh, en } = GLOSSARY[key]
  return [zh, `${en.charAt(0).toUpperCase()}${en.substring(1)}`]
}
