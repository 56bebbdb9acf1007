// Made from the OpenAPI document by types-from-openapi; a test keeps it so. Not edited by hand.

/** What each door answers. */
export interface Answers {
  'POST /api/engagements': {
    readonly id: string
    readonly trial: boolean
    readonly revision: number
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly takenAlong?: readonly ({
      readonly entry: string
      readonly type: string
    })[]
    readonly waits?: {
      readonly because: readonly ({
        readonly code: string
        readonly day?: string
        readonly what?: string
      })[]
    }
  }
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
      readonly leftBy?: {
        readonly id: string
        readonly contractNo: string
        readonly signedOn: string
      }
      readonly revision: number
      readonly sequence: number
      readonly warnings: readonly (string)[]
    })[]
    readonly next?: string
  }
  'POST /api/engagements/{id}/amendments': {
    readonly id: string
    readonly trial: boolean
    readonly revision: number
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly takenAlong?: readonly ({
      readonly entry: string
      readonly type: string
    })[]
    readonly waits?: {
      readonly because: readonly ({
        readonly code: string
        readonly day?: string
        readonly what?: string
      })[]
    }
  }
  'POST /api/engagements/{id}/registrations': {
    readonly id: string
    readonly trial: boolean
    readonly revision: number
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly takenAlong?: readonly ({
      readonly entry: string
      readonly type: string
    })[]
    readonly waits?: {
      readonly because: readonly ({
        readonly code: string
        readonly day?: string
        readonly what?: string
      })[]
    }
  }
  'POST /api/engagements/{id}/batches': {
    readonly id: string
    readonly trial: boolean
    readonly revision: number
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly takenAlong?: readonly ({
      readonly entry: string
      readonly type: string
    })[]
    readonly waits?: {
      readonly because: readonly ({
        readonly code: string
        readonly day?: string
        readonly what?: string
      })[]
    }
  }
  'POST /api/engagements/{id}/batches/{batchNo}/release': {
    readonly id: string
    readonly trial: boolean
    readonly revision: number
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly takenAlong?: readonly ({
      readonly entry: string
      readonly type: string
    })[]
    readonly waits?: {
      readonly because: readonly ({
        readonly code: string
        readonly day?: string
        readonly what?: string
      })[]
    }
  }
  'POST /api/engagements/{id}/batches/{batchNo}/rejection': {
    readonly id: string
    readonly trial: boolean
    readonly revision: number
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly takenAlong?: readonly ({
      readonly entry: string
      readonly type: string
    })[]
    readonly waits?: {
      readonly because: readonly ({
        readonly code: string
        readonly day?: string
        readonly what?: string
      })[]
    }
  }
  'POST /api/engagements/{id}/deliverables': {
    readonly id: string
    readonly trial: boolean
    readonly revision: number
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly takenAlong?: readonly ({
      readonly entry: string
      readonly type: string
    })[]
    readonly waits?: {
      readonly because: readonly ({
        readonly code: string
        readonly day?: string
        readonly what?: string
      })[]
    }
  }
  'POST /api/engagements/{id}/invoices': {
    readonly id: string
    readonly trial: boolean
    readonly revision: number
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly takenAlong?: readonly ({
      readonly entry: string
      readonly type: string
    })[]
    readonly waits?: {
      readonly because: readonly ({
        readonly code: string
        readonly day?: string
        readonly what?: string
      })[]
    }
  }
  'POST /api/engagements/{id}/invoices/{key}/reversals': {
    readonly id: string
    readonly trial: boolean
    readonly revision: number
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly takenAlong?: readonly ({
      readonly entry: string
      readonly type: string
    })[]
    readonly waits?: {
      readonly because: readonly ({
        readonly code: string
        readonly day?: string
        readonly what?: string
      })[]
    }
  }
  'POST /api/engagements/{id}/payments': {
    readonly id: string
    readonly trial: boolean
    readonly revision: number
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly takenAlong?: readonly ({
      readonly entry: string
      readonly type: string
    })[]
    readonly waits?: {
      readonly because: readonly ({
        readonly code: string
        readonly day?: string
        readonly what?: string
      })[]
    }
  }
  'POST /api/engagements/{id}/refunds': {
    readonly id: string
    readonly trial: boolean
    readonly revision: number
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly takenAlong?: readonly ({
      readonly entry: string
      readonly type: string
    })[]
    readonly waits?: {
      readonly because: readonly ({
        readonly code: string
        readonly day?: string
        readonly what?: string
      })[]
    }
  }
  'POST /api/engagements/{id}/approvals': {
    readonly id: string
    readonly trial: boolean
    readonly revision: number
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly takenAlong?: readonly ({
      readonly entry: string
      readonly type: string
    })[]
    readonly waits?: {
      readonly because: readonly ({
        readonly code: string
        readonly day?: string
        readonly what?: string
      })[]
    }
  }
  'POST /api/engagements/{id}/evidence': {
    readonly id: string
    readonly trial: boolean
    readonly revision: number
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly takenAlong?: readonly ({
      readonly entry: string
      readonly type: string
    })[]
    readonly waits?: {
      readonly because: readonly ({
        readonly code: string
        readonly day?: string
        readonly what?: string
      })[]
    }
  }
  'POST /api/engagements/{id}/completion': {
    readonly id: string
    readonly trial: boolean
    readonly revision: number
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly takenAlong?: readonly ({
      readonly entry: string
      readonly type: string
    })[]
    readonly waits?: {
      readonly because: readonly ({
        readonly code: string
        readonly day?: string
        readonly what?: string
      })[]
    }
  }
  'POST /api/engagements/{id}/termination': {
    readonly id: string
    readonly trial: boolean
    readonly revision: number
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly takenAlong?: readonly ({
      readonly entry: string
      readonly type: string
    })[]
    readonly waits?: {
      readonly because: readonly ({
        readonly code: string
        readonly day?: string
        readonly what?: string
      })[]
    }
  }
  'POST /api/engagements/{id}/corrections': {
    readonly id: string
    readonly trial: boolean
    readonly revision: number
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly takenAlong?: readonly ({
      readonly entry: string
      readonly type: string
    })[]
    readonly waits?: {
      readonly because: readonly ({
        readonly code: string
        readonly day?: string
        readonly what?: string
      })[]
    }
  }
  'POST /api/engagements/{id}/voids': {
    readonly id: string
    readonly trial: boolean
    readonly revision: number
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly takenAlong?: readonly ({
      readonly entry: string
      readonly type: string
    })[]
    readonly waits?: {
      readonly because: readonly ({
        readonly code: string
        readonly day?: string
        readonly what?: string
      })[]
    }
  }
  'POST /api/engagements/{id}/proposals': {
    readonly id: string
    readonly trial: boolean
    readonly revision: number
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly takenAlong?: readonly ({
      readonly entry: string
      readonly type: string
    })[]
    readonly waits?: {
      readonly because: readonly ({
        readonly code: string
        readonly day?: string
        readonly what?: string
      })[]
    }
  }
  'POST /api/engagements/{id}/proposals/{proposal}/approval': {
    readonly id: string
    readonly trial: boolean
    readonly revision: number
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly takenAlong?: readonly ({
      readonly entry: string
      readonly type: string
    })[]
    readonly waits?: {
      readonly because: readonly ({
        readonly code: string
        readonly day?: string
        readonly what?: string
      })[]
    }
  }
  'POST /api/engagements/{id}/proposals/{proposal}/rejection': {
    readonly id: string
    readonly trial: boolean
    readonly revision: number
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly takenAlong?: readonly ({
      readonly entry: string
      readonly type: string
    })[]
    readonly waits?: {
      readonly because: readonly ({
        readonly code: string
        readonly day?: string
        readonly what?: string
      })[]
    }
  }
  'POST /api/engagements/{id}/proposals/{proposal}/withdrawal': {
    readonly id: string
    readonly trial: boolean
    readonly revision: number
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly takenAlong?: readonly ({
      readonly entry: string
      readonly type: string
    })[]
    readonly waits?: {
      readonly because: readonly ({
        readonly code: string
        readonly day?: string
        readonly what?: string
      })[]
    }
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
  'GET /api/programmes': {
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly programmes: readonly ({
      readonly id: string
      readonly name: string
      readonly openedOn: string
      readonly document?: string
      readonly synthetic?: boolean
    })[]
  }
  'GET /api/programmes/{programme}/published-figures': {
    readonly programme: string
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
      readonly states?: 'target'
      readonly synthetic?: boolean
    })[]
  }
  'GET /api/programmes/{programme}/targets': {
    readonly programme: string
    readonly day: string
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly targets: readonly ({
      readonly entry: string
      readonly key: string
      readonly title?: string
      readonly figure: string
      readonly zh?: string
      readonly en?: string
      readonly atLeast: string
      readonly from: string
      readonly by?: string
      readonly daysLeft?: number
      readonly scope: 'programme' | 'eachPlatform'
      readonly document?: string
      readonly synthetic?: boolean
      readonly value: string
      readonly reached: boolean
      readonly missing: string
      readonly atDeadline?: {
        readonly value: string
        readonly reached: boolean
        readonly missing: string
      }
      readonly platforms?: readonly ({
        readonly id: string
        readonly name: string
        readonly host: string
        readonly value: string
        readonly reached: boolean
        readonly missing: string
      })[]
    })[]
  }
  'POST /api/platforms/{id}/imports': {
    readonly import: string
    readonly platform: string
    readonly mode: 'preview' | 'all' | 'good'
    readonly file: {
      readonly name?: string
      readonly sha256: string
      readonly bytes: number
      readonly kind: 'xlsx' | 'csv' | 'ndjson'
    }
    readonly verdict: 'previewed' | 'recorded' | 'refused' | 'stopped'
    readonly stop?: {
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    }
    readonly counts: {
      readonly rows: number
      readonly new: number
      readonly recorded: number
      readonly known: number
      readonly refused: number
      readonly unread: number
      readonly faults: number
      readonly notices: number
    }
    readonly waits?: {
      readonly contracts: number
      readonly rows: number
      readonly because: readonly ({
        readonly code: 'dated-long-ago' | 'period-closed' | 'window-sealed' | 'leans-on-waiting'
        readonly day?: string
        readonly what?: string
      })[]
    }
    readonly totals: readonly ({
      readonly type: string
      readonly taxBasis?: 'inclusive' | 'exclusive'
      readonly framework?: boolean
      readonly entries: number
      readonly amount?: string
    })[]
    readonly amountUnits: readonly ({
      readonly sheet: string
      readonly kind: string
      readonly unit: '元' | '万元'
      readonly said: 'heading' | 'line' | 'nowhere' | 'format'
      readonly row?: number
      readonly column?: number
      readonly found?: string
      readonly columns: readonly (string)[]
    })[]
    readonly rows: readonly ({
      readonly n: number
      readonly sheet: string
      readonly row: number
      readonly kind: string
      readonly contract: string
      readonly contractNo: string
      readonly state: 'new' | 'recorded' | 'known' | 'refused'
      readonly knownAs?: 'recorded' | 'corrected' | 'voided' | 'repeated' | 'waiting'
      readonly waits?: boolean
      readonly entries: readonly ({
        readonly type: string
        readonly day?: string
        readonly amount?: string
      })[]
    })[]
    readonly faults: readonly ({
      readonly is: 'fault'
      readonly rule?: string
      readonly place: {
        readonly sheet?: string
        readonly row?: number
        readonly column?: number
      }
      readonly field?: string
      readonly found?: string
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly notices: readonly ({
      readonly is: 'notice'
      readonly place: {
        readonly sheet?: string
        readonly row?: number
        readonly column?: number
      }
      readonly field?: string
      readonly found?: string
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly facts?: Readonly<Record<string, string>>
    })[]
    readonly position?: string
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
      readonly proposedBy?: string
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
      readonly of?: 'programme' | 'allRegisters'
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
        readonly onlyToTheMonth?: {
          readonly rows: number
          readonly zh: string
          readonly en: string
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
      readonly onlyToTheMonth?: {
        readonly rows: number
        readonly zh: string
        readonly en: string
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
      readonly onlyToTheMonth?: {
        readonly rows: number
        readonly zh: string
        readonly en: string
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
        readonly stream?: string
        readonly contractNo?: string
        readonly revision: number
        readonly type: string
        readonly recordedAt: string
        readonly actor: string
        readonly proposedBy?: string
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
      readonly stream?: string
      readonly contractNo?: string
      readonly revision: number
      readonly type: string
      readonly recordedAt: string
      readonly actor: string
      readonly proposedBy?: string
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
    readonly state: 'active' | 'completed' | 'terminated' | 'voided' | 'waiting'
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
      readonly kind: 'correction' | 'void' | 'entries'
      readonly entry?: string
      readonly before?: {
        readonly type: string
        readonly data: Readonly<Record<string, unknown>>
      }
      readonly content?: {
        readonly type: string
        readonly data: Readonly<Record<string, unknown>>
      }
      readonly includeLater?: boolean
      readonly reason?: string
      readonly contents?: readonly ({
        readonly type: string
        readonly data: Readonly<Record<string, unknown>>
      })[]
      readonly because?: readonly ({
        readonly code: 'dated-long-ago' | 'period-closed' | 'window-sealed' | 'leans-on-waiting'
        readonly day?: string
        readonly what?: string
      })[]
      readonly import?: string
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
      readonly stream?: string
      readonly contractNo?: string
      readonly revision: number
      readonly type: string
      readonly recordedAt: string
      readonly actor: string
      readonly proposedBy?: string
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
      readonly kind: 'correction' | 'void' | 'entries'
      readonly entry?: string
      readonly before?: {
        readonly type: string
        readonly data: Readonly<Record<string, unknown>>
      }
      readonly content?: {
        readonly type: string
        readonly data: Readonly<Record<string, unknown>>
      }
      readonly includeLater?: boolean
      readonly reason?: string
      readonly contents?: readonly ({
        readonly type: string
        readonly data: Readonly<Record<string, unknown>>
      })[]
      readonly because?: readonly ({
        readonly code: 'dated-long-ago' | 'period-closed' | 'window-sealed' | 'leans-on-waiting'
        readonly day?: string
        readonly what?: string
      })[]
      readonly import?: string
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
        readonly stream?: string
        readonly contractNo?: string
        readonly revision: number
        readonly type: string
        readonly recordedAt: string
        readonly actor: string
        readonly proposedBy?: string
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
      readonly stream?: string
      readonly contractNo?: string
      readonly revision: number
      readonly type: string
      readonly recordedAt: string
      readonly actor: string
      readonly proposedBy?: string
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
  'GET /api/platforms/{id}/waiting-imports': {
    readonly platform: string
    readonly imports: readonly ({
      readonly import: string
      readonly contracts: number
      readonly named: readonly ({
        readonly engagement: string
        readonly contractNo: string
      })[]
      readonly entries: number
      readonly totals: readonly ({
        readonly type: string
        readonly taxBasis?: 'inclusive' | 'exclusive'
        readonly framework?: boolean
        readonly entries: number
        readonly amount?: string
      })[]
      readonly because: readonly ({
        readonly code: 'dated-long-ago' | 'period-closed' | 'window-sealed' | 'leans-on-waiting'
        readonly day?: string
        readonly what?: string
      })[]
      readonly proposedBy: string
      readonly proposedAt: string
    })[]
  }
  'POST /api/platforms/{id}/waiting-imports/{import}/approval': {
    readonly import: string
    readonly platform: string
    readonly answer: 'approve' | 'reject' | 'withdraw'
    readonly contracts: number
    readonly entries: number
    readonly failed: readonly ({
      readonly engagement: string
      readonly proposal: string
      readonly code: string
      readonly zh: string
      readonly en: string
    })[]
    readonly position?: string
  }
  'POST /api/platforms/{id}/waiting-imports/{import}/rejection': {
    readonly import: string
    readonly platform: string
    readonly answer: 'approve' | 'reject' | 'withdraw'
    readonly contracts: number
    readonly entries: number
    readonly failed: readonly ({
      readonly engagement: string
      readonly proposal: string
      readonly code: string
      readonly zh: string
      readonly en: string
    })[]
    readonly position?: string
  }
  'POST /api/platforms/{id}/waiting-imports/{import}/withdrawal': {
    readonly import: string
    readonly platform: string
    readonly answer: 'approve' | 'reject' | 'withdraw'
    readonly contracts: number
    readonly entries: number
    readonly failed: readonly ({
      readonly engagement: string
      readonly proposal: string
      readonly code: string
      readonly zh: string
      readonly en: string
    })[]
    readonly position?: string
  }
  'POST /api/platforms/{id}/reconciliation/accounts': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'GET /api/platforms/{id}/reconciliation/accounts': {
    readonly platform: string
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly accounts: readonly ({
      readonly account: string
      readonly bank: string
      readonly holder: string
      readonly currency: string
      readonly columnMap?: Readonly<Record<string, unknown>>
      readonly openedOn?: string
      readonly closedOn?: string
      readonly statements: number
      readonly upTo?: string
      readonly balance?: string
    })[]
  }
  'POST /api/platforms/{id}/reconciliation/column-maps': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'POST /api/platforms/{id}/reconciliation/account-days': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'POST /api/platforms/{id}/reconciliation/statements/preview': {
    readonly account: string
    readonly fileName: string
    readonly sha256: string
    readonly wouldRecord: boolean
    readonly faults: readonly ({
      readonly code: string
      readonly pointer: string
      readonly zh: string
      readonly en: string
      readonly facts: Readonly<Record<string, string>>
    })[]
    readonly notices: readonly ({
      readonly code: string
      readonly pointer: string
      readonly zh: string
      readonly en: string
      readonly facts: Readonly<Record<string, string>>
    })[]
    readonly totalRows: readonly (number)[]
    readonly statement?: {
      readonly format: string
      readonly from: string
      readonly to: string
      readonly opening: string
      readonly closing: string
      readonly credits: string
      readonly debits: string
      readonly lineCount: number
      readonly lines: readonly ({
        readonly ordinal: number
        readonly day: string
        readonly balance?: string
        readonly reference?: string
        readonly counterparty?: string
        readonly counterpartyAccount?: string
        readonly purpose?: string
        readonly endToEndId?: string
        readonly amount: string
        readonly row: number
      })[]
    }
    readonly inFile: readonly ({
      readonly bankStatementId?: string
      readonly account?: string
      readonly from?: string
      readonly to?: string
      readonly opening?: string
      readonly closing?: string
      readonly lineCount: number
    })[]
    readonly sample: readonly ({
      readonly sheet: string
      readonly row: number
      readonly cells: readonly (string)[]
    })[]
    readonly readyMaps: readonly ({
      readonly code: string
      readonly bank: string
      readonly columnMap: Readonly<Record<string, unknown>>
    })[]
  }
  'POST /api/platforms/{id}/reconciliation/statements': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
    readonly statement: string
    readonly statements?: readonly (string)[]
  }
  'GET /api/platforms/{id}/reconciliation/statements': {
    readonly platform: string
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly statements: readonly ({
      readonly statement: string
      readonly entryId: string
      readonly recordedAt: string
      readonly account: string
      readonly fileName: string
      readonly sha256: string
      readonly format: string
      readonly bankStatementId?: string
      readonly from: string
      readonly to: string
      readonly opening: string
      readonly closing: string
      readonly credits: string
      readonly debits: string
      readonly lineCount: number
      readonly whole: boolean
      readonly voided?: string
      readonly openLines: number
    })[]
  }
  'POST /api/platforms/{id}/reconciliation/statements/{statement}/voiding': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'POST /api/platforms/{id}/reconciliation/matches/suggestions': {
    readonly platform: string
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly total: {
      readonly proposals: number
      readonly ambiguous: number
    }
    readonly proposals: readonly ({
      readonly rule: 'reference' | 'invoiceKey' | 'amountAndPayer' | 'amountAndDay'
      readonly state: 'suggested' | 'confirmed'
      readonly difference: string
      readonly lines: readonly ({
        readonly line: string
        readonly amount: string
      })[]
      readonly targets: readonly ({
        readonly target: string
        readonly entryId: string
        readonly kind: 'payment' | 'refund' | 'invoice'
        readonly contract: string
        readonly contractNo: string
        readonly amount: string
      })[]
    })[]
    readonly ambiguous: readonly ({
      readonly line: string
      readonly day?: string
      readonly open: string
      readonly rule: 'reference' | 'invoiceKey' | 'amountAndPayer' | 'amountAndDay'
      readonly options: readonly ({
        readonly lines: readonly ({
          readonly line: string
          readonly amount: string
        })[]
        readonly targets: readonly ({
          readonly target: string
          readonly entryId: string
          readonly kind: 'payment' | 'refund' | 'invoice'
          readonly contract: string
          readonly contractNo: string
          readonly amount: string
        })[]
      })[]
    })[]
  }
  'POST /api/platforms/{id}/reconciliation/matches/runs': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
    readonly matches: readonly (string)[]
    readonly left: number
  }
  'POST /api/platforms/{id}/reconciliation/matches': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
    readonly match: string
  }
  'GET /api/platforms/{id}/reconciliation/matches': {
    readonly platform: string
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly total: number
    readonly matches: readonly ({
      readonly match: string
      readonly entryId: string
      readonly recordedAt: string
      readonly rule: 'reference' | 'invoiceKey' | 'amountAndPayer' | 'amountAndDay' | 'manual'
      readonly state: 'suggested' | 'confirmed' | 'undone'
      readonly difference: string
      readonly tolerance: string
      readonly note?: string
      readonly undone?: string
      readonly lines: readonly ({
        readonly line: string
        readonly amount: string
        readonly day?: string
        readonly counterparty?: string
        readonly reference?: string
      })[]
      readonly targets: readonly ({
        readonly target: string
        readonly entry: string
        readonly kind: 'payment' | 'refund' | 'invoice'
        readonly contract: string
        readonly amount: string
        readonly contractNo?: string
        readonly document?: string
      })[]
      readonly adjustments: readonly ({
        readonly entryId: string
        readonly amount: string
        readonly kind: string
        readonly reason: string
      })[]
    })[]
    readonly next?: string
  }
  'POST /api/platforms/{id}/reconciliation/matches/{match}/confirmation': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
    readonly match: string
  }
  'POST /api/platforms/{id}/reconciliation/matches/{match}/undoing': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
    readonly match: string
  }
  'POST /api/platforms/{id}/reconciliation/adjustments': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'POST /api/platforms/{id}/reconciliation/lines/{line}/setting-aside': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'POST /api/platforms/{id}/reconciliation/waivers': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'POST /api/platforms/{id}/reconciliation/voids': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'GET /api/platforms/{id}/reconciliation/ready-column-maps': {
    readonly readyMaps: readonly ({
      readonly code: string
      readonly bank: string
      readonly columnMap: Readonly<Record<string, unknown>>
    })[]
  }
  'GET /api/platforms/{id}/reconciliation/lines': {
    readonly platform: string
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly total: number
    readonly lines: readonly ({
      readonly ordinal: number
      readonly day: string
      readonly balance?: string
      readonly reference?: string
      readonly counterparty?: string
      readonly counterpartyAccount?: string
      readonly purpose?: string
      readonly endToEndId?: string
      readonly amount: string
      readonly line: string
      readonly statement: string
      readonly account: string
      readonly direction: 'credit' | 'debit'
      readonly repeats?: string
      readonly matched: string
      readonly adjusted: string
      readonly setAside: string
      readonly open: string
      readonly explained: readonly ({
        readonly entryId: string
        readonly amount: string
        readonly kind?: string
        readonly reason: string
      })[]
      readonly matches: readonly (string)[]
    })[]
    readonly next?: string
  }
  'GET /api/platforms/{id}/reconciliation/targets': {
    readonly platform: string
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly total: number
    readonly targets: readonly ({
      readonly target: string
      readonly entryId: string
      readonly sequence: number
      readonly kind: 'payment' | 'refund' | 'invoice'
      readonly direction: 'credit' | 'debit'
      readonly contract: string
      readonly contractNo: string
      readonly client: string
      readonly payer: string
      readonly reference?: string
      readonly document: string
      readonly day: string
      readonly amount: string
      readonly open: string
    })[]
    readonly next?: string
  }
  'GET /api/platforms/{id}/reconciliation/queues': {
    readonly platform: string
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly upTo?: string
    readonly counts: Readonly<Record<string, {
      readonly open: number
      readonly waived: number
    }>>
    readonly proof: {
      readonly lines: string
      readonly matched: string
      readonly adjusted: string
      readonly setAside: string
      readonly open: string
      readonly matchedEntries: string
      readonly differences: string
    }
    readonly total: number
    readonly items: readonly ({
      readonly id: string
      readonly kind: 'unmatchedLine' | 'unmatchedPayment' | 'unmatchedInvoice' | 'matchedInvoiceWithoutReceipt' | 'ambiguous' | 'overpaid' | 'underpaid' | 'thirdPartyPayer' | 'statementGap' | 'statementOverlap' | 'repeatedLine' | 'returnedPayment' | 'brokenMatch'
      readonly day: string
      readonly amount?: string
      readonly zh: string
      readonly en: string
      readonly lines: readonly (string)[]
      readonly entries: readonly (string)[]
      readonly match?: string
      readonly candidates?: readonly ({
        readonly entries: readonly (string)[]
        readonly rule: 'reference' | 'invoiceKey' | 'amountAndPayer' | 'amountAndDay'
      })[]
      readonly waived?: {
        readonly entry: string
        readonly reason: string
        readonly until?: string
      }
    })[]
    readonly next?: string
  }
  'GET /api/bridge': {
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
      readonly columns: readonly ({
        readonly column: 'contractAmount' | 'invoiced' | 'received' | 'outstanding' | 'advances' | 'notYetInvoiced' | 'currentAmount'
        readonly taxBasis: 'inclusive' | 'exclusive'
        readonly opening: string
        readonly movements: readonly ({
          readonly kind: string
          readonly value: string
        })[]
        readonly closing: string
      })[]
      readonly ageing: readonly ({
        readonly bucket: string
        readonly value: string
      })[]
    })[]
    readonly total: {
      readonly columns: readonly ({
        readonly column: 'contractAmount' | 'invoiced' | 'received' | 'outstanding' | 'advances' | 'notYetInvoiced' | 'currentAmount'
        readonly taxBasis: 'inclusive' | 'exclusive'
        readonly opening: string
        readonly movements: readonly ({
          readonly kind: string
          readonly value: string
        })[]
        readonly closing: string
      })[]
      readonly ageing: readonly ({
        readonly bucket: string
        readonly value: string
      })[]
    }
  }
  'GET /api/platforms/{id}/bridge': {
    readonly platform: string
    readonly by: 'contract' | 'client' | 'month' | 'platform'
    readonly window: {
      readonly from: string
      readonly to: string
    }
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly catalogueVersion: number
    readonly total: {
      readonly columns: readonly ({
        readonly column: 'contractAmount' | 'invoiced' | 'received' | 'outstanding' | 'advances' | 'notYetInvoiced' | 'currentAmount'
        readonly taxBasis: 'inclusive' | 'exclusive'
        readonly opening: string
        readonly movements: readonly ({
          readonly kind: string
          readonly value: string
        })[]
        readonly closing: string
      })[]
      readonly ageing: readonly ({
        readonly bucket: string
        readonly value: string
      })[]
    }
    readonly rows: readonly ({
      readonly key: string
      readonly contractNo?: string
      readonly name?: string
      readonly window: {
        readonly from: string
        readonly to: string
      }
      readonly columns: readonly ({
        readonly column: 'contractAmount' | 'invoiced' | 'received' | 'outstanding' | 'advances' | 'notYetInvoiced' | 'currentAmount'
        readonly taxBasis: 'inclusive' | 'exclusive'
        readonly opening: string
        readonly movements: readonly ({
          readonly kind: string
          readonly value: string
        })[]
        readonly closing: string
      })[]
      readonly ageing: readonly ({
        readonly bucket: string
        readonly value: string
      })[]
    })[]
    readonly next?: string
  }
  'GET /api/platforms/{id}/bridge/entries': {
    readonly platform: string
    readonly cell: string
    readonly window: {
      readonly from: string
      readonly to: string
    }
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly catalogueVersion: number
    readonly value: string
    readonly total: string
    readonly entries: readonly ({
      readonly sequence: number
      readonly entryId: string
      readonly engagement?: string
      readonly platform?: string
      readonly stream?: string
      readonly contractNo?: string
      readonly revision: number
      readonly type: string
      readonly recordedAt: string
      readonly actor: string
      readonly data: Readonly<Record<string, unknown>>
      readonly date: string
      readonly kind: string
      readonly value: string
    })[]
    readonly next?: string
  }
  'GET /api/platforms/{id}/closing-checklist': {
    readonly platform: string
    readonly period: string
    readonly window: {
      readonly from: string
      readonly to: string
    }
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly items: readonly ({
      readonly item: string
      readonly zh: string
      readonly en: string
      readonly open: number
      readonly waivable: boolean
      readonly examples: readonly ({
        readonly zh: string
        readonly en: string
        readonly entry?: string
      })[]
      readonly waived: {
        readonly count: number
        readonly findings: readonly ({
          readonly zh: string
          readonly en: string
          readonly entry?: string
          readonly amount?: string
          readonly reason: string
          readonly since?: string
          readonly until?: string
        })[]
      }
    })[]
    readonly totals: readonly ({
      readonly column: 'contractAmount' | 'invoiced' | 'received' | 'outstanding' | 'advances' | 'notYetInvoiced' | 'currentAmount'
      readonly taxBasis: 'inclusive' | 'exclusive'
      readonly opening: string
      readonly movements: readonly ({
        readonly kind: string
        readonly value: string
      })[]
      readonly closing: string
    })[]
    readonly contractCount: number
    readonly totalsHash: string
  }
  'GET /api/platforms/{id}/closes': {
    readonly platform: string
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly closes: readonly ({
      readonly period: string
      readonly from: string
      readonly to: string
      readonly status: 'proposed' | 'rejected' | 'closed' | 'reopeningProposed' | 'reopened'
      readonly sequence: number
      readonly totalsHash: string
      readonly contractCount: number
      readonly proposedBy: string
      readonly proposed?: {
        readonly entry: string
        readonly recordedAt: string
      }
      readonly approvedBy?: string
      readonly closed?: {
        readonly entry: string
        readonly recordedAt: string
      }
      readonly since?: {
        readonly sequence: number
        readonly entries: number
        readonly restatements: number
        readonly bankChanges: number
      }
      readonly rejection?: {
        readonly reason: string
        readonly by: string
      }
      readonly reopening?: {
        readonly reason: string
        readonly proposedBy: string
        readonly approvedBy?: string
      }
      readonly restatements?: {
        readonly pending: number
        readonly approved: number
      }
    })[]
  }
  'GET /api/platforms/{id}/closing/periods': {
    readonly platform: string
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly periods: readonly ({
      readonly period: string
      readonly from: string
      readonly to: string
    })[]
    readonly sealed: readonly ({
      readonly round: string
      readonly from: string
      readonly to: string
    })[]
    readonly waitsBefore?: string
  }
  'GET /api/platforms/{id}/closes/{period}': {
    readonly platform: string
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly period: string
    readonly from: string
    readonly to: string
    readonly status: 'proposed' | 'rejected' | 'closed' | 'reopeningProposed' | 'reopened'
    readonly sequence: number
    readonly totalsHash: string
    readonly contractCount: number
    readonly proposedBy: string
    readonly proposed?: {
      readonly entry: string
      readonly recordedAt: string
    }
    readonly approvedBy?: string
    readonly closed?: {
      readonly entry: string
      readonly recordedAt: string
    }
    readonly since?: {
      readonly sequence: number
      readonly entries: number
      readonly restatements: number
      readonly bankChanges: number
    }
    readonly rejection?: {
      readonly reason: string
      readonly by: string
    }
    readonly reopening?: {
      readonly reason: string
      readonly proposedBy: string
      readonly approvedBy?: string
    }
    readonly totals: readonly ({
      readonly column: 'contractAmount' | 'invoiced' | 'received' | 'outstanding' | 'advances' | 'notYetInvoiced' | 'currentAmount'
      readonly taxBasis: 'inclusive' | 'exclusive'
      readonly opening: string
      readonly movements: readonly ({
        readonly kind: string
        readonly value: string
      })[]
      readonly closing: string
    })[]
    readonly checklist: readonly ({
      readonly item: string
      readonly open: number
      readonly waived?: string
      readonly findings?: readonly ({
        readonly finding: string
        readonly amount?: string
        readonly reason: string
        readonly since: string
        readonly until?: string
      })[]
    })[]
    readonly recomputed: {
      readonly sequence: number
      readonly totals: readonly ({
        readonly column: 'contractAmount' | 'invoiced' | 'received' | 'outstanding' | 'advances' | 'notYetInvoiced' | 'currentAmount'
        readonly taxBasis: 'inclusive' | 'exclusive'
        readonly opening: string
        readonly movements: readonly ({
          readonly kind: string
          readonly value: string
        })[]
        readonly closing: string
      })[]
      readonly totalsHash: string
      readonly equal: boolean
    }
    readonly carriedOver?: {
      readonly period: string
      readonly sequence: number
      readonly closedAt: number
      readonly lines: readonly ({
        readonly column: 'contractAmount' | 'invoiced' | 'received' | 'outstanding' | 'advances' | 'notYetInvoiced' | 'currentAmount'
        readonly taxBasis: 'inclusive' | 'exclusive'
        readonly closedBefore: string
        readonly restated: string
        readonly opening: string
      })[]
    }
    readonly sinceProposal?: {
      readonly sequence: number
      readonly entries: number
      readonly restatements: number
      readonly bankChanges: number
      readonly last: number
      readonly totalsMoved: boolean
    }
    readonly bankChanges?: number
    readonly earlier: readonly ({
      readonly period: string
      readonly from: string
      readonly to: string
      readonly status: 'proposed' | 'rejected' | 'closed' | 'reopeningProposed' | 'reopened'
      readonly sequence: number
      readonly totalsHash: string
      readonly contractCount: number
      readonly proposedBy: string
      readonly proposed?: {
        readonly entry: string
        readonly recordedAt: string
      }
      readonly approvedBy?: string
      readonly closed?: {
        readonly entry: string
        readonly recordedAt: string
      }
      readonly since?: {
        readonly sequence: number
        readonly entries: number
        readonly restatements: number
        readonly bankChanges: number
      }
      readonly rejection?: {
        readonly reason: string
        readonly by: string
      }
      readonly reopening?: {
        readonly reason: string
        readonly proposedBy: string
        readonly approvedBy?: string
      }
    })[]
  }
  'GET /api/platforms/{id}/closes/{period}/variance': {
    readonly platform: string
    readonly period: string
    readonly window: {
      readonly from: string
      readonly to: string
    }
    readonly closedAt: number
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly cells: readonly ({
      readonly column: 'contractAmount' | 'invoiced' | 'received' | 'outstanding' | 'advances' | 'notYetInvoiced' | 'currentAmount'
      readonly taxBasis: 'inclusive' | 'exclusive'
      readonly part: string
      readonly asClosed: string
      readonly now: string
      readonly difference: string
      readonly explained: string
    })[]
    readonly ties: boolean
    readonly entries: readonly ({
      readonly sequence: number
      readonly entryId: string
      readonly engagement?: string
      readonly platform?: string
      readonly stream?: string
      readonly contractNo?: string
      readonly revision: number
      readonly type: string
      readonly recordedAt: string
      readonly actor: string
      readonly data: Readonly<Record<string, unknown>>
      readonly contracts: readonly (string)[]
      readonly effects: readonly ({
        readonly column: 'contractAmount' | 'invoiced' | 'received' | 'outstanding' | 'advances' | 'notYetInvoiced' | 'currentAmount'
        readonly taxBasis: 'inclusive' | 'exclusive'
        readonly part: string
        readonly value: string
      })[]
      readonly restatement: boolean
      readonly wordsOnly: boolean
      readonly approval?: {
        readonly approvedBy: string
        readonly recordedAt?: string
        readonly note?: string
      }
      readonly pending: boolean
    })[]
    readonly next?: string
  }
  'GET /api/platforms/{id}/closes/{period}/bank-changes': {
    readonly platform: string
    readonly period: string
    readonly window: {
      readonly from: string
      readonly to: string
    }
    readonly closedAt: number
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly changes: readonly ({
      readonly sequence: number
      readonly entryId: string
      readonly kind: 'StatementBrought' | 'StatementVoided' | 'LinesMatched' | 'MatchConfirmed' | 'MatchUndone' | 'AdjustmentRecorded' | 'LineSetAside' | 'QueueItemsWaived' | 'EntryVoided'
      readonly zh: string
      readonly en: string
      readonly recordedAt: string
      readonly actor: string
      readonly from: string
      readonly to: string
      readonly reason?: string
      readonly fileName?: string
      readonly second: boolean
      readonly approval?: {
        readonly approvedBy: string
        readonly recordedAt?: string
        readonly note?: string
      }
      readonly pending: boolean
    })[]
  }
  'GET /api/platforms/{id}/closes/{period}/restatements': {
    readonly platform: string
    readonly period: string
    readonly window: {
      readonly from: string
      readonly to: string
    }
    readonly closedAt: number
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly pending: number
    readonly approved: number
    readonly entries: readonly ({
      readonly sequence: number
      readonly entryId: string
      readonly engagement?: string
      readonly platform?: string
      readonly stream?: string
      readonly contractNo?: string
      readonly revision: number
      readonly type: string
      readonly recordedAt: string
      readonly actor: string
      readonly data: Readonly<Record<string, unknown>>
      readonly contracts: readonly (string)[]
      readonly effects: readonly ({
        readonly column: 'contractAmount' | 'invoiced' | 'received' | 'outstanding' | 'advances' | 'notYetInvoiced' | 'currentAmount'
        readonly taxBasis: 'inclusive' | 'exclusive'
        readonly part: string
        readonly value: string
      })[]
      readonly restatement: boolean
      readonly wordsOnly: boolean
      readonly approval?: {
        readonly approvedBy: string
        readonly recordedAt?: string
        readonly note?: string
      }
      readonly pending: boolean
    })[]
    readonly next?: string
  }
  'GET /api/platforms/{id}/shared-documents': {
    readonly platform: string
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly documents: readonly ({
      readonly fault: 'over' | 'under' | 'totalsDiffer' | 'slipsDiffer'
      readonly kind: 'invoice' | 'receipt'
      readonly document: string
      readonly shares: string
      readonly totals: readonly (string)[]
      readonly days: readonly (string)[]
      readonly payers: readonly (string)[]
      readonly entries: readonly ({
        readonly sequence: number
        readonly entryId: string
        readonly engagement?: string
        readonly platform?: string
        readonly stream?: string
        readonly contractNo?: string
        readonly revision: number
        readonly type: string
        readonly recordedAt: string
        readonly actor: string
        readonly data: Readonly<Record<string, unknown>>
      })[]
    })[]
  }
  'GET /api/scheme-schema': Readonly<Record<string, unknown>>
  'POST /api/schemes': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'GET /api/schemes': {
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly schemes: readonly ({
      readonly id: string
      readonly code: string
      readonly titles: {
        readonly zh: string
        readonly en: string
      }
      readonly issuer?: string
      readonly sample?: boolean
      readonly source?: {
        readonly document: string
        readonly citation: string
      }
      readonly contentHash: string
      readonly newest: number
      readonly version: number
      readonly publishedAt: string
      readonly actor: string
      readonly entryId: string
      readonly sequence: number
    })[]
  }
  'GET /api/schemes/{scheme}': {
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly id: string
    readonly code: string
    readonly titles: {
      readonly zh: string
      readonly en: string
    }
    readonly issuer?: string
    readonly sample?: boolean
    readonly source?: {
      readonly document: string
      readonly citation: string
    }
    readonly contentHash: string
    readonly newest: number
    readonly version: number
    readonly publishedAt: string
    readonly actor: string
    readonly entryId: string
    readonly sequence: number
    readonly content: Readonly<Record<string, unknown>>
    readonly versions: readonly ({
      readonly version: number
      readonly publishedAt: string
      readonly actor: string
      readonly entryId: string
      readonly sequence: number
    })[]
  }
  'GET /api/schemes/{scheme}/versions/{version}': {
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly id: string
    readonly code: string
    readonly titles: {
      readonly zh: string
      readonly en: string
    }
    readonly issuer?: string
    readonly sample?: boolean
    readonly source?: {
      readonly document: string
      readonly citation: string
    }
    readonly contentHash: string
    readonly newest: number
    readonly version: number
    readonly publishedAt: string
    readonly actor: string
    readonly entryId: string
    readonly sequence: number
    readonly content: Readonly<Record<string, unknown>>
    readonly versions: readonly ({
      readonly version: number
      readonly publishedAt: string
      readonly actor: string
      readonly entryId: string
      readonly sequence: number
    })[]
  }
  'POST /api/rounds': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'GET /api/rounds': {
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly rounds: readonly ({
      readonly id: string
      readonly roundNo: string
      readonly title: string
      readonly scheme: {
        readonly id: string
        readonly code: string
        readonly version: number
        readonly contentHash: string
      }
      readonly year?: number
      readonly synthetic?: boolean
      readonly repeats?: string
      readonly takingPart: readonly (string)[]
      readonly deadlines: {
        readonly selfAssessment: string
        readonly verification: string
        readonly reply: string
        readonly appeal: string
      }
      readonly cut: {
        readonly rule: 'opening' | 'day' | 'selfAssessmentDeadline'
        readonly sequence: number
        readonly recordedAt: string | null
        readonly final: boolean
      }
      readonly stage: 'assessing' | 'sealed' | 'published'
      readonly openedAt: string
      readonly openedBy: string
    })[]
  }
  'GET /api/rounds/{round}': {
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly id: string
    readonly roundNo: string
    readonly title: string
    readonly scheme: {
      readonly id: string
      readonly code: string
      readonly version: number
      readonly contentHash: string
    }
    readonly year?: number
    readonly synthetic?: boolean
    readonly repeats?: string
    readonly takingPart: readonly (string)[]
    readonly deadlines: {
      readonly selfAssessment: string
      readonly verification: string
      readonly reply: string
      readonly appeal: string
    }
    readonly cut: {
      readonly rule: 'opening' | 'day' | 'selfAssessmentDeadline'
      readonly sequence: number
      readonly recordedAt: string | null
      readonly final: boolean
    }
    readonly stage: 'assessing' | 'sealed' | 'published'
    readonly openedAt: string
    readonly openedBy: string
    readonly grades: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly from: string
      readonly first?: boolean
      readonly most?: number
      readonly notEligible?: boolean
    })[]
    readonly platforms: readonly ({
      readonly platform: string
      readonly name: string
      readonly step: 'stating' | 'submitted' | 'verified' | 'graded' | 'confirmed'
      readonly noShow: boolean
      readonly replied: boolean
      readonly until: string
      readonly waitsForAnswer: boolean
      readonly total?: string
      readonly place?: number
      readonly grade?: {
        readonly code: string
        readonly zh: string
        readonly en: string
      }
      readonly proposedBy?: string
      readonly confirmedBy?: string
    })[]
    readonly results: readonly ({
      readonly platform: string
      readonly name: string
      readonly grade: {
        readonly code: string
        readonly zh: string
        readonly en: string
      }
    })[]
    readonly seals: readonly ({
      readonly sealNo: number
      readonly results: readonly ({
        readonly platform: string
        readonly hash: string
      })[]
    })[]
    readonly publications: readonly ({
      readonly sealNo: number
      readonly on: string
      readonly document?: string
    })[]
    readonly subsidies: readonly ({
      readonly platform: string
      readonly grade: {
        readonly code: string
        readonly zh: string
        readonly en: string
      }
      readonly hash: string
      readonly year: number
      readonly base?: string
      readonly rate?: string
      readonly tier?: string
      readonly items?: readonly ({
        readonly engagement: string
        readonly contractNo: string
        readonly value: string
        readonly computed: string
        readonly granted: string
      })[]
      readonly computed: string
      readonly lines: readonly ({
        readonly rule: 'itemCap' | 'eligibility' | 'grade' | 'bodyAndYearCap' | 'f22'
        readonly limit?: string
        readonly granted?: string
        readonly grantedBy?: readonly (string)[]
        readonly before: string
        readonly tookAway: string
        readonly after: string
      })[]
      readonly amount: string
      readonly determined: boolean
      readonly payments: readonly ({
        readonly bankReference: string
        readonly amount: string
        readonly paidOn: string
        readonly voided?: string
      })[]
      readonly paid: string
      readonly left: string
    })[]
  }
  'POST /api/rounds/{round}/deadlines': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'POST /api/rounds/{round}/sealing': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'POST /api/rounds/{round}/publication': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'POST /api/rounds/{round}/subsidy': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'POST /api/rounds/{round}/subsidy-payments': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'POST /api/rounds/{round}/subsidy-payments/voids': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'GET /api/rounds/{round}/platforms/{id}': {
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly round: string
    readonly roundNo: string
    readonly platform: string
    readonly name: string
    readonly scheme: {
      readonly id: string
      readonly code: string
      readonly version: number
      readonly contentHash: string
    }
    readonly stage: 'assessing' | 'sealed' | 'published'
    readonly step: 'stating' | 'submitted' | 'verified' | 'graded' | 'confirmed'
    readonly deadlines: {
      readonly selfAssessment: string
      readonly verification: string
      readonly reply: string
      readonly appeal: string
    }
    readonly until?: string
    readonly reopened?: string
    readonly window: {
      readonly from: string
      readonly to: string
    }
    readonly cut: {
      readonly sequence: number
      readonly recordedAt: string | null
      readonly final: boolean
    }
    readonly groups: readonly ({
      readonly group: string
      readonly zh: string
      readonly en: string
      readonly weight: string
      readonly self: string
      readonly points: string
    })[]
    readonly indicators: readonly ({
      readonly group: string
      readonly indicator: string
      readonly zh: string
      readonly en: string
      readonly weight: string
      readonly target?: string
      readonly source: Readonly<Record<string, unknown>>
      readonly scoring: Readonly<Record<string, unknown>>
      readonly window?: {
        readonly from: string
        readonly to: string
      }
      readonly unit: 'CNY' | 'count' | 'percent' | 'points' | 'ratio'
      readonly ledger?: string
      readonly rows?: number
      readonly filtered?: number
      readonly claimed?: string
      readonly reason?: string
      readonly evidence?: readonly ({
        readonly sha256: string
        readonly fileName: string
        readonly pages: number
      })[]
      readonly strikes: number
      readonly verifiedReason?: string
      readonly self: {
        readonly indicator: string
        readonly method: 'share' | 'tiers' | 'threshold' | 'rank' | 'none'
        readonly weight: string
        readonly value?: string
        readonly numerator?: string
        readonly denominator?: string
        readonly noRatio?: boolean
        readonly target?: string
        readonly ratio?: string
        readonly cap?: string
        readonly tier?: string
        readonly place?: number
        readonly points: string
        readonly pending?: boolean
      }
      readonly verified?: string
      readonly score?: {
        readonly indicator: string
        readonly method: 'share' | 'tiers' | 'threshold' | 'rank' | 'none'
        readonly weight: string
        readonly value?: string
        readonly numerator?: string
        readonly denominator?: string
        readonly noRatio?: boolean
        readonly target?: string
        readonly ratio?: string
        readonly cap?: string
        readonly tier?: string
        readonly place?: number
        readonly points: string
        readonly pending?: boolean
      }
    })[]
    readonly selfTotal: string
    readonly total?: string
    readonly complete: boolean
    readonly selfEligibility?: {
      readonly met?: boolean
      readonly lines: readonly ({
        readonly no: string
        readonly kind: 'any' | 'all' | 'atLeast' | 'atMost'
        readonly indicator?: string
        readonly limit?: string
        readonly value?: string
        readonly met?: boolean
      })[]
    }
    readonly eligibility?: {
      readonly met?: boolean
      readonly lines: readonly ({
        readonly no: string
        readonly kind: 'any' | 'all' | 'atLeast' | 'atMost'
        readonly indicator?: string
        readonly limit?: string
        readonly value?: string
        readonly met?: boolean
      })[]
    }
    readonly quotas?: readonly ({
      readonly grade: string
      readonly most: number
      readonly reached: number
      readonly place: number
      readonly within: boolean
    })[]
    readonly gradeNames: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
    })[]
    readonly consequences?: readonly ({
      readonly zh: string
      readonly en: string
      readonly times: number
      readonly rounds: readonly (string)[]
    })[]
    readonly arithmetic: {
      readonly verified: {
        readonly zh: string
        readonly en: string
      }
      readonly score: {
        readonly zh: string
        readonly en: string
      }
    }
    readonly replies: readonly ({
      readonly stage: 'reply' | 'appeal'
      readonly accepts: boolean
      readonly text: string
      readonly evidence?: readonly ({
        readonly sha256: string
        readonly fileName: string
        readonly pages: number
      })[]
      readonly answer?: {
        readonly outcome: 'granted' | 'dismissed'
        readonly text: string
      }
    })[]
    readonly grade?: {
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly proposedBy: string
    }
    readonly confirmedBy?: string
    readonly seal?: {
      readonly sealNo: number
      readonly hash: string
    }
    readonly history: readonly ({
      readonly sequence: number
      readonly entryId: string
      readonly type: string
      readonly recordedAt: string
      readonly actor: string
      readonly reason?: string
    })[]
  }
  'GET /api/rounds/{round}/platforms/{id}/indicators/{indicator}/rows': {
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly round: string
    readonly platform: string
    readonly indicator: string
    readonly window: {
      readonly from: string
      readonly to: string
    }
    readonly cut: {
      readonly sequence: number
      readonly recordedAt: string | null
      readonly final: boolean
    }
    readonly unit: 'CNY' | 'count' | 'percent' | 'points' | 'ratio'
    readonly ledger?: string
    readonly verified?: string
    readonly total: number
    readonly rows: readonly ({
      readonly row: string
      readonly entryId: string
      readonly sequence: number
      readonly engagement?: string
      readonly contractNo?: string
      readonly client?: string
      readonly kind: string
      readonly date: string
      readonly value: string
      readonly counts?: string
      readonly taxBasis?: 'inclusive' | 'exclusive'
      readonly type: string
      readonly recordedAt: string
      readonly actor: string
      readonly strikes: readonly ({
        readonly strike: string
        readonly entryId: string
        readonly engagement?: string
        readonly date: string
        readonly value: string
        readonly amount?: string
        readonly reason: string
        readonly lifted?: string
      })[]
    })[]
    readonly filtered: readonly ({
      readonly row: string
      readonly entryId: string
      readonly sequence: number
      readonly engagement?: string
      readonly contractNo?: string
      readonly client?: string
      readonly kind: string
      readonly date: string
      readonly value: string
      readonly counts?: string
      readonly taxBasis?: 'inclusive' | 'exclusive'
      readonly type: string
      readonly recordedAt: string
      readonly actor: string
      readonly by: readonly ('relatedOut' | 'coBuildingOut' | 'signedAndCompletedInWindow' | 'subcontractedOut' | 'otherFundingOut' | 'cityOnly' | 'registeredOnly')[]
    })[]
    readonly next?: string
  }
  'POST /api/rounds/{round}/platforms/{id}/assessment': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'POST /api/rounds/{round}/platforms/{id}/submission': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'POST /api/rounds/{round}/platforms/{id}/reopening': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'POST /api/rounds/{round}/platforms/{id}/strikes': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'POST /api/rounds/{round}/platforms/{id}/strikes/{strike}/lifting': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'POST /api/rounds/{round}/platforms/{id}/verified-values': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'POST /api/rounds/{round}/platforms/{id}/verification': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'POST /api/rounds/{round}/platforms/{id}/reply': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'POST /api/rounds/{round}/platforms/{id}/reply-answer': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'POST /api/rounds/{round}/platforms/{id}/grade-proposal': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'POST /api/rounds/{round}/platforms/{id}/grade-confirmation': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'POST /api/rounds/{round}/platforms/{id}/grade-rejection': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'GET /api/platforms/{id}/audit': {
    readonly platform: string
    readonly window: {
      readonly from: string
      readonly to: string
    }
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly indicators: readonly ({
      readonly indicator: string
      readonly zh: string
      readonly en: string
      readonly figure: string
      readonly unit: string
      readonly basis: string
      readonly rows: number
      readonly value: string | null
      readonly refused?: {
        readonly code: string
        readonly zh: string
        readonly en: string
        readonly parts: readonly ({
          readonly taxBasis: 'inclusive' | 'exclusive'
          readonly value: string
        })[]
      }
      readonly rowsAddUpTo: string | null
      readonly ties?: boolean
      readonly struck: number
      readonly verified?: string
      readonly verifiedParts?: readonly ({
        readonly taxBasis: 'inclusive' | 'exclusive'
        readonly value: string
      })[]
      readonly related: {
        readonly rows: number
        readonly with?: string
        readonly without?: string
        readonly withoutParts?: readonly ({
          readonly taxBasis: 'inclusive' | 'exclusive'
          readonly value: string
        })[]
      }
      readonly filtered: {
        readonly rows: number
        readonly value?: string
        readonly parts?: readonly ({
          readonly taxBasis: 'inclusive' | 'exclusive'
          readonly value: string
        })[]
      }
      readonly money: {
        readonly contracts: number
        readonly signed?: string
        readonly signedParts?: readonly ({
          readonly taxBasis: 'inclusive' | 'exclusive'
          readonly value: string
        })[]
        readonly invoiced: string
        readonly received: string
        readonly behind?: string
        readonly behindParts?: readonly ({
          readonly taxBasis: 'inclusive' | 'exclusive'
          readonly value: string
        })[]
      }
      readonly questions: readonly ({
        readonly zh: string
        readonly en: string
        readonly rows: number
        readonly value?: string
        readonly parts?: readonly ({
          readonly taxBasis: 'inclusive' | 'exclusive'
          readonly value: string
        })[]
        readonly question: string
        readonly kinds?: readonly ({
          readonly zh: string
          readonly en: string
          readonly rows: number
          readonly value?: string
          readonly parts?: readonly ({
            readonly taxBasis: 'inclusive' | 'exclusive'
            readonly value: string
          })[]
          readonly kind: 'overlappingIndicators' | 'sameDeal' | 'sameRegistration' | 'overSharedDocument' | 'otherPlatform' | 'otherRound'
        })[]
      })[]
    })[]
    readonly changed?: {
      readonly since: {
        readonly sequence: number
        readonly recordedAt: string | null
      }
      readonly until: {
        readonly sequence: number
        readonly recordedAt: string | null
      }
      readonly indicators: readonly ({
        readonly indicator: string
        readonly since: string | null
        readonly until: string | null
        readonly entries: readonly ({
          readonly sequence: number
          readonly entryId: string
          readonly engagement?: string
          readonly platform?: string
          readonly stream?: string
          readonly contractNo?: string
          readonly revision: number
          readonly type: string
          readonly recordedAt: string
          readonly actor: string
          readonly data: Readonly<Record<string, unknown>>
          readonly effect: string
          readonly how: 'correction' | 'void' | 'entry'
          readonly struck?: boolean
        })[]
      })[]
    }
    readonly total: number
    readonly rows: readonly ({
      readonly row: string
      readonly indicator: string
      readonly entryId: string
      readonly sequence: number
      readonly kind: string
      readonly engagement?: string
      readonly contractNo?: string
      readonly title?: string
      readonly client?: {
        readonly key: string
        readonly name: string
      }
      readonly serviceCategories?: readonly (string)[]
      readonly counts?: string
      readonly value: string
      readonly struck?: readonly ({
        readonly amount?: string
        readonly reason: string
      })[]
      readonly countedTwice: readonly ({
        readonly kind: 'overlappingIndicators' | 'sameDeal' | 'sameRegistration' | 'overSharedDocument' | 'otherPlatform' | 'otherRound'
        readonly zh: string
        readonly en: string
        readonly indicator?: string
        readonly engagement?: string
        readonly contractNo?: string
        readonly signedOn?: string
        readonly platform?: string
        readonly by?: string
        readonly document?: string
        readonly shares?: string
        readonly totals?: readonly (string)[]
        readonly registrationNo?: string
        readonly round?: string
      })[]
      readonly otherRounds: readonly (string)[]
      readonly window: {
        readonly inside: boolean
        readonly day: string
        readonly by: string
        readonly ownDay: string
        readonly signedOn?: string
        readonly completedOn?: string
        readonly notes: readonly ('ownDayOutside' | 'signedOutside' | 'notCompleted' | 'completedOutside')[]
      }
      readonly related?: {
        readonly by: 'affiliation' | 'jointCentre' | 'host'
        readonly sequence: number
        readonly from: string
        readonly throughHeadOffice: boolean
      }
      readonly money?: {
        readonly signed?: string
        readonly taxBasis?: 'inclusive' | 'exclusive'
        readonly invoiced: string
        readonly received: string
        readonly behind?: string
      }
      readonly recorded: {
        readonly recordedAt: string
        readonly by?: string
        readonly days: number
        readonly late: boolean
        readonly corrected?: {
          readonly at: string
          readonly by: string
          readonly reason: string
          readonly sequence: number
        }
        readonly evidence: readonly ({
          readonly sha256: string
          readonly kind: string
          readonly fileName: string
          readonly pages: number
          readonly of: 'contract' | 'entry'
        })[]
        readonly pages: number
      }
      readonly warnings: readonly ({
        readonly code: string
        readonly zh: string
        readonly en: string
      })[]
      readonly asks: readonly ('countedTwice' | 'window' | 'related' | 'receivedBehind' | 'recorded' | 'warnings' | 'changed')[]
    })[]
    readonly next?: string
    readonly catalogueVersion: number
  }
  'GET /api/rounds/{round}/seal': {
    readonly round: string
    readonly roundNo: string
    readonly sealNo: number
    readonly stands: boolean
    readonly results: readonly ({
      readonly platform: string
      readonly sealNo: number
      readonly sequence: number
      readonly hash: string
      readonly storedHash: string
      readonly recomputedHash: string | null
      readonly equal: boolean
      readonly difference?: {
        readonly path: string
        readonly stored: string
        readonly recomputed: string
      }
      readonly fault?: string
    })[]
  }
  'GET /api/rounds/{round}/platforms/{id}/since-sealing': {
    readonly round: string
    readonly platform: string
    readonly sealNo: number | null
    readonly hash: string | null
    readonly sealed: {
      readonly sequence: number
      readonly recordedAt: string | null
      readonly sealedBy: number
    } | null
    readonly now: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly result: {
      readonly noShow?: boolean
      readonly total: {
        readonly sealed: string
        readonly now?: string
        readonly difference?: string
      }
      readonly place?: {
        readonly sealed?: number
        readonly now?: number
      }
      readonly grade: {
        readonly sealed: {
          readonly code: string
          readonly zh: string
          readonly en: string
        }
        readonly now?: {
          readonly code: string
          readonly zh: string
          readonly en: string
        }
      }
      readonly subsidy?: {
        readonly sealed: {
          readonly base?: string
          readonly rate?: string
          readonly tier?: string
          readonly computed: string
          readonly lines: readonly ({
            readonly rule: 'itemCap' | 'eligibility' | 'grade' | 'bodyAndYearCap' | 'f22'
            readonly limit?: string
            readonly granted?: string
            readonly grantedBy?: readonly (string)[]
            readonly before: string
            readonly tookAway: string
            readonly after: string
          })[]
          readonly amount: string
        }
        readonly now?: {
          readonly base?: string
          readonly rate?: string
          readonly tier?: string
          readonly computed: string
          readonly lines: readonly ({
            readonly rule: 'itemCap' | 'eligibility' | 'grade' | 'bodyAndYearCap' | 'f22'
            readonly limit?: string
            readonly granted?: string
            readonly grantedBy?: readonly (string)[]
            readonly before: string
            readonly tookAway: string
            readonly after: string
          })[]
          readonly amount: string
        }
        readonly difference?: string
        readonly grantedElsewhereSince?: readonly ({
          readonly rule: 'bodyAndYearCap' | 'f22'
          readonly atSealing: string
          readonly now: string
          readonly rounds: readonly (string)[]
        })[]
      }
      readonly cannotSay: readonly ({
        readonly field: 'total' | 'place' | 'grade' | 'subsidy'
        readonly code: string
        readonly zh: string
        readonly en: string
      })[]
    } | null
    readonly indicators: readonly ({
      readonly indicator: string
      readonly zh: string
      readonly en: string
      readonly sealed: string
      readonly now?: string
      readonly difference?: string
      readonly sealedPoints: string
      readonly pointsNow?: string
      readonly entries: readonly ({
        readonly sequence: number
        readonly entryId: string
        readonly engagement?: string
        readonly platform?: string
        readonly stream?: string
        readonly contractNo?: string
        readonly revision: number
        readonly type: string
        readonly recordedAt: string
        readonly actor: string
        readonly data: Readonly<Record<string, unknown>>
        readonly effect: string
        readonly how: 'correction' | 'void' | 'entry'
        readonly struck?: boolean
      })[]
    })[]
  }
  'GET /api/rounds/{round}/platforms/{id}/audit': {
    readonly platform: string
    readonly window: {
      readonly from: string
      readonly to: string
    } | null
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly indicators: readonly ({
      readonly indicator: string
      readonly zh: string
      readonly en: string
      readonly figure: string
      readonly unit: string
      readonly basis: string
      readonly rows: number
      readonly value: string | null
      readonly refused?: {
        readonly code: string
        readonly zh: string
        readonly en: string
        readonly parts: readonly ({
          readonly taxBasis: 'inclusive' | 'exclusive'
          readonly value: string
        })[]
      }
      readonly rowsAddUpTo: string | null
      readonly ties?: boolean
      readonly struck: number
      readonly verified?: string
      readonly verifiedParts?: readonly ({
        readonly taxBasis: 'inclusive' | 'exclusive'
        readonly value: string
      })[]
      readonly related: {
        readonly rows: number
        readonly with?: string
        readonly without?: string
        readonly withoutParts?: readonly ({
          readonly taxBasis: 'inclusive' | 'exclusive'
          readonly value: string
        })[]
      }
      readonly filtered: {
        readonly rows: number
        readonly value?: string
        readonly parts?: readonly ({
          readonly taxBasis: 'inclusive' | 'exclusive'
          readonly value: string
        })[]
      }
      readonly money: {
        readonly contracts: number
        readonly signed?: string
        readonly signedParts?: readonly ({
          readonly taxBasis: 'inclusive' | 'exclusive'
          readonly value: string
        })[]
        readonly invoiced: string
        readonly received: string
        readonly behind?: string
        readonly behindParts?: readonly ({
          readonly taxBasis: 'inclusive' | 'exclusive'
          readonly value: string
        })[]
      }
      readonly questions: readonly ({
        readonly zh: string
        readonly en: string
        readonly rows: number
        readonly value?: string
        readonly parts?: readonly ({
          readonly taxBasis: 'inclusive' | 'exclusive'
          readonly value: string
        })[]
        readonly question: string
        readonly kinds?: readonly ({
          readonly zh: string
          readonly en: string
          readonly rows: number
          readonly value?: string
          readonly parts?: readonly ({
            readonly taxBasis: 'inclusive' | 'exclusive'
            readonly value: string
          })[]
          readonly kind: 'overlappingIndicators' | 'sameDeal' | 'sameRegistration' | 'overSharedDocument' | 'otherPlatform' | 'otherRound'
        })[]
      })[]
    })[]
    readonly changed?: {
      readonly since: {
        readonly sequence: number
        readonly recordedAt: string | null
      }
      readonly until: {
        readonly sequence: number
        readonly recordedAt: string | null
      }
      readonly indicators: readonly ({
        readonly indicator: string
        readonly since: string | null
        readonly until: string | null
        readonly entries: readonly ({
          readonly sequence: number
          readonly entryId: string
          readonly engagement?: string
          readonly platform?: string
          readonly stream?: string
          readonly contractNo?: string
          readonly revision: number
          readonly type: string
          readonly recordedAt: string
          readonly actor: string
          readonly data: Readonly<Record<string, unknown>>
          readonly effect: string
          readonly how: 'correction' | 'void' | 'entry'
          readonly struck?: boolean
        })[]
      })[]
    }
    readonly total: number
    readonly rows: readonly ({
      readonly row: string
      readonly indicator: string
      readonly entryId: string
      readonly sequence: number
      readonly kind: string
      readonly engagement?: string
      readonly contractNo?: string
      readonly title?: string
      readonly client?: {
        readonly key: string
        readonly name: string
      }
      readonly serviceCategories?: readonly (string)[]
      readonly counts?: string
      readonly value: string
      readonly struck?: readonly ({
        readonly amount?: string
        readonly reason: string
      })[]
      readonly countedTwice: readonly ({
        readonly kind: 'overlappingIndicators' | 'sameDeal' | 'sameRegistration' | 'overSharedDocument' | 'otherPlatform' | 'otherRound'
        readonly zh: string
        readonly en: string
        readonly indicator?: string
        readonly engagement?: string
        readonly contractNo?: string
        readonly signedOn?: string
        readonly platform?: string
        readonly by?: string
        readonly document?: string
        readonly shares?: string
        readonly totals?: readonly (string)[]
        readonly registrationNo?: string
        readonly round?: string
      })[]
      readonly otherRounds: readonly (string)[]
      readonly window: {
        readonly inside: boolean
        readonly day: string
        readonly by: string
        readonly ownDay: string
        readonly signedOn?: string
        readonly completedOn?: string
        readonly notes: readonly ('ownDayOutside' | 'signedOutside' | 'notCompleted' | 'completedOutside')[]
      }
      readonly related?: {
        readonly by: 'affiliation' | 'jointCentre' | 'host'
        readonly sequence: number
        readonly from: string
        readonly throughHeadOffice: boolean
      }
      readonly money?: {
        readonly signed?: string
        readonly taxBasis?: 'inclusive' | 'exclusive'
        readonly invoiced: string
        readonly received: string
        readonly behind?: string
      }
      readonly recorded: {
        readonly recordedAt: string
        readonly by?: string
        readonly days: number
        readonly late: boolean
        readonly corrected?: {
          readonly at: string
          readonly by: string
          readonly reason: string
          readonly sequence: number
        }
        readonly evidence: readonly ({
          readonly sha256: string
          readonly kind: string
          readonly fileName: string
          readonly pages: number
          readonly of: 'contract' | 'entry'
        })[]
        readonly pages: number
      }
      readonly warnings: readonly ({
        readonly code: string
        readonly zh: string
        readonly en: string
      })[]
      readonly asks: readonly ('countedTwice' | 'window' | 'related' | 'receivedBehind' | 'recorded' | 'warnings' | 'changed')[]
    })[]
    readonly next?: string
    readonly round: string
    readonly final: boolean
  }
  'POST /api/rounds/{round}/platforms/{id}/samples': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
    readonly sample: string
  }
  'GET /api/rounds/{round}/platforms/{id}/samples': {
    readonly round: string
    readonly platform: string
    readonly samples: readonly ({
      readonly sample: string
      readonly indicator: string
      readonly cut: number
      readonly seed: string
      readonly method: 'count' | 'money'
      readonly size: number
      readonly strataBy?: string
      readonly bands?: readonly (string)[]
      readonly statementFrom: number
      readonly population: {
        readonly rows: number
        readonly money: string
        readonly hash: string
      }
      readonly strata: readonly ({
        readonly name: string
        readonly rows: number
        readonly money: string
        readonly allotted: number
      })[]
      readonly drawnRows: number
      readonly found: number
      readonly outcome: {
        readonly examined: number
        readonly errors: number
        readonly errorRate?: string
        readonly examinedValue: string
        readonly wrong: string
        readonly statement: {
          readonly code: string
          readonly zh: string
          readonly en: string
          readonly left?: number
          readonly examined?: number
          readonly from?: number
        }
        readonly projections: readonly ({
          readonly name: string
          readonly zh: string
          readonly en: string
          readonly wrong: string
        })[]
      }
    })[]
  }
  'GET /api/rounds/{round}/platforms/{id}/samples/{sample}': {
    readonly round: string
    readonly platform: string
    readonly sample: string
    readonly indicator: string
    readonly cut: number
    readonly seed: string
    readonly method: 'count' | 'money'
    readonly size: number
    readonly strataBy?: string
    readonly bands?: readonly (string)[]
    readonly statementFrom: number
    readonly population: {
      readonly rows: number
      readonly money: string
      readonly hash: string
    }
    readonly strata: readonly ({
      readonly name: string
      readonly rows: number
      readonly money: string
      readonly allotted: number
    })[]
    readonly drawnRows: number
    readonly found: number
    readonly outcome: {
      readonly examined: number
      readonly errors: number
      readonly errorRate?: string
      readonly examinedValue: string
      readonly wrong: string
      readonly statement: {
        readonly code: string
        readonly zh: string
        readonly en: string
        readonly left?: number
        readonly examined?: number
        readonly from?: number
      }
      readonly projections: readonly ({
        readonly name: string
        readonly zh: string
        readonly en: string
        readonly wrong: string
      })[]
    }
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly algorithm: {
      readonly zh: string
      readonly en: string
    }
    readonly redrawn: {
      readonly populationHash: string | null
      readonly samePopulation: boolean
      readonly sameRows: boolean
    }
    readonly rows: readonly ({
      readonly platform: string
      readonly row: string
      readonly entryId: string
      readonly engagement?: string
      readonly amount: string
      readonly stratum: string
      readonly hits: number
      readonly contractNo?: string
      readonly client?: string
      readonly kind?: string
      readonly date?: string
      readonly finding?: {
        readonly kind: 'none' | 'error'
        readonly wrong?: string
        readonly note?: string
        readonly reason?: string
        readonly evidence?: readonly ({
          readonly sha256: string
          readonly fileName: string
          readonly pages: number
        })[]
        readonly by: string
        readonly at: string
        readonly superseded?: readonly ({
          readonly kind: 'none' | 'error'
          readonly wrong?: string
          readonly note?: string
          readonly reason?: string
          readonly evidence?: readonly ({
            readonly sha256: string
            readonly fileName: string
            readonly pages: number
          })[]
          readonly by: string
          readonly at: string
        })[]
      }
    })[]
  }
  'POST /api/rounds/{round}/platforms/{id}/samples/{sample}/findings': {
    readonly id: string
    readonly entryId: string
    readonly entryIds: readonly (string)[]
    readonly revision: number
    readonly position: string
  }
  'GET /api/programmes/{programme}': {
    readonly id: string
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly revision: number
    readonly programme?: Readonly<Record<string, unknown>>
    readonly registers: Readonly<Record<string, readonly (Readonly<Record<string, unknown>>)[]>>
    readonly published: readonly (Readonly<Record<string, unknown>>)[]
    readonly warnings: readonly ({
      readonly code: string
      readonly zh: string
      readonly en: string
      readonly register: string
      readonly key: string
      readonly entry: string
    })[]
    readonly proposals: readonly (Readonly<Record<string, unknown>>)[]
  }
  'GET /api/programmes/{programme}/entries': {
    readonly programme: string
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly entries: readonly ({
      readonly sequence: number
      readonly entryId: string
      readonly revision: number
      readonly type: string
      readonly recordedAt: string
      readonly actor: string
      readonly data: Readonly<Record<string, unknown>>
      readonly live: boolean
      readonly supersededBy?: string
    })[]
    readonly next?: string
  }
  'GET /api/programmes/{programme}/figures': {
    readonly programme: string
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
      readonly onlyToTheMonth?: {
        readonly rows: number
        readonly zh: string
        readonly en: string
      }
    })[]
  }
  'GET /api/programmes/{programme}/figures/changes': {
    readonly programme: string
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
        readonly stream?: string
        readonly contractNo?: string
        readonly revision: number
        readonly type: string
        readonly recordedAt: string
        readonly actor: string
        readonly proposedBy?: string
        readonly data: Readonly<Record<string, unknown>>
        readonly effect: string
      })[]
    })[]
  }
  'GET /api/programmes/{programme}/figures/{code}/entries': {
    readonly programme: string
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
      readonly stream?: string
      readonly contractNo?: string
      readonly revision: number
      readonly type: string
      readonly recordedAt: string
      readonly actor: string
      readonly proposedBy?: string
      readonly data: Readonly<Record<string, unknown>>
      readonly date: string
      readonly kind: string
      readonly value: string
      readonly synthetic?: boolean
      readonly counts?: string
    })[]
    readonly next?: string
  }
  'GET /api/programmes/{programme}/letter': {
    readonly programme: string
    readonly name: string
    readonly window: {
      readonly from: string
      readonly to: string
    }
    readonly asOf: {
      readonly sequence: number
      readonly recordedAt: string | null
    }
    readonly catalogueVersion: number
    readonly document?: string
    readonly documents: readonly (string)[]
    readonly verdicts: {
      readonly agrees: number
      readonly differs: number
      readonly cannotSay: number
    }
    readonly statements: readonly ({
      readonly publicationNo: string
      readonly figure: string
      readonly value: string
      readonly unit: string
      readonly unitAsWritten?: string
      readonly basis: string
      readonly windowFrom?: string
      readonly windowTo?: string
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
      readonly states?: 'target'
      readonly synthetic?: boolean
      readonly programme?: string
      readonly platform?: string
      readonly name?: string
      readonly host?: string
      readonly document: string
      readonly publishedOn: string
      readonly wording: string
      readonly zh: string
      readonly en: string
      readonly ledger: {
        readonly value: string | null
        readonly code: string
        readonly basis?: string
        readonly window: {
          readonly from: string
          readonly to: string
        }
      }
      readonly target?: {
        readonly value: string
        readonly reached: boolean
        readonly missing: string
        readonly by?: string
        readonly atDeadline?: {
          readonly value: string
          readonly reached: boolean
          readonly missing: string
        }
      }
      readonly rows: string
    })[]
  }
  'GET /api/session': {
    readonly actor: string
    readonly account?: string
    readonly role: 'platform' | 'evaluator' | 'finance' | 'administrator' | 'auditor'
    readonly platforms: readonly (string)[]
    readonly way: string
    readonly passwordChangeNeeded: boolean
    readonly rights: Readonly<Record<string, 'own' | 'all'>>
  }
  'GET /api/session/ready-accounts': {
    readonly accounts: readonly ({
      readonly name: string
      readonly displayName: string
      readonly role: 'platform' | 'evaluator' | 'finance' | 'administrator' | 'auditor'
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
      readonly scopes: readonly ('read' | 'record')[]
      readonly addresses: readonly (string)[]
    })[]
  }
  'GET /api/accounts': {
    readonly accounts: readonly ({
      readonly id: string
      readonly name: string
      readonly displayName: string
      readonly role: 'platform' | 'evaluator' | 'finance' | 'administrator' | 'auditor'
      readonly platforms: readonly (string)[]
      readonly disabledAt?: string
      readonly passwordChangeNeeded: boolean
      readonly createdAt: string
      readonly grant?: {
        readonly proposedBy: string
        readonly consentedBy?: string
        readonly alone: boolean
      }
    })[]
    readonly secondPersonMissing: boolean
  }
  'GET /api/accounts/{id}': {
    readonly id: string
    readonly name: string
    readonly displayName: string
    readonly role: 'platform' | 'evaluator' | 'finance' | 'administrator' | 'auditor'
    readonly platforms: readonly (string)[]
    readonly disabledAt?: string
    readonly passwordChangeNeeded: boolean
    readonly createdAt: string
    readonly grant?: {
      readonly proposedBy: string
      readonly consentedBy?: string
      readonly alone: boolean
    }
  }
  'GET /api/accounts/{id}/tokens': {
    readonly tokens: readonly ({
      readonly id: string
      readonly label: string
      readonly createdAt: string
      readonly expiresAt: string
      readonly usedAt?: string
      readonly revokedAt?: string
      readonly scopes: readonly ('read' | 'record')[]
      readonly addresses: readonly (string)[]
    })[]
  }
  'GET /api/account-proposals': {
    readonly proposals: readonly ({
      readonly proposal: string
      readonly at: string
      readonly proposedBy: string
      readonly kind: 'create' | 'change' | 'reset'
      readonly account: string
      readonly name: string
      readonly displayName?: string
      readonly role?: 'platform' | 'evaluator' | 'finance' | 'administrator' | 'auditor'
      readonly platforms?: readonly (string)[]
      readonly disabled?: boolean
    })[]
  }
  'GET /api/access-log': {
    readonly reads: readonly ({
      readonly sequence: number
      readonly at: string
      readonly actor: string
      readonly role: 'platform' | 'evaluator' | 'finance' | 'administrator' | 'auditor'
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
  'POST /api/programmes': ProgrammeOpenedDto
  'POST /api/programmes/{programme}/published-figures': ProgrammeFigurePublishedDto
  'POST /api/programmes/{programme}/corrections': ProgrammeCorrectionDto
  'POST /api/programmes/{programme}/voids': ProgrammeVoidDto
  'POST /api/programmes/{programme}/proposals': ProgrammeProposalDto
  'POST /api/programmes/{programme}/proposals/{proposal}/rejection': ProgrammeRejectionDto
  'POST /api/programmes/{programme}/calls': CallOpenedDto
  'POST /api/programmes/{programme}/calls/{key}/closing': CallClosedDto
  'POST /api/programmes/{programme}/applications': ApplicationReceivedDto
  'POST /api/programmes/{programme}/applications/{key}/material-review': MaterialReviewedDto
  'POST /api/programmes/{programme}/applications/{key}/site-visits': SiteVisitedDto
  'POST /api/programmes/{programme}/applications/{key}/decision': ApplicationDecidedDto
  'POST /api/programmes/{programme}/applications/{key}/cultivation-end': CultivationEndedDto
  'POST /api/programmes/{programme}/nominations': ProvincialNominationMadeDto
  'POST /api/programmes/{programme}/nominations/{key}/recognition': ProvincialRecognitionGrantedDto
  'POST /api/programmes/{programme}/nominations/{key}/declined': ProvincialRecognitionDeclinedDto
  'POST /api/programmes/{programme}/demands': DemandPostedDto
  'POST /api/programmes/{programme}/demands/{key}/match': DemandMatchedDto
  'POST /api/programmes/{programme}/demands/{key}/funding': DemandFundedDto
  'POST /api/programmes/{programme}/listings': EquipmentListedDto
  'POST /api/programmes/{programme}/listings/{key}/renewals': ListingRenewedDto
  'POST /api/programmes/{programme}/listings/{key}/end': EquipmentDelistedDto
  'POST /api/programmes/{programme}/alliance-members': AllianceJoinedDto
  'POST /api/programmes/{programme}/alliance-members/{key}/end': AllianceLeftDto
  'POST /api/programmes/{programme}/elements': ElementLinkedDto
  'POST /api/programmes/{programme}/elements/{key}/end': ElementUnlinkedDto
  'POST /api/programmes/{programme}/line-upgrades': LineUpgradedDto
  'POST /api/programmes/{programme}/line-upgrades/{key}/end': LineUpgradeEndedDto
  'POST /api/programmes/{programme}/policies': PolicyIssuedDto
  'POST /api/programmes/{programme}/policies/{key}/end': PolicyEndedDto
  'POST /api/programmes/{programme}/targets': TargetSetDto
  'POST /api/programmes/{programme}/targets/{key}/end': TargetWithdrawnDto
  'POST /api/programmes/{programme}/towns': TownListedDto
  'POST /api/programmes/{programme}/towns/{key}/end': TownDelistedDto
  'POST /api/platforms/{id}/waiting-imports/{import}/rejection': ImportRejectionDto
  'POST /api/platforms/{id}/reconciliation/accounts': BankAccountDto
  'POST /api/platforms/{id}/reconciliation/column-maps': ColumnMapSettingDto
  'POST /api/platforms/{id}/reconciliation/account-days': AccountDaysDto
  'POST /api/platforms/{id}/reconciliation/statements/{statement}/voiding': ReasonDto
  'POST /api/platforms/{id}/reconciliation/matches/suggestions': MatchingSettingsDto
  'POST /api/platforms/{id}/reconciliation/matches/runs': MatchingSettingsDto
  'POST /api/platforms/{id}/reconciliation/matches': MatchDto
  'POST /api/platforms/{id}/reconciliation/matches/{match}/confirmation': ConfirmationDto
  'POST /api/platforms/{id}/reconciliation/matches/{match}/undoing': ReasonDto
  'POST /api/platforms/{id}/reconciliation/adjustments': LineAdjustmentDto
  'POST /api/platforms/{id}/reconciliation/lines/{line}/setting-aside': ReasonDto
  'POST /api/platforms/{id}/reconciliation/waivers': WaiverDto
  'POST /api/platforms/{id}/reconciliation/voids': ReconciliationVoidDto
  'POST /api/platforms/{id}/closing/closes': CloseProposalDto
  'POST /api/platforms/{id}/closing/closes/{period}/approval': CloseApprovalDto
  'POST /api/platforms/{id}/closing/closes/{period}/rejection': ClosingReasonDto
  'POST /api/platforms/{id}/closing/closes/{period}/reopening': ClosingReasonDto
  'POST /api/platforms/{id}/closing/closes/{period}/reopening/rejection': ClosingReasonDto
  'POST /api/platforms/{id}/closing/restatements/{entry}/approval': RestatementApprovalDto
  'POST /api/schemes': Readonly<Record<string, unknown>>
  'POST /api/rounds': RoundOpenedDto
  'POST /api/rounds/{round}/deadlines': DeadlineMovedDto
  'POST /api/rounds/{round}/publication': PublicationDto
  'POST /api/rounds/{round}/subsidy-payments': SubsidyPaymentDto
  'POST /api/rounds/{round}/subsidy-payments/voids': SubsidyPaymentVoidDto
  'POST /api/rounds/{round}/platforms/{id}/assessment': AssessmentDto
  'POST /api/rounds/{round}/platforms/{id}/reopening': ReopeningDto
  'POST /api/rounds/{round}/platforms/{id}/strikes': StrikeDto
  'POST /api/rounds/{round}/platforms/{id}/strikes/{strike}/lifting': ReasonDto
  'POST /api/rounds/{round}/platforms/{id}/verified-values': VerifiedValueDto
  'POST /api/rounds/{round}/platforms/{id}/reply': ReplyDto
  'POST /api/rounds/{round}/platforms/{id}/reply-answer': ReplyAnswerDto
  'POST /api/rounds/{round}/platforms/{id}/grade-rejection': ReasonDto
  'POST /api/rounds/{round}/platforms/{id}/samples': SampleDto
  'POST /api/rounds/{round}/platforms/{id}/samples/{sample}/findings': FindingDto
  'POST /api/session': LogInDto
  'POST /api/session/password': PasswordChangeDto
  'POST /api/tokens': NewTokenDto
  'POST /api/accounts': NewAccountDto
  'PATCH /api/accounts/{id}': AccountChangeDto
  'POST /api/account-proposals/{proposal}/rejection': AccountProposalRejectionDto
}

export type AccountChangeDto = {
  readonly displayName?: string
  readonly role?: 'platform' | 'evaluator' | 'finance' | 'administrator' | 'auditor'
  readonly platforms?: readonly (string)[]
  readonly disabled?: boolean
}

export type AccountDaysDto = {
  readonly account: string
  readonly openedOn?: string
  readonly closedOn?: string
  readonly reason?: string
}

export type AccountProposalRejectionDto = {
  readonly reason: string
}

export type AffiliationDto = {
  readonly key: string
  readonly title: string
  readonly from: string
  readonly document?: string
  readonly party: RegisterPartyDto
  readonly relation: 'invests' | 'controls' | 'coBuilds' | 'other'
}

export type AllianceJoinedDto = {
  readonly key: string
  readonly party: ProgrammePartyDto
  readonly from: string
  readonly document?: string
  readonly synthetic?: boolean
}

export type AllianceLeftDto = {
  readonly on: string
  readonly reason: string
  readonly synthetic?: boolean
}

export type ApplicationDecidedDto = {
  readonly on: string
  readonly decision: 'recognised' | 'cultivated' | 'refused'
  readonly batch?: string
  readonly carriedOver?: boolean
  readonly reason?: string
  readonly document?: string
  readonly synthetic?: boolean
}

export type ApplicationReceivedDto = {
  readonly key: string
  readonly title: string
  readonly call: string
  readonly party: ProgrammePartyDto
  readonly town: string
  readonly on: string
  readonly cultivatingUnit?: boolean
  readonly platform?: string
  readonly synthetic?: boolean
}

export type AssessmentDto = {
  readonly claims: readonly (ClaimDto)[]
}

export type BankAccountDto = {
  readonly account: string
  readonly bank: string
  readonly holder: string
  readonly currency: 'CNY'
  readonly columnMap?: ColumnMapDto
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

export type CallClosedDto = {
  readonly on: string
  readonly synthetic?: boolean
}

export type CallOpenedDto = {
  readonly key: string
  readonly title: string
  readonly on: string
  readonly document?: string
  readonly synthetic?: boolean
}

export type ClaimDto = {
  readonly indicator: string
  readonly value: string
  readonly reason?: string
  readonly evidence?: readonly (EvidenceRefDto)[]
}

export type CloseApprovalDto = {
  readonly seen?: number
}

export type CloseProposalDto = {
  readonly period: string
  readonly sequence: number
  readonly totalsHash: string
  readonly waivers?: readonly (ClosingWaiverDto)[]
}

export type ClosingReasonDto = {
  readonly reason: string
}

export type ClosingWaiverDto = {
  readonly item: string
  readonly reason: string
  readonly until?: string
}

export type ColumnMapDto = {
  readonly sheet?: string
  readonly headingRow?: number
  readonly day: string
  readonly amount?: string
  readonly plusMeans?: 'credit' | 'debit'
  readonly direction?: string
  readonly creditWords?: readonly (string)[]
  readonly credit?: string
  readonly debit?: string
  readonly balance?: string
  readonly counterparty?: string
  readonly counterpartyAccount?: string
  readonly reference?: string
  readonly purpose?: string
}

export type ColumnMapSettingDto = {
  readonly account: string
  readonly columnMap: ColumnMapDto
  readonly reason?: string
}

export type ConfirmationDto = {
  readonly adjustment?: ExplanationDto
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
  readonly subcontracted?: boolean
  readonly otherFunding?: string
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

export type CultivationEndedDto = {
  readonly on: string
  readonly reason: string
  readonly synthetic?: boolean
}

export type DeadlineMovedDto = {
  readonly deadline: 'selfAssessment' | 'verification' | 'reply' | 'appeal'
  readonly to: string
  readonly reason: string
}

export type DeadlinesDto = {
  readonly selfAssessment: string
  readonly verification: string
  readonly reply: string
  readonly appeal: string
}

export type DeliverableAcceptedDto = {
  readonly deliverableNo: string
  readonly title?: string
  readonly acceptedOn: string
  readonly acceptedBy: string
}

export type DemandFundedDto = {
  readonly on: string
  readonly amount?: string
  readonly synthetic?: boolean
}

export type DemandMatchedDto = {
  readonly on: string
  readonly party?: ProgrammePartyDto
  readonly synthetic?: boolean
}

export type DemandPostedDto = {
  readonly key: string
  readonly title: string
  readonly party?: ProgrammePartyDto
  readonly from: string
  readonly synthetic?: boolean
}

export type DrugApprovalObtainedDto = {
  readonly product: string
  readonly variety: string
  readonly approvalNo: string
  readonly certificateNo: string
  readonly holder: PartyDto
  readonly approvedOn: string
}

export type ElementLinkedDto = {
  readonly key: string
  readonly title: string
  readonly platform: string
  readonly element: 'research' | 'pilotPlatform' | 'incubation' | 'fund' | 'scenario'
  readonly party?: ProgrammePartyDto
  readonly from: string
  readonly synthetic?: boolean
}

export type ElementUnlinkedDto = {
  readonly on: string
  readonly reason: string
  readonly synthetic?: boolean
}

export type EquipmentDelistedDto = {
  readonly on: string
  readonly reason: string
  readonly synthetic?: boolean
}

export type EquipmentListedDto = {
  readonly key: string
  readonly title: string
  readonly party: ProgrammePartyDto
  readonly sort: 'device' | 'laboratory'
  readonly from: string
  readonly until?: string
  readonly synthetic?: boolean
}

export type EvidenceAttachedDto = {
  readonly sha256: string
  readonly kind: '合同' | '补充协议' | '登记证明' | '批记录' | '验收单' | '发票' | '回单' | '批件' | '其他'
  readonly fileName: string
  readonly pages: number
  readonly entry?: string
}

export type EvidenceRefDto = {
  readonly sha256: string
  readonly fileName: string
  readonly pages: number
}

export type ExplanationDto = {
  readonly kind: '手续费' | '利息' | '汇兑' | '尾差' | '代扣' | '其他'
  readonly reason: string
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

export type FindingDto = {
  readonly row: string
  readonly kind: 'none' | 'error'
  readonly wrong?: string
  readonly note?: string
  readonly reason?: string
  readonly evidence?: readonly (FindingEvidenceDto)[]
}

export type FindingEvidenceDto = {
  readonly sha256: string
  readonly fileName: string
  readonly pages: number
}

export type ImportRejectionDto = {
  readonly reason: string
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

export type LineAdjustmentDto = {
  readonly line: string
  readonly amount: string
  readonly kind: '手续费' | '利息' | '汇兑' | '尾差' | '代扣' | '其他'
  readonly reason: string
}

export type LineAmountDto = {
  readonly line: string
  readonly amount: string
}

export type LineUpgradeEndedDto = {
  readonly on: string
  readonly reason: string
  readonly synthetic?: boolean
}

export type LineUpgradedDto = {
  readonly key: string
  readonly title: string
  readonly platform: string
  readonly line: string
  readonly technologies: readonly (string)[]
  readonly from: string
  readonly synthetic?: boolean
}

export type ListingRenewedDto = {
  readonly on: string
  readonly until?: string
  readonly synthetic?: boolean
}

export type LogInDto = {
  readonly name: string
  readonly password: string
}

export type MatchDto = {
  readonly lines: readonly (LineAmountDto)[]
  readonly targets: readonly (TargetAmountDto)[]
  readonly adjustment?: ExplanationDto
  readonly note?: string
}

export type MatchingSettingsDto = {
  readonly tolerance?: string
  readonly days?: number
  readonly certainDays?: number
  readonly shortReference?: number
}

export type MaterialReviewedDto = {
  readonly on: string
  readonly passed: boolean
  readonly reason?: string
  readonly synthetic?: boolean
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
  readonly role: 'platform' | 'evaluator' | 'finance' | 'administrator' | 'auditor'
  readonly platforms?: readonly (string)[]
}

export type NewTokenDto = {
  readonly label: string
  readonly days?: number
  readonly scopes?: readonly ('read' | 'record')[]
  readonly addresses?: readonly (string)[]
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

export type PolicyEndedDto = {
  readonly on: string
  readonly reason: string
  readonly synthetic?: boolean
}

export type PolicyIssuedDto = {
  readonly key: string
  readonly title: string
  readonly from: string
  readonly until?: string
  readonly grade?: string
  readonly most?: string
  readonly document?: string
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

export type ProgrammeCorrectionContentDto = {
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
}

export type ProgrammeCorrectionDto = {
  readonly corrects: string
  readonly content: ProgrammeCorrectionContentDto
  readonly reason: string
}

export type ProgrammeFigurePublishedDto = {
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
  readonly states?: 'target'
}

export type ProgrammeOpenedDto = {
  readonly name: string
  readonly openedOn: string
  readonly document?: string
  readonly synthetic?: boolean
}

export type ProgrammePartyDto = {
  readonly id: ProgrammePartyIdDto
  readonly name: string
}

export type ProgrammePartyIdDto = {
  readonly scheme: 'uscc' | 'foreign' | 'person'
  readonly value: string
  readonly country?: string
}

export type ProgrammeProposalDto = {
  readonly correction?: ProgrammeCorrectionDto
  readonly void?: ProgrammeVoidDto
}

export type ProgrammeRejectionDto = {
  readonly reason: string
}

export type ProgrammeVoidDto = {
  readonly voids: string
  readonly reason: string
}

export type ProposalDto = {
  readonly correction?: CorrectionDto
  readonly void?: VoidDto
}

export type ProposalRejectionDto = {
  readonly reason: string
}

export type ProvincialNominationMadeDto = {
  readonly key: string
  readonly title: string
  readonly party: ProgrammePartyDto
  readonly on: string
  readonly platform?: string
  readonly document?: string
  readonly synthetic?: boolean
}

export type ProvincialRecognitionDeclinedDto = {
  readonly on: string
  readonly reason: string
  readonly synthetic?: boolean
}

export type ProvincialRecognitionGrantedDto = {
  readonly on: string
  readonly document?: string
  readonly synthetic?: boolean
}

export type PublicationDto = {
  readonly on: string
  readonly document?: string
}

export type ReasonDto = {
  readonly reason: string
}

export type RecognitionRevokedDto = {
  readonly tier: 'municipal' | 'provincial' | 'national'
  readonly on: string
  readonly reason: string
}

export type ReconciliationVoidDto = {
  readonly voids: string
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

export type ReopeningDto = {
  readonly to: 'submission' | 'verification'
  readonly until?: string
  readonly reason: string
}

export type ReplyAnswerDto = {
  readonly outcome: 'granted' | 'dismissed'
  readonly text: string
}

export type ReplyDto = {
  readonly accepts: boolean
  readonly text: string
  readonly evidence?: readonly (EvidenceRefDto)[]
}

export type RestatementApprovalDto = {
  readonly note?: string
}

export type RoundOpenedDto = {
  readonly roundNo: string
  readonly title: string
  readonly scheme: string
  readonly version: number
  readonly supersededVersion?: boolean
  readonly year?: number
  readonly platforms: readonly (string)[]
  readonly deadlines: DeadlinesDto
  readonly synthetic?: boolean
  readonly repeats?: string
}

export type SampleDto = {
  readonly indicator: string
  readonly seed: string
  readonly method: 'count' | 'money'
  readonly size: number
  readonly strataBy?: 'amount' | 'category' | 'warning'
  readonly bands?: readonly (string)[]
  readonly statementFrom?: number
}

export type SiteVisitedDto = {
  readonly on: string
  readonly title?: string
  readonly synthetic?: boolean
}

export type StrikeDto = {
  readonly indicator: string
  readonly row: string
  readonly amount?: string
  readonly reason: string
}

export type SubsidyPaymentDto = {
  readonly platform: string
  readonly bankReference: string
  readonly amount: string
  readonly paidOn: string
}

export type SubsidyPaymentVoidDto = {
  readonly platform: string
  readonly bankReference: string
  readonly reason: string
}

export type TargetAmountDto = {
  readonly target: string
  readonly amount: string
}

export type TargetSetDto = {
  readonly key: string
  readonly title?: string
  readonly figure: string
  readonly atLeast: string
  readonly from: string
  readonly by?: string
  readonly scope: 'programme' | 'eachPlatform'
  readonly document?: string
  readonly synthetic?: boolean
}

export type TargetWithdrawnDto = {
  readonly on: string
  readonly reason: string
  readonly synthetic?: boolean
}

export type TechContractRegisteredDto = {
  readonly registrationNo: string
  readonly regime: string
  readonly dealAmount: string
  readonly technologyAmount: string
  readonly registeredOn: string
}

export type TownDelistedDto = {
  readonly on: string
  readonly reason: string
  readonly synthetic?: boolean
}

export type TownListedDto = {
  readonly key: string
  readonly from: string
  readonly document?: string
  readonly synthetic?: boolean
}

export type VerifiedValueDto = {
  readonly indicator: string
  readonly value: string
  readonly reason?: string
}

export type VoidDto = {
  readonly voids: string
  readonly reason: string
  readonly includeLater?: boolean
}

export type WaiverDto = {
  readonly items: readonly (string)[]
  readonly reason: string
  readonly upTo?: string
  readonly until?: string
}
