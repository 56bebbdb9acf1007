// Made from the OpenAPI document by types-from-openapi; a test keeps it so. Not edited by hand.

/** What each door answers. */
export interface Answers {
  'GET /api/engagements': {
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly engagements: readonly ({
      readonly id: string
      readonly platform: string
      readonly contractNo: string
      readonly title: string
      readonly client: {
        readonly key: string
        readonly name: string
      }
      readonly kind: 'single' | 'framework' | 'callOff'
      readonly serviceCategories: string
      readonly products: string
      readonly parent?: string
      readonly technologyContractType?: string
      readonly registrationNo?: string
      readonly endsOn?: string
      readonly state: 'active' | 'completed' | 'terminated' | 'voided'
      readonly signedOn: string
      readonly amount: string
      readonly currentAmount: string
      readonly taxBasis: 'inclusive' | 'exclusive'
      readonly invoiced: string
      readonly received: string
      readonly outstanding: string
      readonly evidence: number
      readonly evidencePages: number
      readonly synthetic: boolean
      readonly counted: boolean
      readonly revision: number
      readonly sequence: number
      readonly warnings: readonly (string)[]
    })[]
    readonly next?: string
  }
  'GET /api/platforms': {
    readonly platforms: readonly ({
      readonly id: string
      readonly name?: string
      readonly host?: {
        readonly id: {
          readonly scheme: string
          readonly value: string
          readonly country?: string
        }
        readonly name: string
      }
      readonly town?: string
      readonly fields?: readonly (string)[]
      readonly registeredOn?: string
      readonly synthetic?: boolean
      readonly recognisedFrom?: string
    })[]
    readonly next?: string
  }
  'GET /api/platforms/{id}/published-figures': {
    readonly platform: string
    readonly window: {
      readonly from: string
      readonly to: string
    }
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly catalogueVersion: number
    readonly published: readonly ({
      readonly publicationNo: string
      readonly figure: string
      readonly value: string
      readonly unit: string
      readonly unitAsWritten?: string
      readonly basis: string
      readonly windowFrom?: string
      readonly windowTo?: string
      readonly source: {
        readonly document: string
        readonly publishedOn?: string
        readonly page?: string
        readonly wording?: string
      }
      readonly comparison: {
        readonly verdict: 'agrees' | 'differs' | 'cannotSay'
        readonly by?: string
        readonly onBasis?: readonly (string)[]
        readonly reason?: {
          readonly code: string
          readonly zh: string
          readonly en: string
        }
        readonly low: string
        readonly high: string
        readonly candidates: readonly ({
          readonly code: string
          readonly basis: string
          readonly window?: {
            readonly from: string
            readonly to: string
          }
          readonly value: string | null
          readonly by?: string
          readonly agrees: boolean
          readonly refused?: {
            readonly code: string
            readonly zh: string
            readonly en: string
          }
        })[]
      }
    })[]
  }
  'GET /api/platforms/{id}': {
    readonly id: string
    readonly asOf: {
      readonly sequence: string
      readonly recordedAt: string | null
    }
    readonly revision?: number
    readonly registration?: Readonly<Record<string, unknown>>
    readonly recognitions: readonly (Readonly<Record<string, unknown>>)[]
    readonly cultivation: readonly (Readonly<Record<string, unknown>>)[]
    readonly memberships: Readonly<Record<string, {
      readonly inForce: readonly (Readonly<Record<string, unknown>>)[]
      readonly ended: readonly (Readonly<Record<string, unknown>>)[]
    }>>
    readonly published: readonly (Readonly<Record<string, unknown>>)[]
    readonly proposals: readonly (Readonly<Record<string, unknown>>)[]
    readonly defaultWindowStart?: {
      readonly from: string
      readonly statedAs: string
      readonly precision: string
      readonly tier: string
    }
  }
  'GET /api/platforms/{id}/entries': {
    readonly platform: string
    readonly asOf: {
      readonly sequence: string
      readonly recordedAt: string | null
    }
    readonly entries: readonly ({
      readonly sequence: string
      readonly entryId: string
      readonly revision: number
      readonly type: string
      readonly recordedAt: string
      readonly actor: string
      readonly data: Readonly<Record<string, unknown>>
      readonly live?: boolean
      readonly supersededBy?: string
    })[]
    readonly next?: string
  }
  'GET /api/figure-catalogue': {
    readonly version: number
    readonly figures: readonly ({
      readonly code: string
      readonly version: number
      readonly zh: string
      readonly en: string
      readonly unit: 'count' | 'CNY'
      readonly basis: string
      readonly shape: 'flow' | 'stock'
      readonly definition: {
        readonly zh: string
        readonly en: string
      }
    })[]
  }
  'GET /api/figures': {
    readonly window: {
      readonly from: string
      readonly to: string
    }
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly catalogueVersion: number
    readonly platforms: readonly ({
      readonly platform: string
      readonly figures: readonly ({
        readonly code: string
        readonly value: string | null
        readonly unit: 'count' | 'CNY'
        readonly basis: string
        readonly taxBasis?: string
        readonly refused?: {
          readonly code: string
          readonly zh: string
          readonly en: string
          readonly parts: readonly ({
            readonly taxBasis: string
            readonly value: string
          })[]
        }
      })[]
    })[]
    readonly totals: readonly ({
      readonly code: string
      readonly value: string | null
      readonly unit: 'count' | 'CNY'
      readonly basis: string
      readonly taxBasis?: string
      readonly refused?: {
        readonly code: string
        readonly zh: string
        readonly en: string
        readonly parts: readonly ({
          readonly taxBasis: string
          readonly value: string
        })[]
      }
    })[]
  }
  'GET /api/figures/total': {
    readonly window: {
      readonly from: string
      readonly to: string
    }
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly catalogueVersion: number
    readonly codes: readonly (string)[]
    readonly value: string
    readonly unit: 'count' | 'CNY'
    readonly basis: string
    readonly taxBasis?: string
  }
  'GET /api/platforms/{id}/figures': {
    readonly platform: string
    readonly window: {
      readonly from: string
      readonly to: string
    }
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly catalogueVersion: number
    readonly figures: readonly ({
      readonly code: string
      readonly value: string | null
      readonly unit: 'count' | 'CNY'
      readonly basis: string
      readonly taxBasis?: string
      readonly refused?: {
        readonly code: string
        readonly zh: string
        readonly en: string
        readonly parts: readonly ({
          readonly taxBasis: string
          readonly value: string
        })[]
      }
    })[]
  }
  'GET /api/platforms/{id}/figures/changes': {
    readonly platform: string
    readonly window: {
      readonly from: string
      readonly to: string
    }
    readonly since: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly until: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly figures: readonly ({
      readonly code: string
      readonly taxBasis?: string
      readonly since: string
      readonly until: string
      readonly entries: readonly ({
        readonly sequence: number
        readonly entryId: string
        readonly engagement?: string
        readonly platform?: string
        readonly contractNo?: string
        readonly revision: number
        readonly type: string
        readonly recordedAt: string
        readonly actor: string
        readonly data: Readonly<Record<string, unknown>>
        readonly effect: string
      })[]
    })[]
  }
  'GET /api/platforms/{id}/figures/outstanding/ageing': {
    readonly platform: string
    readonly window: {
      readonly from: string
      readonly to: string
    }
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly catalogueVersion: number
    readonly buckets: readonly ({
      readonly bucket: string
      readonly value: string
    })[]
  }
  'GET /api/platforms/{id}/figures/{code}/entries': {
    readonly platform: string
    readonly code: string
    readonly window: {
      readonly from: string
      readonly to: string
    }
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly catalogueVersion: number
    readonly total: string
    readonly entries: readonly ({
      readonly sequence: number
      readonly entryId: string
      readonly engagement?: string
      readonly platform?: string
      readonly contractNo?: string
      readonly revision: number
      readonly type: string
      readonly recordedAt: string
      readonly actor: string
      readonly data: Readonly<Record<string, unknown>>
      readonly date: string
      readonly kind: string
      readonly value: string
      readonly synthetic?: boolean
      readonly counts?: string
    })[]
    readonly next?: string
  }
  'GET /api/platforms/{id}/figures/{code}/groups': {
    readonly platform: string
    readonly code: string
    readonly by: string
    readonly window: {
      readonly from: string
      readonly to: string
    }
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly catalogueVersion: number
    readonly groups: readonly ({
      readonly key: string
      readonly name?: string
      readonly value: string | null
      readonly taxBasis?: string
      readonly parts?: readonly ({
        readonly taxBasis: string
        readonly value: string
      })[]
    })[]
  }
  'GET /api/cut': {
    readonly sequence: number
    readonly recordedAt: string | null
  }
  'GET /api/warnings': {
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly contracts: number
    })[]
  }
  'GET /api/engagements/{id}': {
    readonly id: string
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly revision: number
    readonly state: 'active' | 'completed' | 'terminated' | 'voided'
    readonly platform?: string
    readonly contractNo?: string
    readonly client?: {
      readonly id: {
        readonly scheme: string
        readonly value: string
        readonly country?: string
      }
      readonly name: string
    }
    readonly title?: string
    readonly kind?: 'single' | 'framework' | 'callOff'
    readonly parent?: string
    readonly technologyContractType?: string
    readonly serviceCategories?: readonly (string)[]
    readonly products?: readonly (string)[]
    readonly amount?: string
    readonly taxBasis?: 'inclusive' | 'exclusive'
    readonly pricing?: 'fixed' | 'byActual'
    readonly signedOn?: string
    readonly endsOn?: string
    readonly synthetic?: boolean
    readonly currentAmount?: string
    readonly invoiced?: string
    readonly received?: string
    readonly outstanding?: string
    readonly batches?: readonly ({
      readonly batchNo: string
      readonly product: string
      readonly kind: string
      readonly startedOn: string
      readonly completedOn?: string
      readonly disposition?: 'released' | 'rejected'
    })[]
    readonly invoices?: readonly ({
      readonly key: string
      readonly share: string
      readonly left: string
      readonly issuedOn: string
    })[]
    readonly payments?: readonly ({
      readonly bankReference: string
      readonly share: string
      readonly left: string
      readonly receivedOn: string
    })[]
    readonly approvals?: readonly (Readonly<Record<string, unknown>>)[]
    readonly evidence?: readonly (Readonly<Record<string, unknown>>)[]
    readonly proposals: readonly ({
      readonly proposal: string
      readonly kind: 'correction' | 'void'
      readonly entry: string
      readonly before?: {
        readonly type: string
        readonly data: Readonly<Record<string, unknown>>
      }
      readonly content?: {
        readonly type: string
        readonly data: Readonly<Record<string, unknown>>
      }
      readonly includeLater?: boolean
      readonly reason: string
      readonly proposedBy: string
      readonly proposedAt: string
    })[]
    readonly warnings?: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
    })[]
  }
  'GET /api/engagements/{id}/entries': {
    readonly engagement: string
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly entries: readonly ({
      readonly sequence: number
      readonly entryId: string
      readonly engagement?: string
      readonly platform?: string
      readonly contractNo?: string
      readonly revision: number
      readonly type: string
      readonly recordedAt: string
      readonly actor: string
      readonly data: Readonly<Record<string, unknown>>
      readonly live: boolean
      readonly supersededBy?: string
    })[]
  }
  'GET /api/proposals': {
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly proposals: readonly ({
      readonly platform: string
      readonly engagement?: string
      readonly contractNo?: string
      readonly client?: string
      readonly proposal: string
      readonly kind: 'correction' | 'void'
      readonly entry: string
      readonly before?: {
        readonly type: string
        readonly data: Readonly<Record<string, unknown>>
      }
      readonly content?: {
        readonly type: string
        readonly data: Readonly<Record<string, unknown>>
      }
      readonly includeLater?: boolean
      readonly reason: string
      readonly proposedBy: string
      readonly proposedAt: string
    })[]
    readonly next?: string
  }
  'GET /api/platforms/{id}/over-shared-documents': {
    readonly platform: string
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly documents: readonly ({
      readonly kind: 'invoice' | 'receipt'
      readonly document: string
      readonly shares: string
      readonly totals: readonly (string)[]
      readonly entries: readonly ({
        readonly sequence: number
        readonly entryId: string
        readonly engagement?: string
        readonly platform?: string
        readonly contractNo?: string
        readonly revision: number
        readonly type: string
        readonly recordedAt: string
        readonly actor: string
        readonly data: Readonly<Record<string, unknown>>
      })[]
    })[]
  }
  'GET /api/entries': {
    readonly entries: readonly ({
      readonly position: string
      readonly entryId: string
      readonly engagement?: string
      readonly platform?: string
      readonly contractNo?: string
      readonly revision: number
      readonly type: string
      readonly recordedAt: string
      readonly actor: string
      readonly data: Readonly<Record<string, unknown>>
    })[]
    readonly next?: string
  }
  'GET /api/papers/{paper}': {
    readonly paper: string
    readonly title: string
    readonly platform: string | null
    readonly window: {
      readonly from: string
      readonly to: string
    }
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly ledger: string | null
    readonly lastEntry: string | null
    readonly unit: 'yuan' | 'wan'
    readonly notes: readonly (string)[]
    readonly columns: readonly ({
      readonly key: string
      readonly zh: string
      readonly kind: 'index' | 'text' | 'day' | 'amount' | 'count'
    })[]
    readonly rows: readonly (Readonly<Record<string, string>>)[]
    readonly totals: readonly ({
      readonly kind: 'total' | 'remainder'
      readonly cells: Readonly<Record<string, string>>
    })[]
  }
  'GET /api/platforms/{id}/papers/{paper}': {
    readonly paper: string
    readonly title: string
    readonly platform: string | null
    readonly window: {
      readonly from: string
      readonly to: string
    }
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly ledger: string | null
    readonly lastEntry: string | null
    readonly unit: 'yuan' | 'wan'
    readonly notes: readonly (string)[]
    readonly columns: readonly ({
      readonly key: string
      readonly zh: string
      readonly kind: 'index' | 'text' | 'day' | 'amount' | 'count'
    })[]
    readonly rows: readonly (Readonly<Record<string, string>>)[]
    readonly totals: readonly ({
      readonly kind: 'total' | 'remainder'
      readonly cells: Readonly<Record<string, string>>
    })[]
  }
  'GET /api/session': {
    readonly actor: string
    readonly account?: string
    readonly role: 'platform' | 'evaluator' | 'finance' | 'administrator'
    readonly platforms: readonly (string)[]
    readonly way: string
    readonly passwordChangeNeeded: boolean
    readonly rights: Readonly<Record<string, 'own' | 'all'>>
  }
  'GET /api/session/ready-accounts': {
    readonly accounts: readonly ({
      readonly name: string
      readonly displayName: string
      readonly role: 'platform' | 'evaluator' | 'finance' | 'administrator'
      readonly password: string
    })[]
  }
  'GET /api/tokens': {
    readonly tokens: readonly ({
      readonly id: string
      readonly label: string
      readonly createdAt: string
      readonly expiresAt: string
      readonly usedAt?: string
      readonly revokedAt?: string
    })[]
  }
  'GET /api/accounts': {
    readonly accounts: readonly ({
      readonly id: string
      readonly name: string
      readonly displayName: string
      readonly role: 'platform' | 'evaluator' | 'finance' | 'administrator'
      readonly platforms: readonly (string)[]
      readonly disabledAt?: string
      readonly passwordChangeNeeded: boolean
      readonly createdAt: string
    })[]
  }
  'GET /api/accounts/{id}': {
    readonly id: string
    readonly name: string
    readonly displayName: string
    readonly role: 'platform' | 'evaluator' | 'finance' | 'administrator'
    readonly platforms: readonly (string)[]
    readonly disabledAt?: string
    readonly passwordChangeNeeded: boolean
    readonly createdAt: string
  }
  'GET /api/accounts/{id}/tokens': {
    readonly tokens: readonly ({
      readonly id: string
      readonly label: string
      readonly createdAt: string
      readonly expiresAt: string
      readonly usedAt?: string
      readonly revokedAt?: string
    })[]
  }
  'GET /api/access-log': {
    readonly reads: readonly ({
      readonly sequence: number
      readonly at: string
      readonly actor: string
      readonly role: 'platform' | 'evaluator' | 'finance' | 'administrator'
      readonly action: string
      readonly platform?: string
      readonly address: string
      readonly request: string
    })[]
    readonly next?: string
  }
  'GET /api/account-entries': {
    readonly entries: readonly ({
      readonly sequence: number
      readonly at: string
      readonly actor: string
      readonly type: string
      readonly account: string
      readonly data: Readonly<Record<string, unknown>>
      readonly digest: string
    })[]
    readonly next?: string
  }
}

/** What each door takes. */
export interface Bodies {
  'POST /api/engagements': ContractSignedDto
  'POST /api/engagements/{id}/amendments': ContractAmendedDto
  'POST /api/engagements/{id}/registrations': TechContractRegisteredDto
  'POST /api/engagements/{id}/batches': BatchRunDto
  'POST /api/engagements/{id}/batches/{batchNo}/release': ReleaseDto
  'POST /api/engagements/{id}/batches/{batchNo}/rejection': RejectionDto
  'POST /api/engagements/{id}/deliverables': DeliverableAcceptedDto
  'POST /api/engagements/{id}/invoices': InvoiceIssuedDto
  'POST /api/engagements/{id}/invoices/{key}/reversals': InvoiceReversedDto
  'POST /api/engagements/{id}/payments': PaymentReceivedDto
  'POST /api/engagements/{id}/refunds': PaymentRefundedDto
  'POST /api/engagements/{id}/approvals': DrugApprovalObtainedDto
  'POST /api/engagements/{id}/evidence': EvidenceAttachedDto
  'POST /api/engagements/{id}/completion': ContractCompletedDto
  'POST /api/engagements/{id}/termination': ContractTerminatedDto
  'POST /api/engagements/{id}/corrections': CorrectionDto
  'POST /api/engagements/{id}/voids': VoidDto
  'POST /api/engagements/{id}/proposals': ProposalDto
  'POST /api/engagements/{id}/proposals/{proposal}/rejection': ProposalRejectionDto
  'POST /api/platforms': PlatformRegisteredDto
  'POST /api/platforms/{id}/recognitions': PlatformRecognizedDto
  'POST /api/platforms/{id}/revocations': RecognitionRevokedDto
  'POST /api/platforms/{id}/cultivation-designations': CultivationDesignatedDto
  'POST /api/platforms/{id}/published-figures': FigurePublishedDto
  'POST /api/platforms/{id}/corrections': RegisterCorrectionDto
  'POST /api/platforms/{id}/voids': RegisterVoidDto
  'POST /api/platforms/{id}/proposals': RegisterProposalDto
  'POST /api/platforms/{id}/proposals/{proposal}/rejection': RegisterRejectionDto
  'POST /api/platforms/{id}/production-lines': MembershipStartDto
  'POST /api/platforms/{id}/production-lines/{key}/end': MembershipEndDto
  'POST /api/platforms/{id}/joint-centres': JointCentreDto
  'POST /api/platforms/{id}/joint-centres/{key}/end': MembershipEndDto
  'POST /api/platforms/{id}/shared-equipment': MembershipStartDto
  'POST /api/platforms/{id}/shared-equipment/{key}/end': MembershipEndDto
  'POST /api/platforms/{id}/library-projects': MembershipStartDto
  'POST /api/platforms/{id}/library-projects/{key}/end': MembershipEndDto
  'POST /api/platforms/{id}/affiliations': AffiliationDto
  'POST /api/platforms/{id}/affiliations/{key}/end': MembershipEndDto
  'POST /api/platforms/{id}/branches': BranchDto
  'POST /api/platforms/{id}/branches/{key}/end': MembershipEndDto
  'POST /api/session': LogInDto
  'POST /api/session/password': PasswordChangeDto
  'POST /api/tokens': NewTokenDto
  'POST /api/accounts': NewAccountDto
  'PATCH /api/accounts/{id}': AccountChangeDto
}

export type AccountChangeDto = {
  readonly displayName?: string
  readonly role?: 'platform' | 'evaluator' | 'finance' | 'administrator'
  readonly platforms?: readonly (string)[]
  readonly disabled?: boolean
}

export type AffiliationDto = {
  readonly key: string
  readonly title: string
  readonly from: string
  readonly document?: string
  readonly party: RegisterPartyDto
  readonly relation: 'invests' | 'controls' | 'coBuilds' | 'other'
}

export type BatchRunDto = {
  readonly batchNo: string
  readonly product: string
  readonly line?: string
  readonly kind: '小试' | '中试' | '工程' | '注册' | '工艺验证' | '临床' | '商业'
  readonly size: string
  readonly unit: string
  readonly startedOn: string
  readonly completedOn?: string
  readonly yieldPercent?: string
}

export type BranchDto = {
  readonly key: string
  readonly title: string
  readonly from: string
  readonly document?: string
  readonly party: RegisterPartyDto
  readonly headOffice: RegisterPartyDto
}

export type ContractAmendedDto = {
  readonly amendmentNo: string
  readonly previousAmount: string
  readonly delta: string
  readonly newAmount: string
  readonly amendedOn: string
  readonly reason: string
  readonly productsAdded?: readonly (string)[]
}

export type ContractCompletedDto = {
  readonly on: string
  readonly settlementAmount?: string
  readonly note?: string
}

export type ContractSignedDto = {
  readonly platform: string
  readonly contractNo: string
  readonly client: PartyDto
  readonly title: string
  readonly kind: 'single' | 'framework' | 'callOff'
  readonly parent?: string
  readonly technologyContractType?: 'development' | 'transfer' | 'licence' | 'consulting' | 'service'
  readonly serviceCategories: readonly ('技术挖掘' | '技术熟化' | '产品试制' | '工业创新' | '试验验证' | '检验检测' | '计量测试' | '市场对接')[]
  readonly products: readonly (string)[]
  readonly amount: string
  readonly taxBasis: 'inclusive' | 'exclusive'
  readonly pricing: 'fixed' | 'byActual'
  readonly signedOn: string
  readonly endsOn?: string
  readonly synthetic?: boolean
}

export type ContractTerminatedDto = {
  readonly on: string
  readonly settlementAmount?: string
  readonly reason: string
}

export type CorrectionContentDto = {
  readonly type: 'ContractSigned' | 'ContractAmended' | 'TechContractRegistered' | 'BatchRun' | 'BatchReleased' | 'BatchRejected' | 'DeliverableAccepted' | 'InvoiceIssued' | 'InvoiceReversed' | 'PaymentReceived' | 'PaymentRefunded' | 'DrugApprovalObtained' | 'ContractCompleted' | 'ContractTerminated' | 'EvidenceAttached'
  readonly data: Readonly<Record<string, unknown>>
}

export type CorrectionDto = {
  readonly corrects: string
  readonly content: CorrectionContentDto
  readonly reason: string
}

export type CultivationDesignatedDto = {
  readonly batch?: string
  readonly on: string
  readonly document?: string
}

export type DeliverableAcceptedDto = {
  readonly deliverableNo: string
  readonly title?: string
  readonly acceptedOn: string
  readonly acceptedBy: string
}

export type DrugApprovalObtainedDto = {
  readonly product: string
  readonly variety: string
  readonly approvalNo: string
  readonly certificateNo: string
  readonly holder: PartyDto
  readonly approvedOn: string
}

export type EvidenceAttachedDto = {
  readonly sha256: string
  readonly kind: '合同' | '补充协议' | '登记证明' | '批记录' | '验收单' | '发票' | '回单' | '批件' | '其他'
  readonly fileName: string
  readonly pages: number
  readonly entry?: string
}

export type FigurePublishedDto = {
  readonly publicationNo: string
  readonly figure: string
  readonly value: string
  readonly unit: '元' | '万元' | '亿元' | 'count'
  readonly unitAsWritten: string
  readonly basis: 'signed' | 'invoiced' | 'received' | 'outstanding' | 'notApplicable' | 'notStated'
  readonly windowFrom?: string
  readonly windowTo?: string
  readonly source: FigureSourceDto
  readonly synthetic?: boolean
}

export type FigureSourceDto = {
  readonly document: string
  readonly publishedOn: string
  readonly wording: string
}

export type InvoiceIssuedDto = {
  readonly invoice: InvoiceKeyDto
  readonly share: string
  readonly total: string
  readonly tax: string
  readonly issuedOn: string
}

export type InvoiceKeyDto = {
  readonly kind: 'digital' | 'traditional'
  readonly number: string
  readonly code?: string
}

export type InvoiceReversedDto = {
  readonly redInvoice?: InvoiceKeyDto
  readonly amount: string
  readonly on: string
}

export type JointCentreDto = {
  readonly key: string
  readonly title: string
  readonly from: string
  readonly document?: string
  readonly party: RegisterPartyDto
}

export type LogInDto = {
  readonly name: string
  readonly password: string
}

export type MembershipEndDto = {
  readonly on: string
  readonly reason: string
}

export type MembershipStartDto = {
  readonly key: string
  readonly title: string
  readonly from: string
  readonly document?: string
}

export type NewAccountDto = {
  readonly name: string
  readonly displayName: string
  readonly role: 'platform' | 'evaluator' | 'finance' | 'administrator'
  readonly platforms?: readonly (string)[]
}

export type NewTokenDto = {
  readonly label: string
  readonly days?: number
}

export type PartyDto = {
  readonly id: PartyIdDto
  readonly name: string
}

export type PartyIdDto = {
  readonly scheme: 'uscc' | 'foreign' | 'person'
  readonly value: string
  readonly country?: string
}

export type PasswordChangeDto = {
  readonly currentPassword: string
  readonly newPassword: string
}

export type PaymentReceivedDto = {
  readonly bankReference: string
  readonly payer: PartyDto
  readonly share: string
  readonly total: string
  readonly receivedOn: string
}

export type PaymentRefundedDto = {
  readonly bankReference: string
  readonly refundReference?: string
  readonly amount: string
  readonly on: string
}

export type PlatformRecognizedDto = {
  readonly tier: 'municipal' | 'provincial' | 'national'
  readonly batch?: string
  readonly on: string
  readonly document?: string
}

export type PlatformRegisteredDto = {
  readonly name: string
  readonly host: RegisterPartyDto
  readonly town: string
  readonly fields: readonly (string)[]
  readonly registeredOn: string
  readonly synthetic?: boolean
}

export type Problem = {
  readonly type: string
  readonly title: string
  readonly titleEn: string
  readonly status: number
  readonly code: string
  readonly rule?: string
  readonly facts?: Readonly<Record<string, string>>
  readonly instance: string
  readonly errors?: readonly ({
    readonly pointer: string
    readonly code: string
    readonly zh: string
    readonly en: string
  })[]
}

export type ProposalDto = {
  readonly correction?: CorrectionDto
  readonly void?: VoidDto
}

export type ProposalRejectionDto = {
  readonly reason: string
}

export type RecognitionRevokedDto = {
  readonly tier: 'municipal' | 'provincial' | 'national'
  readonly on: string
  readonly reason: string
}

export type RegisterCorrectionContentDto = {
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
}

export type RegisterCorrectionDto = {
  readonly corrects: string
  readonly content: RegisterCorrectionContentDto
  readonly reason: string
}

export type RegisterPartyDto = {
  readonly id: RegisterPartyIdDto
  readonly name: string
}

export type RegisterPartyIdDto = {
  readonly scheme: 'uscc' | 'foreign' | 'person'
  readonly value: string
  readonly country?: string
}

export type RegisterProposalDto = {
  readonly correction?: RegisterCorrectionDto
  readonly void?: RegisterVoidDto
}

export type RegisterRejectionDto = {
  readonly reason: string
}

export type RegisterVoidDto = {
  readonly voids: string
  readonly reason: string
}

export type RejectionDto = {
  readonly product?: string
  readonly on: string
  readonly by: string
  readonly reason?: string
}

export type ReleaseDto = {
  readonly product?: string
  readonly on: string
  readonly by: string
}

export type TechContractRegisteredDto = {
  readonly registrationNo: string
  readonly regime: string
  readonly dealAmount: string
  readonly technologyAmount: string
  readonly registeredOn: string
}

export type VoidDto = {
  readonly voids: string
  readonly reason: string
  readonly includeLater?: boolean
}
