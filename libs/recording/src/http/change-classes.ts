import {
  AnyObject,
  type ContentClass,
  Flag,
  Matching,
  Nested,
  OneOf,
  orRefuse,
  Text,
  validated,
} from '@pilot-ledger/http'
import { type ProposedChange, refuse } from '@pilot-ledger/kernel'

const ENTRY = /^[0-9a-f-]{36}$/

/** How a capability's changes are called in the document, and what they may say. */
export interface ChangeWords {
  /** Before the names of its components: `Register` makes `RegisterCorrectionDto`. */
  readonly prefix: string
  /** Characters of a reason. */
  readonly longestReason: number
  /** A void may take along what leans on it. */
  readonly takesLater?: boolean
}

interface Correction {
  readonly corrects: string
  readonly content: { readonly type: string; readonly data: object }
  readonly reason: string
}
interface Void {
  readonly voids: string
  readonly reason: string
  readonly includeLater?: boolean
}
interface Proposal {
  readonly correction?: Correction
  readonly void?: Void
}

/** The classes of a capability's corrections, voids and proposals, and the changes their bodies ask for. */
export function changeClasses(
  { prefix, longestReason, takesLater }: ChangeWords,
  dataClasses: ReadonlyMap<string, ContentClass>,
) {
  class Content {
    @OneOf([...dataClasses.keys()], { description: '与被更正记录同一类型' })
    type!: string
    @AnyObject({ description: '更正后的完整内容，字段同原登记' })
    data!: object
  }
  class CorrectionBody {
    @Matching(ENTRY, { description: '被更正的现行记录', example: '0d5e7c4e-6a5d-5e1c-9a43-1f2f9d1a7b10' })
    corrects!: string
    @Nested(() => Content)
    content!: Content
    @Text(longestReason, { example: '录入有误' })
    reason!: string
  }
  class VoidBody {
    @Matching(ENTRY, { description: '被作废的现行记录', example: '0d5e7c4e-6a5d-5e1c-9a43-1f2f9d1a7b10' })
    voids!: string
    @Text(longestReason, { example: '重复登记' })
    reason!: string
  }
  if (takesLater) {
    const description = '连同依附于此的后续记录一并作废（自后向前，答复 takenAlong 列出）；到账不随同作废'
    Flag({ optional: true, description })(VoidBody.prototype, 'includeLater')
  }
  /** A change that needs a second person: one of the two, as its own route takes it. */
  class ProposalBody {
    @Nested(() => CorrectionBody, { optional: true })
    correction?: CorrectionBody
    @Nested(() => VoidBody, { optional: true })
    void?: VoidBody
  }
  class RejectionBody {
    @Text(longestReason, { example: '依据不足' })
    reason!: string
  }
  const named = { CorrectionContent: Content, Correction: CorrectionBody, Void: VoidBody, Proposal: ProposalBody }
  for (const [name, it] of Object.entries(named)) Object.defineProperty(it, 'name', { value: `${prefix}${name}Dto` })
  Object.defineProperty(RejectionBody, 'name', { value: `${prefix || 'Proposal'}RejectionDto` })

  const correctionOf = ({ corrects, content, reason }: Correction, at = ''): ProposedChange => {
    const checker = dataClasses.get(content.type) as ContentClass
    const data = validated(checker, content.data, `${at}/content/data`)
    return { kind: 'correction', corrects, content: { type: content.type, data }, reason }
  }
  const voidOf = ({ voids, reason, includeLater }: Void): ProposedChange => ({
    kind: 'void',
    voids,
    reason,
    ...(includeLater !== undefined && { includeLater }),
  })
  return {
    correctionOf: (body: unknown) => correctionOf(validated(CorrectionBody, body)),
    voidOf: (body: unknown) => voidOf(validated(VoidBody, body)),
    rejectionOf: (body: unknown) => validated(RejectionBody, body).reason,
    /** With the part of the body that holds the change: where its faults point. */
    proposalOf: (body: unknown): { readonly change: ProposedChange; readonly at: string } => {
      const { correction, void: taken } = validated(ProposalBody, body) as Proposal
      if (correction && !taken) return { change: correctionOf(correction, '/correction'), at: '/correction' }
      if (taken && !correction) return { change: voidOf(taken), at: '/void' }
      return orRefuse(
        refuse('proposal-format', {
          zh: '变更申请须为一项更正（correction）或一项作废（void）',
          en: 'a proposal holds either a correction or a void',
        }),
      ) as never
    },
    classes: { correction: CorrectionBody, void: VoidBody, proposal: ProposalBody, rejection: RejectionBody },
  }
}
