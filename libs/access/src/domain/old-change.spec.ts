import { isRefusal } from '@pilot-ledger/kernel'
import type { Identity, Role } from './identity'
import {
  approveChange,
  evolveProposal,
  type OldChangeRule,
  type Proposal,
  type ProposalEvent,
  type ProposedChange,
  proposeChange,
  rejectChange,
  secondPersonOf,
  withdrawChange,
} from './old-change'

const DAY = 86_400_000
const NOW = Date.parse('2025-09-01T09:00:00+08:00')
const RULE: OldChangeRule = { days: 30, proposalDays: 14 }
const person = (actor: string, role: Role, platforms: string[] = []): Identity => ({
  actor,
  role,
  platforms,
  way: 'session',
})
const clerk = person('王工', 'platform', ['p-1'])
const evaluator = person('评价甲', 'evaluator')

const CHANGE: ProposedChange = {
  engagement: 'e-1',
  platform: 'p-1',
  kind: 'correction',
  entry: 'entry-7',
  contentHash: 'a'.repeat(64),
  reason: '金额录入有误',
}
const ok = <T>(answer: T) => {
  if (isRefusal(answer)) throw new Error(answer.code)
  return answer as Exclude<T, { kind: 'refusal' }>
}
const code = (answer: unknown) => (isRefusal(answer) ? answer.code : 'ok')
const told = (...events: ProposalEvent[]) =>
  events.reduce<Proposal | undefined>((proposal, event) => evolveProposal(proposal, event), undefined) as Proposal
const proposed = ok(proposeChange(CHANGE, clerk, NOW))
const approved = told(proposed, ok(approveChange(told(proposed), evaluator, NOW + 1, RULE)))
/** What recording asks about a change of an entry of this age. */
const asked = (age: number, proposal?: Proposal, change: Partial<ProposedChange> = {}) =>
  secondPersonOf({ ...CHANGE, ...change, originRecordedAt: NOW - age }, proposal, NOW, RULE)

describe('A change of an entry', () => {
  it('younger than thirty days needs one person', () => {
    expect(asked(30 * DAY - 1)).toBeUndefined()
    expect(asked(0)).toBeUndefined()
  })

  it('that has stood for thirty days is refused without a second', () => {
    expect(asked(30 * DAY)).toMatchObject({ code: 'second-person-needed', facts: { days: '30' } })
    expect(code(asked(30 * DAY, told(proposed)))).toBe('second-person-needed')
  })

  it('that a second approved carries both names and times', () => {
    expect(asked(300 * DAY, approved)).toEqual({
      proposedBy: '王工',
      proposedAt: NOW,
      approvedBy: '评价甲',
      approvedAt: NOW + 1,
    })
  })

  it('that was rejected or withdrawn is refused', () => {
    const rejected = told(proposed, ok(rejectChange(told(proposed), evaluator, '证据不足', NOW, RULE)))
    const withdrawn = told(proposed, ok(withdrawChange(told(proposed), clerk, NOW)))
    expect([rejected, withdrawn].map((it) => code(asked(300 * DAY, it)))).toEqual([
      'proposal-closed',
      'proposal-closed',
    ])
  })

  it.each([{ engagement: 'e-2' }, { kind: 'void' as const }, { entry: 'entry-8' }, { contentHash: 'b'.repeat(64) }])(
    'that is not just the approved one is refused: %j',
    (other) => {
      expect(code(asked(300 * DAY, approved, other))).toBe('proposal-of-another-change')
    },
  )
})

describe('Proposing', () => {
  it('is for whoever may change the contract', () => {
    expect(proposed).toEqual({ type: 'ChangeProposed', data: { ...CHANGE, by: '王工', at: NOW } })
    expect(code(proposeChange(CHANGE, person('对手', 'platform', ['p-2']), NOW))).toBe('not-your-platform')
    expect(code(proposeChange({ ...CHANGE, kind: 'void' }, evaluator, NOW))).toBe('not-allowed')
  })
})

describe('Approving and rejecting', () => {
  const answers = (proposal: Proposal, by: Identity, at = NOW) => [
    code(approveChange(proposal, by, at, RULE)),
    code(rejectChange(proposal, by, '证据不足', at, RULE)),
  ]
  const both = (it: string) => [it, it]

  it('is for an evaluator, not for a second clerk, finance or the administrator', () => {
    expect(answers(told(proposed), evaluator)).toEqual(both('ok'))
    const others = [person('李工', 'platform', ['p-1']), person('财务', 'finance'), person('管理员', 'administrator')]
    for (const it of others) expect(answers(told(proposed), it)).toEqual(both('not-allowed'))
  })

  it('is not for the one who proposed, whatever his role has become', () => {
    expect(answers(told(proposed), person('王工', 'evaluator'))).toEqual(both('second-person-is-first'))
  })

  it('happens once', () => {
    expect(answers(approved, evaluator)).toEqual(both('proposal-closed'))
    expect(code(withdrawChange(approved, clerk, NOW))).toBe('proposal-closed')
  })

  it('happens within fourteen days', () => {
    expect(answers(told(proposed), evaluator, NOW + 14 * DAY - 1)).toEqual(both('ok'))
    expect(answers(told(proposed), evaluator, NOW + 14 * DAY)).toEqual(both('proposal-expired'))
  })

  it('gives a reason when it says no', () => {
    expect(code(rejectChange(told(proposed), evaluator, ' ', NOW, RULE))).toBe('text-format')
  })
})

describe('Withdrawing', () => {
  it('is for the one who proposed', () => {
    expect(code(withdrawChange(told(proposed), clerk, NOW))).toBe('ok')
    expect(code(withdrawChange(told(proposed), person('李工', 'platform', ['p-1']), NOW))).toBe('not-your-proposal')
  })
})

it('An answer before a proposal is no history', () => {
  expect(() => evolveProposal(undefined, { type: 'ProposalApproved', data: { by: 'x', at: 0 } })).toThrow('proposed')
})
