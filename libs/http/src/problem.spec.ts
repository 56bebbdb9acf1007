import { NotFoundException, PayloadTooLargeException, ServiceUnavailableException } from '@nestjs/common'
import { OutcomeUnknown, ReusedEventId, TooLarge, Unavailable, VersionConflict } from '@pilot-ledger/event-log'
import { type Refusal, refuse } from '@pilot-ledger/kernel'
import { orRefuse, problemOf, RefusalException } from './problem'
import { statusOf } from './refusal-status'

const tooLow: Refusal = refuse('amendment-below-invoiced', {
  rule: 'H3',
  pointer: '/newAmount',
  zh: '变更后金额低于已开票金额',
  en: 'the new amount is below what is invoiced',
  facts: { invoiced: '380000.00' },
})
const badDay = refuse('not-a-calendar-day', { pointer: '/amendedOn', zh: '日期不存在', en: 'no such day' })
const answerTo = (...refusals: Refusal[]) => problemOf(new RefusalException(refusals))

describe('A refusal as an answer', () => {
  it('says what the domain says: code, rule, facts, both languages, and the field', () => {
    expect(answerTo(tooLow)).toEqual({
      type: 'urn:pilot-ledger:problem:amendment-below-invoiced',
      title: '变更后金额低于已开票金额',
      titleEn: 'the new amount is below what is invoiced',
      status: 422,
      code: 'amendment-below-invoiced',
      rule: 'H3',
      facts: { invoiced: '380000.00' },
      errors: [
        {
          pointer: '/newAmount',
          code: 'amendment-below-invoiced',
          zh: '变更后金额低于已开票金额',
          en: 'the new amount is below what is invoiced',
        },
      ],
    })
  })

  it('of the whole request names no field', () => {
    expect(answerTo(refuse('contract-terminated', { rule: 'H8', zh: '合同已终止', en: 'terminated' }))).toMatchObject({
      status: 422,
      errors: undefined,
    })
  })

  it('of several fields is one problem with all of them', () => {
    const answer = answerTo(badDay, { ...badDay, pointer: '/signedOn' })
    expect(answer).toMatchObject({ status: 400, code: 'invalid-content' })
    expect(answer?.errors?.map((it) => it.pointer)).toEqual(['/amendedOn', '/signedOn'])
  })

  it('of several faults that are of no field is one problem with all of them too', () => {
    const row = refuse('statement-day-unread', { zh: '第 3 行：日期无法识别', en: 'row 3: no day' })
    const answer = answerTo(row, { ...row, code: 'statement-amount-unread' })
    expect(answer?.errors?.map((it) => it.code)).toEqual(['statement-day-unread', 'statement-amount-unread'])
  })

  it('is thrown where a door takes the value of a check, and only then', () => {
    expect(orRefuse<number>(7)).toBe(7)
    expect(() => orRefuse(tooLow)).toThrow(RefusalException)
  })
})

describe('The status of a refusal', () => {
  it.each([
    ['amount-must-be-string', 400],
    ['amount-not-positive', 400],
    ['not-a-day-or-month', 400],
    ['uscc-alphabet', 400],
    ['party-name', 400],
    ['text-format', 400],
    ['approval-number-format', 400],
    ['unknown-value', 400],
    ['unknown-property', 400],
    ['unknown-tier', 400],
    ['duplicate-key', 400],
    ['json-too-deep', 400],
    ['cursor-from-elsewhere', 400],
    ['cut-beyond-the-log', 400],
    ['if-match-format', 400],
    ['unknown-platform', 404],
    ['unknown-contract', 404],
    ['unknown-entry', 404],
    ['contract-exists', 409],
    ['batch-exists', 409],
    ['platform-exists', 409],
    ['idempotency-key-reused', 409],
    ['stale-revision', 412],
    ['share-over-total', 422],
    ['dated-in-the-future', 422],
    ['entry-not-live', 422],
    ['membership-not-in-force', 422],
  ])('%s is %i', (code, status) => {
    expect(statusOf(code)).toBe(status)
  })
})

describe('An error of the log as an answer', () => {
  it.each([
    [new VersionConflict('engagement-1', 3, 4), 409, 'concurrent-change', /重试/],
    [new ReusedEventId('engagement-1', 'e', 'is elsewhere'), 409, 'idempotency-key-reused', /Idempotency-Key/],
    [new TooLarge(2_000_000, 1_000_000), 413, 'body-too-large', /上限/],
    [new Unavailable('disk-full', 'ENOSPC /srv/ledger'), 507, 'disk-full', /未记录/],
    [new Unavailable('damaged', 'page 7 of /srv/ledger'), 503, 'log-damaged', /不可用/],
    [new Unavailable('closed', 'closed'), 503, 'log-closed', /不可用/],
    [new OutcomeUnknown('fsync of /srv/ledger'), 503, 'outcome-unknown', /同一 Idempotency-Key/],
  ])('%p', (error, status, code, words) => {
    const answer = problemOf(error)
    expect(answer).toMatchObject({ status, code, title: expect.stringMatching(words) })
    expect(JSON.stringify(answer)).not.toMatch(/srv|engagement-1/)
  })
})

describe('An error of the framework as an answer', () => {
  it.each([
    [new NotFoundException('Cannot GET /srv'), 404, 'unknown-route'],
    [new PayloadTooLargeException(), 413, 'body-too-large'],
    [Object.assign(new Error('bad %'), { name: 'FastifyError', statusCode: 400 }), 400, 'invalid-request'],
    [Object.assign(new Error('long'), { name: 'FastifyError', statusCode: 414 }), 414, 'address-too-long'],
  ])('%p', (error, status, code) => {
    expect(problemOf(error)).toMatchObject({ status, code })
    expect(problemOf(error)?.titleEn).not.toMatch(/srv/)
  })

  it.each([
    new Error('no such table'),
    new ServiceUnavailableException('pool'),
    Object.assign(new Error('of another library'), { statusCode: 404 }),
    Object.assign(new Error('x'), { name: 'FastifyError', statusCode: 500 }),
    undefined,
    null,
    'thrown text',
  ])('is unforeseen when it is %p', (error) => {
    expect(problemOf(error)).toBeUndefined()
  })
})
