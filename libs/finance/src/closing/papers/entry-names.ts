import type { EngagementEventType } from '@pilot-ledger/engagements'

/** An entry of a contract as it is called on paper. */
const NAMES: Readonly<Record<EngagementEventType, string>> = {
  ContractSigned: '合同签订',
  ContractAmended: '补充协议',
  TechContractRegistered: '技术合同登记',
  BatchRun: '批次',
  BatchReleased: '批次放行',
  BatchRejected: '批次不合格',
  DeliverableAccepted: '验收',
  InvoiceIssued: '开票',
  InvoiceReversed: '红冲',
  PaymentReceived: '到账',
  PaymentRefunded: '退款',
  DrugApprovalObtained: '取得药品注册证书',
  ContractCompleted: '完成',
  ContractTerminated: '终止',
  EvidenceAttached: '佐证材料',
  EntryCorrected: '更正',
  EntryVoided: '作废',
  ChangeProposed: '变更申请',
  ChangeApproved: '登记复核',
  ChangeRejected: '申请退回',
  ChangeWithdrawn: '申请撤回',
}

export const entryName = (type: string): string => (NAMES as Readonly<Record<string, string>>)[type] ?? type
