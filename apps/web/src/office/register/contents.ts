import { choice, day, dayOrMonth, type Field, long, maybe, party, text, words } from '../../forms/field'

const tier = choice('tier', ['municipal', 'provincial', 'national'], { wordOf: 'tier' })
const batch = maybe(text('batch', { word: 'register.batch' }))
const MEMBER = [text('key'), text('title'), dayOrMonth('from')]
const DOCUMENT = maybe(text('document'))
const END = [text('key'), day('on'), text('reason')]

/** The fields of each entry of a register. */
export const CONTENTS: Readonly<Record<string, readonly Field[]>> = {
  PlatformRegistered: [text('name'), party('host'), text('town'), words('fields'), day('registeredOn')],
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
    choice('relation', ['invests', 'controls', 'coBuilds', 'other'], { wordOf: 'relation' }),
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
    choice('basis', ['signed', 'invoiced', 'received', 'outstanding', 'notApplicable', 'notStated'], {
      wordOf: 'basis',
    }),
    maybe(dayOrMonth('windowFrom')),
    maybe(dayOrMonth('windowTo')),
    text('source.document'),
    day('source.publishedOn'),
    long('source.wording'),
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
