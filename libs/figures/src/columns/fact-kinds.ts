/** What a fact row says. The numbers are stored: never renumber, only add. */
export const FACT = {
  /** Contract amount at signing; also the contract itself, as a project and for its client. */
  signed: 1,
  /** Change of the contract amount by an amendment (signed). */
  amended: 2,
  /** A product the contract names. */
  product: 3,
  batchStarted: 4,
  batchCompleted: 5,
  batchReleased: 6,
  accepted: 7,
  invoiced: 8,
  /** Negative. */
  reversed: 9,
  received: 10,
  /** Negative. */
  refunded: 11,
  approval: 12,
  /** A framework with live call-offs, in the place of `signed`: it leaves the count, its money and its acceptances do not. */
  calledOff: 13,
  recognized: 20,
  jointCentre: 21,
  productionLine: 22,
  sharedEquipment: 23,
  libraryProject: 24,
  affiliation: 25,
  branch: 26,
  published: 27,
  /** 培育单位, by a platform's register or by a decision on an application. */
  cultivated: 28,
  /** The host of a platform: `key` in its scope, `detail` anywhere. */
  host: 29,
  applied: 30,
  nominated: 31,
  /** A provincial recognition by a nomination; that of a platform's own register is `recognized`. */
  nominationGranted: 32,
  demandPosted: 33,
  demandMatched: 34,
  demandFunded: 35,
  sharedEntry: 36,
  allianceMember: 37,
  elementLinked: 38,
  lineUpgraded: 39,
  policy: 40,
  /** 长期门槛: `amount` is how many of a figure each platform must have, `key` which figure. */
  threshold: 41,
  /** A unit recognised by the decision on its application. */
  recognisedByDecision: 42,
} as const
export type FactKind = (typeof FACT)[keyof typeof FACT]
/** Facts of a platform's register, and of a programme: of no contract. */
export const isOfRegister = (kind: number): boolean => kind >= FACT.recognized

/** Frameworks with call-offs leave the count (H11): rows of these kinds do not stand while a call-off is live. */
export const COUNTED_KINDS: readonly number[] = [FACT.signed, FACT.amended, FACT.product]

export const TAX = { none: 0, inclusive: 1, exclusive: 2 } as const
