import { readFileSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { isRefusal } from '@pilot-ledger/kernel'
import { AccessHistory } from '../commitments/access-history'
import { accessFile } from '../store/database'
import { stepOfCode } from '../store/one-time-codes'
import { codeAt } from './authenticator.spec-support'
import { resetAdministrator } from './first-administrator'
import { DAY, MINUTE, Office, PASSWORD } from './office.spec-support'

const STEP = 30_000
const FIRST = 'SELECT min(code_hash) FROM recovery_codes'
let office: Office
let evaluator: string
beforeEach(async () => {
  // With the password that he was given: the file is what its entries say.
  office = await Office.open({}, true)
  evaluator = await office.employ({ name: 'chen.ping', role: 'evaluator', platforms: [] })
})
afterEach(() => office.close())

const codeOf = (answer: unknown) => (isRefusal(answer) ? answer.code : 'ok')
const offer = async (code?: string, password = PASSWORD) => {
  const answer = await office.access.secondFactor.offer(evaluator, { password, code }, 'desk')
  if (isRefusal(answer)) throw new Error(answer.code)
  return answer
}
/** Enrolled at the desk, where he has logged in before; the code that confirmed it is used up, so a minute passes. */
const enrol = async () => {
  const session = await office.logIn('chen.ping', PASSWORD, 'desk')
  const { secret } = await offer()
  const confirmed = office.access.secondFactor.confirm(evaluator, codeAt(secret, office.now), session)
  if (isRefusal(confirmed)) throw new Error(confirmed.code)
  office.now += MINUTE
  return { secret, session, recoveryCodes: confirmed.recoveryCodes }
}
const logIn = async (code?: string, address = 'desk', password = PASSWORD) => {
  const answer = await office.access.logIn.logIn('chen.ping', password, address, code)
  return isRefusal(answer) ? answer.code : 'in'
}
const now = (secret: string, steps = 0) => codeAt(secret, office.now + steps * STEP)

describe('A code of a telephone', () => {
  // RFC 6238, appendix B, SHA-1, the last six of its eight figures.
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
  ])('at %i s is %s', (seconds, code) => {
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    expect(stepOfCode(secret, code, seconds * 1000)).toBe(Math.floor(seconds / 30))
    expect(codeAt(secret, seconds * 1000)).toBe(code)
  })
})

describe('Given an evaluator who has enrolled a second factor', () => {
  let secret: string
  let recoveryCodes: readonly string[]
  beforeEach(async () => {
    ;({ secret, recoveryCodes } = await enrol())
  })

  it('when he gives the password alone, then he is asked for a code; with it he is in', async () => {
    expect(await logIn()).toBe('second-factor-needed')
    expect(await logIn(' ')).toBe('second-factor-needed')
    expect(await logIn(now(secret))).toBe('in')
  })

  it('when the password is wrong, then nobody learns that there is a second factor', async () => {
    for (const code of [undefined, '000000', now(secret)])
      expect(await logIn(code, 'desk', 'wrong-wrong-wrong')).toBe('log-in-refused')
    // And the code has not been used up.
    expect(await logIn(now(secret))).toBe('in')
  })

  it('when his clock is a step ahead or behind, then his code is taken; two steps off, not', async () => {
    for (const [steps, answer] of [
      [-2, 'second-factor-wrong'],
      [-1, 'in'],
      [2, 'second-factor-wrong'],
      [1, 'in'],
    ] as const) {
      expect([steps, await logIn(now(secret, steps))]).toEqual([steps, answer])
      office.now += 5 * MINUTE
    }
  })

  it('when a code was used, then neither it nor one from before is taken again, also not by who asks at once', async () => {
    const [both] = [await Promise.all([logIn(now(secret)), logIn(now(secret))])]
    expect(both.sort()).toEqual(['in', 'second-factor-wrong'])
    expect(await logIn(now(secret, -1))).toBe('second-factor-wrong')
    expect(await logIn(now(secret, 1))).toBe('in')
  })

  it('when he types it with full-width figures or a space between, then it is the same', async () => {
    const wide = [...now(secret)].map((it) => String.fromCharCode(it.charCodeAt(0) + 0xfee0)).join('')
    expect(await logIn(`${wide.slice(0, 3)} ${wide.slice(3)}`)).toBe('in')
  })

  it('when the telephone is gone, then each of ten recovery codes logs in, once', async () => {
    expect(new Set(recoveryCodes).size).toBe(10)
    expect(await logIn(recoveryCodes[3])).toBe('in')
    expect(await logIn(recoveryCodes[3])).toBe('second-factor-wrong')
    expect(await logIn(recoveryCodes[4].toUpperCase().replaceAll('-', ' '))).toBe('in')
    expect(office.access.secondFactor.standing(evaluator)).toMatchObject({ recoveryCodesLeft: 8 })
    expect(await logIn('aaaaa-bbbbb-ccccc')).toBe('second-factor-wrong')
  })

  it('when somebody who has the password guesses codes, then he is slowed, also where the holder has logged in before', async () => {
    for (let i = 0; i < 5; i++) expect(await logIn('000000')).toBe('second-factor-wrong')
    expect(await logIn(now(secret))).toBe('too-many-attempts')
    expect(await logIn(recoveryCodes[0])).toBe('too-many-attempts')
    office.now += MINUTE / 2
    expect(await logIn(now(secret))).toBe('in')
    // Forgotten with that: slips of weeks do not add up.
    for (let i = 0; i < 5; i++) expect(await logIn('000000')).toBe('second-factor-wrong')
  })

  it('when he guesses from many places, then he has fifty a day together, and the holder is let in where he is known', async () => {
    let looked = 0
    for (let i = 0; i < 60; i++) if ((await logIn('000000', `stranger ${i}`)) === 'second-factor-wrong') looked++
    expect(looked).toBe(50)
    expect(await logIn(now(secret))).toBe('in')
  })

  it('when wrong codes were given, then the holder is told of them as of wrong passwords', async () => {
    await logIn('000000', 'stranger')
    const answer = await office.access.logIn.logIn('chen.ping', PASSWORD, 'desk', now(secret))
    expect(answer).toMatchObject({ guesses: [{ address: 'stranger', failures: 1 }] })
  })

  it('when it is replaced, then a code of the old one is asked for, and the old one holds until the new one is confirmed', async () => {
    await expect(offer()).rejects.toThrow('wrong-code')
    await expect(offer(now(secret), 'wrong-wrong-wrong')).rejects.toThrow('wrong-password')
    const next = await offer(now(secret))
    office.now += MINUTE
    expect(await logIn(now(next.secret))).toBe('second-factor-wrong')
    expect(await logIn(now(secret))).toBe('in')
    office.access.secondFactor.confirm(evaluator, now(next.secret), '')
    office.now += MINUTE
    expect(await logIn(now(secret))).toBe('second-factor-wrong')
    expect(await logIn(recoveryCodes[0])).toBe('second-factor-wrong')
    expect(await logIn(now(next.secret))).toBe('in')
  })

  it('when it is replaced by a recovery code, then that one stays good until the new factor is confirmed, and the file is what its entries say', async () => {
    const faults = () => new AccessHistory(accessFile(office.folder)).end()
    await expect(offer('aaaaa-bbbbb-ccccc')).rejects.toThrow('wrong-code')
    const next = await offer(recoveryCodes[0])
    expect(office.access.secondFactor.standing(evaluator)).toMatchObject({ recoveryCodesLeft: 10 })
    expect(faults()).toEqual([])
    office.access.secondFactor.confirm(evaluator, now(next.secret), '')
    expect(await logIn(recoveryCodes[0])).toBe('second-factor-wrong')
    expect(faults()).toEqual([])
  })

  it('when an administrator takes it away with a reason, then the password alone logs in, and what got in by it ends', async () => {
    const { secondFactor, entries } = office.access
    const session = (await office.access.logIn.logIn('chen.ping', PASSWORD, 'desk', now(secret))) as { token: string }
    const keeper = { actor: 'keeper', account: 'keeper-id' }
    expect(secondFactor.remove(evaluator, '手机遗失', keeper)).toMatchObject({ secondFactor: false })
    expect(office.actorOf(session.token)).toBeUndefined()
    expect(await logIn()).toBe('in')
    expect(entries.page(0, 100).findLast((it) => it.type === 'SecondFactorRemoved')).toMatchObject({
      actor: 'keeper',
      account: evaluator,
      data: { reason: '手机遗失', sessionsEnded: 2 },
    })
    expect(codeOf(secondFactor.remove(evaluator, '手机遗失', keeper))).toBe('no-second-factor')
    expect(codeOf(secondFactor.remove('nobody', '手机遗失', keeper))).toBe('unknown-account')
  })

  it('when he would take away his own, then he is refused: who has stolen a session could', () => {
    const himself = { actor: 'chen.ping', account: evaluator }
    expect(codeOf(office.access.secondFactor.remove(evaluator, '不用了', himself))).toBe('own-account')
  })

  it('when an administrator whom an issuer vouches for would take it away, then he is refused: he may be its holder', async () => {
    const known = { actor: 'openid:chen' }
    expect(codeOf(office.access.secondFactor.remove(evaluator, '手机遗失', known))).toBe('no-local-account')
    expect(await logIn()).toBe('second-factor-needed')
  })

  it('when his password is changed or reset, then the code is asked for as before', async () => {
    await office.access.logIn.changePassword(evaluator, PASSWORD, 'copper-violin-fog-3', 'desk')
    expect(await logIn(undefined, 'desk', 'copper-violin-fog-3')).toBe('second-factor-needed')
    const reset = await office.access.accounts.resetPassword(evaluator, 'keeper')
    if (isRefusal(reset)) throw new Error(reset.code)
    expect(await logIn(undefined, 'desk', reset.oneTimePassword)).toBe('second-factor-needed')
  })

  it('then the file holds no recovery code, and no entry the secret', () => {
    const kept = ['', '-wal'].map((end) => readFileSync(accessFile(office.folder) + end).toString('latin1')).join('')
    for (const it of recoveryCodes) {
      expect(kept).not.toContain(it)
      expect(kept).not.toContain(it.replaceAll('-', ''))
    }
    expect(JSON.stringify(office.access.entries.page(0, 100))).not.toContain(secret)
  })

  it('then the file is what its entries say, recovery codes used up and all', async () => {
    expect(await logIn(recoveryCodes[0])).toBe('in')
    expect(new AccessHistory(accessFile(office.folder)).end()).toEqual([])
  })

  it.each([
    ['has lost it', 'DELETE FROM recovery_codes; DELETE FROM second_factors'],
    ['has another', "UPDATE second_factors SET secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'"],
    ['has another recovery code', `UPDATE recovery_codes SET code_hash = 'x' WHERE code_hash = (${FIRST})`],
    ['has a recovery code more', "INSERT INTO recovery_codes SELECT account, 'x' FROM second_factors"],
  ])('when the account %s, told by no entry, then it is found', (_, sql) => {
    const database = new DatabaseSync(accessFile(office.folder))
    database.exec(sql)
    database.close()
    expect(new AccessHistory(accessFile(office.folder)).end()).toEqual([
      expect.stringMatching(/second factor of account .*not what its entries say/),
    ])
  })
})

describe('Enrolling', () => {
  it('shows a secret of 160 bits and what an authenticator reads, with the name of the account', async () => {
    const { secret, uri } = await offer()
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(new URL(uri)).toMatchObject({ protocol: 'otpauth:', host: 'totp' })
    expect(decodeURIComponent(new URL(uri).pathname)).toBe('/中试服务台账:chen.ping')
    expect(Object.fromEntries(new URL(uri).searchParams)).toEqual({
      issuer: '中试服务台账',
      secret,
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    })
  })

  it('is nothing before its first code, and nothing after a quarter of an hour', async () => {
    const { secret } = await offer()
    const confirm = (code: string) => codeOf(office.access.secondFactor.confirm(evaluator, code, ''))
    expect(confirm(now(secret, 3))).toBe('wrong-code')
    expect(await logIn()).toBe('in')
    office.now += 15 * MINUTE
    expect(confirm(now(secret))).toBe('second-factor-not-offered')
    const again = await offer()
    expect(confirm(now(secret))).toBe('wrong-code')
    expect(confirm(now(again.secret))).toBe('ok')
    expect(confirm(now(again.secret))).toBe('second-factor-not-offered')
    // The first code is used up by it.
    expect(await logIn(now(again.secret))).toBe('second-factor-wrong')
  })

  it('is over after five wrong codes, and begins anew with none', async () => {
    const confirm = (code: string) => codeOf(office.access.secondFactor.confirm(evaluator, code, ''))
    const first = await offer()
    for (let i = 0; i < 5; i++) expect(confirm(now(first.secret, 5))).toBe('wrong-code')
    expect(confirm(now(first.secret))).toBe('second-factor-not-offered')
    const second = await offer()
    for (let i = 0; i < 4; i++) expect(confirm(now(second.secret, 5))).toBe('wrong-code')
    expect(confirm(now(second.secret))).toBe('ok')
  })

  it('ends the sessions that were begun without it, and no other', async () => {
    const elsewhere = await office.logIn('chen.ping')
    const { session } = await enrol()
    expect([office.actorOf(elsewhere), office.actorOf(session)]).toEqual([undefined, 'chen.ping'])
  })

  it('ends the tokens that were made by the password alone, told by its entry; one that is made with it outlives the next', async () => {
    const { tokens, entries } = office.access
    const make = () => (tokens.create(evaluator, '月报脚本', 30, 'chen.ping') as { token: string }).token
    const works = (token: string) => office.actorOf(token) !== undefined
    const faults = () => new AccessHistory(accessFile(office.folder)).end()
    const before = make()
    const { secret } = await enrol()
    expect(works(before)).toBe(false)
    expect(entries.page(0, 100).findLast((it) => it.type === 'SecondFactorEnrolled')).toMatchObject({
      data: { tokensEnded: 1 },
    })
    const after = make()
    const next = await offer(now(secret))
    office.access.secondFactor.confirm(evaluator, now(next.secret), '')
    expect([works(before), works(after)]).toEqual([false, true])
    expect(faults()).toEqual([])
    const database = new DatabaseSync(accessFile(office.folder))
    database.exec('UPDATE tokens SET revoked_at = NULL, expires_at = 9e15')
    database.close()
    expect(faults()).not.toEqual([])
  })

  it('needs the password', async () => {
    await expect(offer(undefined, 'wrong-wrong-wrong')).rejects.toThrow('wrong-password')
  })
})

describe('A ledger that requires it of evaluators', () => {
  it('lets who has none do nothing else, by session and by token, until he has one', async () => {
    await office.restart({ secondFactorFor: ['evaluator'] })
    const token = office.access.tokens.create(evaluator, '月报脚本', 30, 'chen.ping') as { token: string }
    const missing = (credential: string) => office.access.identify(credential)?.secondFactorMissing
    expect(missing(await office.logIn('chen.ping'))).toBe(true)
    expect(missing(token.token)).toBe(true)
    await office.employ({ name: 'wang.gong' })
    expect(missing(await office.logIn('wang.gong'))).toBeUndefined()
    const { session } = await enrol()
    expect(missing(session)).toBeUndefined()
    // Made by the password alone: it does not go on.
    expect(office.actorOf(token.token)).toBeUndefined()
    expect(office.access.secondFactor.standing(evaluator)).toMatchObject({ required: true, recoveryCodesLeft: 10 })
  })
})

describe('The reset command', () => {
  it('takes away the second factor of the administrator whom it lets in again', async () => {
    office.now += DAY
    await enrol()
    await resetAdministrator(office.folder, { name: 'chen.ping', clock: office.clock })
    expect(office.access.secondFactor.standing(evaluator)).toMatchObject({ enrolledAt: undefined })
    expect(office.access.entries.page(0, 100).findLast((it) => it.type === 'SecondFactorRemoved')).toMatchObject({
      actor: 'local:machine',
    })
  })
})
