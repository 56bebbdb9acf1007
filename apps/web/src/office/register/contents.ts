import type { Field } from '../../forms/field'

const text = (name: string, needed = true): Field => ({ name, kind: 'text', needed })
const day = (name: string): Field => ({ name, kind: 'day', needed: true })
const dayOrMonth = (name: string, needed = true): Field => ({ name, kind: 'dayOrMonth', needed })
const choice = (name: string, from: readonly string[], wordOf?: string): Field => ({
  name,
  kind: 'choice',
  needed: true,
  from,
  wordOf,
})
const tier = choice('tier', ['municipal', 'provincial', 'national'], 'tier')
const batch: Field = { name: 'batch', kind: 'text', word: 'register.batch' }
const MEMBER = [text('key'), text('title'), dayOrMonth('from')]
const DOCUMENT = text('document', false)
const party = (name: string): Field => ({ name, kind: 'party', needed: true })
const END = [text('key'), day('on'), text('reason')]

/** The fields of each entry of a register. */
export const CONTENTS: Readonly<Record<string, readonly Field[]>> = {
  PlatformRegistered: [
    text('name'),
    party('host'),
    text('town'),
    { name: 'fields', kind: 'words', needed: true },
    day('registeredOn'),
  ],
  PlatformRecognized: [tier, batch, dayOrMonth('on'), DOCUMENT],
  RecognitionRevoked: [tier, day('on'), text('reason')],
  CultivationDesignated: [batch, dayOrMonth('on'), DOCUMENT],
  ProductionLineCommissioned: [...MEMBER, DOCUMENT],
  ProductionLineRetired: END,
  JointCentreEstablished: [...MEMBER, party('party'), DOCUMENT],
  JointCentreDissolved: END,
  EquipmentShared: [...MEMBER, DOCUMENT],
  EquipmentWithdrawn: END,
  LibraryProjectAdded: [...MEMBER, DOCUMENT],
  LibraryProjectRemoved: END,
  AffiliationDeclared: [
    ...MEMBER,
    party('party'),
    choice('relation', ['invests', 'controls', 'coBuilds', 'other'], 'relation'),
    DOCUMENT,
  ],
  AffiliationEnded: END,
  BranchDeclared: [...MEMBER, party('party'), party('headOffice'), DOCUMENT],
  BranchEnded: END,
  FigurePublished: [
    text('publicationNo'),
    text('figure'),
    text('value'),
    choice('unit', ['元', '万元', '亿元', 'count']),
    text('unitAsWritten'),
    choice('basis', ['signed', 'invoiced', 'received', 'outstanding', 'notApplicable', 'notStated'], 'basis'),
    dayOrMonth('windowFrom', false),
    dayOrMonth('windowTo', false),
    text('source.document'),
    day('source.publishedOn'),
    { name: 'source.wording', kind: 'long', needed: true },
  ],
}

/** What belongs to a platform for a time: the route of each kind, and the entry that starts it. */
export const MEMBERS = {
  productionLine: { path: 'production-lines', started: 'ProductionLineCommissioned' },
  jointCentre: { path: 'joint-centres', started: 'JointCentreEstablished' },
  sharedEquipment: { path: 'shared-equipment', started: 'EquipmentShared' },
  libraryProject: { path: 'library-projects', started: 'LibraryProjectAdded' },
  affiliation: { path: 'affiliations', started: 'AffiliationDeclared' },
  branch: { path: 'branches', started: 'BranchDeclared' },
} as const
export type MemberKind = keyof typeof MEMBERS

/** Without the key, which is in the address. */
export const MEMBER_END: readonly Field[] = END.filter((it) => it.name !== 'key')
