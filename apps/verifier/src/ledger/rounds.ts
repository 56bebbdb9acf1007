import { isObject, type Json, type JsonObject } from '../json/json'
import { Failure } from '../verdict/failure'
import { Fields } from './fields'
import { type Entry, placeOf } from './live'

/** What an assessment says of one platform: stated, struck, set by hand, verified, graded. */
export interface Assessment {
  readonly platform: string
  claims: readonly JsonObject[]
  strikes: readonly Strike[]
  handValues: readonly { readonly indicator: string; readonly value: string; readonly claimed?: string }[]
  verification?: Verification
  proposal?: { readonly grade: string; readonly score: string; readonly by: string }
  confirmedBy?: string
}
export interface Strike {
  readonly strike: string
  readonly indicator: string
  readonly row: string
  readonly amount?: bigint
  /** As written. */
  readonly said: JsonObject
  lifted: boolean
}
interface Verification {
  readonly cut: number
  readonly window: Json
  readonly values: readonly { readonly indicator: string; readonly verified: string; readonly said: JsonObject }[]
  readonly items?: Json
}
/** 封存 of one platform's result, with the entry that says so. */
export interface Sealed {
  readonly platform: string
  readonly entry: Entry
  readonly snapshot: JsonObject
  readonly hash: string
  readonly rowParts?: number
  readonly readTo?: number
  readonly byScheme: boolean
}
export interface Opened {
  readonly roundNo: string
  readonly title: string
  readonly year?: number
  readonly platforms: readonly string[]
  readonly synthetic: boolean
  readonly relative: boolean
  readonly scheme: { readonly id: string; readonly code: string; readonly version: number; readonly said: JsonObject }
  readonly cut: { readonly rule: string; readonly sequence?: number; readonly day?: string }
}
export interface Round {
  readonly id: string
  readonly opened: Opened
  readonly openedAt: Entry
  selfAssessment: string
  readonly assessments: readonly Assessment[]
  /** By the number of the sealing. */
  readonly seals: Map<number, Sealed[]>
  /** The numbers of the sealings that were published, in their order. */
  readonly published: number[]
  readonly determined: { readonly platform: string; readonly year: number; readonly amount: bigint }[]
  /** Rows kept beside results. */
  readonly parts: { readonly platform: string; readonly hash: string; readonly part: number; readonly rows: Json }[]
}

/** 轮次 as its entries tell it, up to the one of an index; undefined where none opens it. */
export function roundAt(entries: readonly Entry[], id: string, end: number): Round | undefined {
  let round: Round | undefined
  for (const entry of entries) {
    if (entry.stream !== `round-${id}` || entry.index >= end) continue
    const { type, version, data } = entry
    if (!Object.hasOwn(STEPS, type)) throw new Failure('entry-unknown', placeOf(entry), { type })
    if (version !== 1) throw new Failure('entry-newer', placeOf(entry), { type, version })
    const said = new Fields(data, placeOf(entry))
    if (type === 'RoundOpened') round = opened(id, said, entry)
    else if (round) STEPS[type](round, said, entry)
    else throw new Failure('round-unknown', placeOf(entry))
  }
  return round
}

function opened(id: string, it: Fields, entry: Entry): Round {
  const platforms = it.texts('platforms')
  return {
    id,
    openedAt: entry,
    opened: {
      roundNo: it.text('roundNo'),
      title: it.text('title'),
      year: it.maybeWhole('year'),
      platforms,
      synthetic: it.isTrue('synthetic'),
      relative: it.isTrue('relative'),
      scheme: it.within('scheme', (its) => ({
        id: its.text('id'),
        code: its.text('code'),
        version: its.whole('version'),
        said: it.object('scheme'),
      })),
      cut: it.within('cut', (its) => ({
        rule: its.oneOf('rule', ['opening', 'day', 'selfAssessmentDeadline']),
        sequence: its.maybeWhole('sequence'),
        day: its.maybeDay('day'),
      })),
    },
    selfAssessment: it.part('deadlines').day('selfAssessment'),
    assessments: platforms.map((platform) => ({ platform, claims: [], strikes: [], handValues: [] })),
    seals: new Map(),
    published: [],
    determined: [],
    parts: [],
  }
}

type Step = (round: Round, said: Fields, entry: Entry) => void
const nothing: Step = () => undefined
const of =
  (step: (it: Assessment, said: Fields, round: Round) => void): Step =>
  (round, said) => {
    const platform = said.text('platform')
    const assessment = round.assessments.find((it) => it.platform === platform)
    if (!assessment) throw new Failure('entry-unreadable', said.at, { field: 'platform' })
    step(assessment, said, round)
  }
const claimsOf = (said: Fields): readonly JsonObject[] => said.parts('claims', (its) => its.all())
const claimedOf = (claims: readonly JsonObject[], indicator: string) => {
  const claimed = claims.find((it) => it.indicator === indicator)?.claimed
  return typeof claimed === 'string' ? claimed : undefined
}
function ungraded(it: Assessment): void {
  it.proposal = undefined
  it.confirmedBy = undefined
}

const STEPS: Readonly<Record<string, Step>> = {
  RoundOpened: nothing,
  DeadlineMoved: (round, said) => {
    if (said.text('deadline') === 'selfAssessment') round.selfAssessment = said.day('to')
  },
  AssessmentStated: of((it, said) => {
    const claims = claimsOf(said)
    it.claims = [...it.claims.filter((old) => !claims.some((one) => one.indicator === old.indicator)), ...claims]
  }),
  AssessmentSubmitted: of((it, said) => {
    it.claims = claimsOf(said)
    // What was set was said of another number where a new one is stated.
    it.handValues = it.handValues.filter(
      (set) => set.claimed === undefined || set.claimed === claimedOf(it.claims, set.indicator),
    )
  }),
  AssessmentReopened: of((it, _, round) => {
    if (round.opened.relative) for (const other of round.assessments) ungraded(other)
    ungraded(it)
    it.verification = undefined
  }),
  RowStruck: of((it, said) => {
    const strike: Strike = {
      strike: said.text('strike'),
      indicator: said.text('indicator'),
      row: said.text('row'),
      amount: said.maybeFen('amount'),
      said: said.all(),
      lifted: false,
    }
    it.strikes = [...it.strikes, strike]
  }),
  StrikeLifted: of((it, said) => {
    for (const strike of it.strikes) if (strike.strike === said.text('strike')) strike.lifted = true
  }),
  ValueVerified: of((it, said) => {
    const indicator = said.text('indicator')
    const set = { indicator, value: said.decimal('value'), claimed: claimedOf(it.claims, indicator) }
    it.handValues = [...it.handValues.filter((old) => old.indicator !== indicator), set]
  }),
  AssessmentVerified: of((it, said) => {
    it.verification = {
      cut: said.whole('cut'),
      window: said.object('window'),
      values: said.parts('values', (its) => ({
        indicator: its.text('indicator'),
        verified: its.decimal('verified'),
        said: its.all(),
      })),
      ...(said.has('items') && { items: said.json('items') }),
    }
  }),
  VerificationReplied: nothing,
  ReplyAnswered: nothing,
  GradeProposed: of((it, said) => {
    it.proposal = { grade: said.text('grade'), score: said.decimal('score'), by: said.text('by') }
    it.confirmedBy = undefined
  }),
  GradeConfirmed: of((it, said) => {
    it.confirmedBy = said.text('by')
    if (it.confirmedBy === it.proposal?.by) throw new Failure('one-person', said.at, { person: it.confirmedBy })
  }),
  GradeRejected: of(ungraded),
  ResultRowsSealed: (round, said) => {
    const [platform, hash, part] = [said.text('platform'), said.text('hash'), said.whole('part')]
    round.parts.push({ platform, hash, part, rows: said.json('rows') })
  },
  ResultSealed: (round, said, entry) => {
    const sealNo = said.whole('sealNo')
    const sealed = {
      platform: said.text('platform'),
      entry,
      snapshot: said.object('snapshot'),
      hash: said.text('hash'),
      rowParts: said.maybeWhole('rowParts'),
      readTo: said.maybeWhole('readTo'),
      byScheme: said.has('grants') && said.oneOf('grants', ['byScheme']) === 'byScheme',
    }
    round.seals.set(sealNo, [...(round.seals.get(sealNo) ?? []), sealed])
  },
  SealOvertaken: nothing,
  ResultPublished: (round, said) => {
    round.published.push(said.whole('sealNo'))
  },
  SubsidyDetermined: (round, said) => {
    round.determined.push({ platform: said.text('platform'), year: said.whole('year'), amount: said.fen('amount') })
  },
  SubsidyPaid: nothing,
  SubsidyPaymentVoided: nothing,
  SampleDrawn: nothing,
  FindingRecorded: nothing,
}

export const lastSeal = ({ seals }: Round) => [...seals.values()].at(-1) ?? []

/** The whole result, rows that stand in entries of their own put back. */
export function wholeOf({ snapshot, platform, hash, rowParts }: Sealed, { parts }: Round, at: string): JsonObject {
  if (rowParts === undefined) return snapshot
  const own = parts.filter((it) => it.platform === platform && it.hash === hash).sort((a, b) => a.part - b.part)
  if (own.length < rowParts) throw new Failure('entry-unreadable', at, { field: 'rowParts' })
  const listed = (value: Json | undefined) => (Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [])
  const rowsOf = (indicator: string): readonly Json[] =>
    own.flatMap((it) => listed(it.rows).flatMap((of) => (of.indicator === indicator ? listed(of.rows) : [])))
  const indicators = listed(snapshot.indicators).map((it) => ({ ...it, rows: rowsOf(String(it.indicator)) }))
  const items = rowsOf('/subsidy/items')
  const { subsidy } = snapshot
  return { ...snapshot, indicators, ...(isObject(subsidy) && items.length > 0 && { subsidy: { ...subsidy, items } }) }
}
