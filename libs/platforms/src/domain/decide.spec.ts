import { isRefusal, type Refusal } from '@pilot-ledger/kernel'
import { decideCorrection, decideRecord, decideVoid } from './decide'
import type { PlatformContent, PlatformRecognized } from './events'
import { given, registered } from './given.spec-support'

const recognised: PlatformRecognized = { type: 'PlatformRecognized', data: { tier: 'municipal', on: '2024-11' } }
const register = given([registered, recognised])
const today = '2025-09-15'
const codeOf = (decided: unknown) => (isRefusal(decided) ? (decided as Refusal).code : decided)

describe('Deciding on the register', () => {
  it('records one event per content', () => {
    const content: PlatformContent = { type: 'CultivationDesignated', data: { batch: '2024', on: '2024-11' } }
    expect(decideRecord(register.history, content, today)).toEqual([content])
  })

  it('corrects by one event that carries the whole new content', () => {
    const content = { ...recognised, data: { ...recognised.data, batch: '2024年度' } }
    const correction = { corrects: register.entry(1), content, reason: '补填批次' }
    expect(decideCorrection(register.history, correction, today)).toEqual([
      { type: 'EntryCorrected', data: correction },
    ])
  })

  it('voids by one event', () => {
    const request = { voids: register.entry(1), reason: '误登' }
    expect(decideVoid(register.history, request, today)).toEqual([{ type: 'EntryVoided', data: request }])
  })

  it('names only entries of this register', () => {
    const correction = { corrects: 'entry-99', content: recognised, reason: '误登' }
    expect(codeOf(decideCorrection(register.history, correction, today))).toBe('unknown-entry')
    expect(codeOf(decideVoid(register.history, { voids: 'entry-99', reason: '误登' }, today))).toBe('unknown-entry')
  })

  it('names only live entries: what was corrected or voided is superseded', () => {
    const corrected = register.corrected(1, { ...recognised, data: { tier: 'municipal', on: '2024-12' } })
    expect(codeOf(decideVoid(corrected.history, { voids: register.entry(1), reason: '误登' }, today))).toBe(
      'entry-not-live',
    )
    const voided = register.voided(1)
    const correction = { corrects: register.entry(1), content: recognised, reason: '误登' }
    expect(codeOf(decideCorrection(voided.history, correction, today))).toBe('entry-not-live')
  })

  it('keeps the type of an entry', () => {
    const content: PlatformContent = { type: 'CultivationDesignated', data: { on: '2024-11' } }
    const correction = { corrects: register.entry(1), content, reason: '应为培育' }
    expect(codeOf(decideCorrection(register.history, correction, today))).toBe('correction-changes-type')
  })

  it('asks for a reason', () => {
    for (const reason of ['', ' 误登', '误\n登', '误'.repeat(1001)]) {
      const correction = { corrects: register.entry(1), content: recognised, reason }
      expect(decideCorrection(register.history, correction, today)).toMatchObject({
        code: 'text-format',
        pointer: '/reason',
      })
      expect(decideVoid(register.history, { voids: register.entry(1), reason }, today)).toMatchObject({
        code: 'text-format',
        pointer: '/reason',
      })
    }
  })

  it('decides nothing about a platform that is not registered (H8)', () => {
    const { history } = given([])
    const correction = { corrects: 'entry-0', content: recognised, reason: '误登' }
    expect(codeOf(decideCorrection(history, correction, today))).toBe('unknown-platform')
    expect(codeOf(decideVoid(history, { voids: 'entry-0', reason: '误登' }, today))).toBe('unknown-platform')
  })

  it('stops at an entry it does not know rather than skipping it', () => {
    const unknown = { type: 'PlatformMerged', data: {} } as unknown as PlatformContent
    expect(() => given([registered, unknown])).toThrow('PlatformMerged')
  })
})
