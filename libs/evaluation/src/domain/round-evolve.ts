import { numberKey, withMember } from '@pilot-ledger/kernel'
import type { AssessmentContent, Claim, ResultSealed, RoundContent, RoundOpened } from '../definitions'
import { type Assessment, assessmentOf, type RoundState, UNOPENED } from './round-state'

/** What each step of a round does to it. */
export function evolve(state: RoundState, content: RoundContent): RoundState {
  switch (content.type) {
    case 'RoundOpened':
      return opened(content.data)
    case 'DeadlineMoved':
      return {
        ...state,
        deadlines: {
          ...(state.deadlines as RoundOpened['data']['deadlines']),
          [content.data.deadline]: content.data.to,
        },
      }
    case 'ResultRowsSealed': {
      const { platform, hash, part } = content.data
      return { ...state, rowParts: withMember(state.rowParts, `${platform} ${hash} ${part}`) }
    }
    case 'ResultSealed':
      return withSeal(state, content.data)
    case 'SealOvertaken':
      return { ...state, sealStands: false }
    case 'ResultPublished':
      return { ...state, publications: [...state.publications, content.data] }
    case 'SubsidyDetermined':
      return { ...state, subsidies: [...state.subsidies, content.data] }
    case 'SubsidyPaid':
      return { ...state, payments: [...state.payments, content.data] }
    case 'SubsidyPaymentVoided': {
      const { platform, bankReference, reason } = content.data
      const payments = state.payments.map((it) =>
        it.platform === platform && numberKey(it.bankReference) === numberKey(bankReference) && it.voided === undefined
          ? { ...it, voided: reason }
          : it,
      )
      return { ...state, payments }
    }
    case 'SampleDrawn':
      return { ...state, samples: [...state.samples, { drawn: content.data, findings: [] }] }
    case 'FindingRecorded': {
      const { sample, platform, row } = content.data
      const samples = state.samples.map((it) =>
        it.drawn.sample === sample
          ? {
              ...it,
              findings: [...it.findings.filter((old) => old.platform !== platform || old.row !== row), content.data],
            }
          : it,
      )
      return { ...state, samples }
    }
    case 'AssessmentReopened':
      return reopened(state, content.data)
    default:
      return withAssessment(state, content.data.platform, (it) => assess(it, content))
  }
}

function assess(it: Assessment, content: Exclude<AssessmentContent, { type: 'AssessmentReopened' }>): Assessment {
  switch (content.type) {
    case 'AssessmentStated': {
      const { claims } = content.data
      const kept = it.claims.filter((old) => !claims.some((claim) => claim.indicator === old.indicator))
      return { ...it, claims: [...kept, ...claims] }
    }
    case 'AssessmentSubmitted': {
      const { claims, cut } = content.data
      // What an evaluator set was said of another number where the platform now states a new one.
      const handValues = it.handValues.filter(
        (set) => set.claimed === undefined || set.claimed === claimedOf(claims, set),
      )
      return { ...it, step: 'submitted', claims, submittedCut: cut, handValues }
    }
    case 'RowStruck':
      return { ...it, strikes: [...it.strikes, content.data] }
    case 'StrikeLifted': {
      const { strike, reason } = content.data
      return { ...it, strikes: it.strikes.map((old) => (old.strike === strike ? { ...old, lifted: reason } : old)) }
    }
    case 'ValueVerified': {
      const { indicator } = content.data
      const set = { ...content.data, claimed: claimedOf(it.claims, content.data) }
      return { ...it, handValues: [...it.handValues.filter((old) => old.indicator !== indicator), set] }
    }
    case 'AssessmentVerified':
      return { ...it, step: 'verified', verification: content.data, replied: false }
    case 'VerificationReplied':
      return { ...it, replies: [...it.replies, content.data], replied: true }
    case 'ReplyAnswered': {
      const last = it.replies.length - 1
      return { ...it, replies: it.replies.map((old, i) => (i === last ? { ...old, answer: content.data } : old)) }
    }
    case 'GradeProposed': {
      const { grade, score, by } = content.data
      return { ...it, step: 'graded', proposal: { grade, score, by } }
    }
    case 'GradeConfirmed':
      return { ...it, step: 'confirmed', confirmedBy: content.data.by }
    case 'GradeRejected':
      return ungraded(it)
    default:
      return unknownContent(content)
  }
}

function claimedOf(claims: readonly Claim[], { indicator }: { readonly indicator: string }): string | undefined {
  return claims.find((it) => it.indicator === indicator)?.claimed
}

function opened(data: RoundOpened['data']): RoundState {
  const assessments = data.platforms.map(
    (platform): Assessment => ({
      platform,
      step: 'stating',
      claims: [],
      strikes: [],
      handValues: [],
      replies: [],
      replied: false,
    }),
  )
  return { ...UNOPENED, opened: data, deadlines: data.deadlines, assessments }
}

/** Back to the platform or to the evaluator. In a round that ranks, what the others were given rested on this one too. */
function reopened(state: RoundState, data: Extract<RoundContent, { type: 'AssessmentReopened' }>['data']): RoundState {
  const { platform, to, until, reason } = data
  const others = state.opened?.relative ? state.assessments.map(ungraded) : state.assessments
  return withAssessment({ ...state, assessments: others, sealStands: false }, platform, (it) => {
    const { verification: _, ...before } = ungraded(it)
    const rest = { ...before, replies: before.replies.map((old) => ({ ...old, actedOn: true as const })) }
    if (to === 'verification') return { ...rest, step: 'submitted', reopened: reason }
    const { submittedCut: __, ...stating } = rest
    return { ...stating, step: 'stating', reopened: reason, ...(until !== undefined && { until }) }
  })
}

/** Where it was before a grade was proposed. */
function ungraded(it: Assessment): Assessment {
  if (it.step !== 'graded' && it.step !== 'confirmed') return it
  const { proposal: _, confirmedBy: __, ...rest } = it
  return { ...rest, step: rest.verification ? 'verified' : 'stating' }
}

function withSeal(state: RoundState, data: ResultSealed['data']): RoundState {
  const others = state.seals.filter((it) => it.sealNo !== data.sealNo)
  const results = [...(state.seals.find((it) => it.sealNo === data.sealNo)?.results ?? []), data]
  const sealed = new Set(results.map((it) => it.platform))
  return {
    ...state,
    seals: [...others, { sealNo: data.sealNo, results }],
    sealStands: state.assessments.every((it) => sealed.has(it.platform)),
  }
}

function withAssessment(state: RoundState, platform: string, change: (it: Assessment) => Assessment): RoundState {
  if (assessmentOf(state, platform) === undefined) throw new Error(`${platform} takes no part in this round`)
  return { ...state, assessments: state.assessments.map((it) => (it.platform === platform ? change(it) : it)) }
}

/** An entry this code does not know must stop the fold. */
function unknownContent(content: never): never {
  throw new Error(`a round's stream holds no ${(content as RoundContent).type}`)
}
