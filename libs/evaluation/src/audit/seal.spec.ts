import {
  A,
  B,
  C,
  clerkOf,
  client,
  EVALUATOR,
  FINANCE,
  RoundFixture,
  SECOND,
} from '../rounds/round-fixture.spec-support'
import { audit } from './audit.module'

let fixture: RoundFixture
let round: string
let struckRow: string
/** Submitted, 100,000.00 of 900,000.00 struck, verified, graded and sealed on 2026-03-11. */
beforeEach(async () => {
  fixture = await (await RoundFixture.open((figures) => [audit(figures)])).settle()
  round = await fixture.openRound()
  await fixture.submit(round, A, B)
  fixture.on('2026-02-05')
  const { rows } = (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/indicators/received/rows`)).body
  struckRow = rows.find((it: { value: string }) => it.value === '900000.00').row
  await fixture.do(EVALUATOR, `${fixture.at(round, A)}/strikes`, {
    indicator: 'received',
    row: struckRow,
    amount: '100000.00',
    reason: '其中一笔为示例客户1代收代付',
  })
  const clients = (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/indicators/clients/rows`)).body.rows
  const second = clients.find((it: { contractNo: string }) => it.contractNo === 'A-2').row
  const strike = { indicator: 'clients', row: second, reason: '关联方' }
  await fixture.do(EVALUATOR, `${fixture.at(round, A)}/strikes`, strike)
  await fixture.verify(round, A, B)
  await fixture.grade(round, A, B, C)
  await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
}, 60_000)
afterEach(() => fixture.close())

const seal = async () => (await fixture.get(EVALUATOR, `/api/rounds/${round}/seal`)).body
const since = async (platform = A) =>
  (await fixture.get(EVALUATOR, `${fixture.at(round, platform)}/since-sealing`)).body
// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON came back.
const of = (answer: any, indicator: string) => answer.indicators.find((it: any) => it.indicator === indicator)

describe('given a sealed round', () => {
  it('then every result comes out of the log again, to the same hash', async () => {
    const { results, stands, sealNo } = await seal()
    expect([sealNo, stands, results.length]).toEqual([1, true, 3])
    for (const it of results) {
      expect(it.hash).toMatch(/^[0-9a-f]{64}$/)
      expect(it).toMatchObject({ equal: true, storedHash: it.hash, recomputedHash: it.hash })
      expect(it.difference).toBeUndefined()
    }
    expect(new Set(results.map((it: { hash: string }) => it.hash)).size).toBe(3)
  })

  it('then nothing would be otherwise while nothing is recorded', async () => {
    const answer = await since()
    for (const it of answer.indicators) expect([it.now, it.entries]).toEqual([it.sealed, []])
  })

  it('then late entries, corrections and voids leave it as it is, and are told entry by entry', async () => {
    const before = await seal()
    fixture.on('2026-04-20')
    const contract = async (no: string) =>
      (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/audit`)).body.rows.find(
        (it: { contractNo: string; indicator: string }) => it.contractNo === no && it.indicator === 'received',
      )
    const paid = await contract('A-1')
    // 900,000.00 becomes 880,000.00: the strike of 100,000.00 on it goes along.
    await fixture.do(EVALUATOR, `/api/engagements/${paid.engagement}/corrections`, {
      corrects: paid.entryId,
      content: {
        type: 'PaymentReceived',
        data: {
          bankReference: 'HD-1',
          payer: client(0),
          share: '880000.00',
          total: '880000.00',
          receivedOn: '2025-03-10',
        },
      },
      reason: '回单金额录错',
    })
    // 400,000.00 less 50,000.00 refunded: voided with what followed.
    const other = await contract('A-2')
    await fixture.do(EVALUATOR, `/api/engagements/${other.engagement}/voids`, {
      voids: other.entryId,
      includeLater: true,
      reason: '重复登记',
    })
    const late = await fixture.sign(A, 'A-LATE', 3, '70000.00', { signedOn: '2025-11-01' })
    await fixture.pay(late, 'HD-LATE', '60000.00', '2025-12-30')
    // Outside the window: moves nothing.
    await fixture.pay(late, 'HD-2026', '1.00', '2026-01-05')

    const after = await seal()
    expect(after.results).toEqual(before.results)
    const answer = await since()
    const received = of(answer, 'received')
    // 1,150,000.00 sealed; −20,000.00 − 350,000.00 + 60,000.00.
    expect(received).toMatchObject({ sealed: '1150000.00', now: '840000.00', difference: '-310000.00' })
    const effects = received.entries.map((it: { how: string; effect: string }) => [it.how, it.effect])
    expect(effects[0]).toEqual(['correction', '-20000.00'])
    expect(effects.at(-1)).toEqual(['entry', '60000.00'])
    const sum = received.entries.reduce(
      (total: bigint, it: { effect: string }) => total + BigInt(it.effect.replace('.', '')),
      0n,
    )
    expect(sum).toBe(-31_000_000n)
    expect(effects.filter(([how]: string[]) => how === 'void').length).toBeGreaterThan(0)
    // A new client and 70,000.00 more signed.
    expect(of(answer, 'contracts')).toMatchObject({ sealed: '1500000.00', now: '1570000.00', difference: '70000.00' })
    expect(of(answer, 'clients')).toMatchObject({ sealed: '1', now: '2', difference: '1' })
  })

  it('then what is recorded on a row wholly struck is told, with no effect', async () => {
    fixture.on('2026-04-20')
    const { rows } = (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/audit`)).body
    const signed = rows.find(
      (it: { indicator: string; contractNo: string }) => it.indicator === 'clients' && it.contractNo === 'A-2',
    )
    const voids = `/api/engagements/${signed.engagement}/voids`
    const { entries } = (await fixture.get(EVALUATOR, `/api/engagements/${signed.engagement}/entries`)).body
    // Money that came in is never taken along: it goes by its own name first.
    for (const { entryId, type } of entries)
      if (type === 'PaymentReceived')
        await fixture.do(EVALUATOR, voids, { voids: entryId, includeLater: true, reason: '重复登记' })
    await fixture.do(EVALUATOR, voids, { voids: signed.entryId, includeLater: true, reason: '重复登记' })
    const clients = of(await since(), 'clients')
    expect([clients.sealed, clients.now]).toEqual(['1', '1'])
    expect(clients.entries).toMatchObject([{ effect: '0', how: 'void', struck: true, contractNo: 'A-2' }])
  })

  it('then a strike follows its row through a correction, and goes with it when it is voided', async () => {
    fixture.on('2026-04-20')
    const { rows } = (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/audit`)).body
    const row = (indicator: string, contractNo: string) =>
      rows.find(
        (it: { indicator: string; contractNo: string }) => it.indicator === indicator && it.contractNo === contractNo,
      )
    const signed = row('clients', 'A-2')
    const entries = (await fixture.get(EVALUATOR, `/api/engagements/${signed.engagement}/entries`)).body.entries
    const { data } = entries.find((it: { type: string }) => it.type === 'ContractSigned')
    await fixture.do(EVALUATOR, `/api/engagements/${signed.engagement}/corrections`, {
      corrects: signed.entryId,
      content: { type: 'ContractSigned', data: { ...data, title: '更名后的项目' } },
      reason: '项目名称录错',
    })
    expect(of(await since(), 'clients')).toMatchObject({
      sealed: '1',
      now: '1',
      entries: [{ how: 'correction', effect: '0', struck: true }],
    })
    const paid = row('received', 'A-1')
    const voided = { voids: paid.entryId, includeLater: true, reason: '非本合同到账' }
    await fixture.do(EVALUATOR, `/api/engagements/${paid.engagement}/voids`, voided)
    // 900,000.00 less the 100,000.00 that were struck off it.
    expect(of(await since(), 'received')).toMatchObject({
      now: '350000.00',
      entries: [{ how: 'void', effect: '-800000.00' }],
    })
  })

  it('then a relation declared later is told as what moved the value, though no row of it changed', async () => {
    fixture.on('2026-04-20')
    const centre = { key: 'LY-2', title: '后补登记的联合研发中心', from: '2025-01-01', party: client(1) }
    await fixture.do(EVALUATOR, `/api/platforms/${A}/joint-centres`, centre)
    const received = of(await since(), 'received')
    // 400,000.00 − 50,000.00 of the client that turns out a partner.
    expect(received).toMatchObject({
      difference: '-350000.00',
      entries: [{ type: 'JointCentreEstablished', effect: '-350000.00' }],
    })
    expect((await seal()).results.every((it: { equal: boolean }) => it.equal)).toBe(true)
  })

  it('then a platform sees its own alone, and that not before it is published', async () => {
    expect((await fixture.get(clerkOf(A), `/api/rounds/${round}/seal`)).body.code).toBe('round-not-sealed')
    expect((await fixture.get(clerkOf(A), `${fixture.at(round, A)}/since-sealing`)).body).toMatchObject({
      sealed: null,
      indicators: [],
    })
    await fixture.do(EVALUATOR, `/api/rounds/${round}/publication`, { on: '2026-03-11' })
    const { results } = (await fixture.get(clerkOf(A), `/api/rounds/${round}/seal`)).body
    expect(results.map((it: { platform: string }) => it.platform)).toEqual([A])
    expect((await fixture.get(FINANCE, `/api/rounds/${round}/seal`)).body.results).toHaveLength(3)
  })

  it('then an unknown round and a platform that takes no part are said', async () => {
    const nobody = '11111111-1111-5111-8111-111111111111'
    expect((await fixture.get(EVALUATOR, `/api/rounds/${nobody}/seal`)).body.code).toBe('unknown-round')
    expect((await fixture.get(EVALUATOR, '/api/rounds/x/seal')).status).toBe(404)
    expect((await fixture.get(EVALUATOR, `${fixture.at(round, nobody)}/since-sealing`)).body.code).toBe(
      'platform-not-in-round',
    )
  })

  it('then what another round grants later takes nothing of it: its cap counts what was granted by then', async () => {
    const before = await seal()
    await fixture.do(EVALUATOR, `/api/rounds/${round}/publication`, { on: '2026-03-11' })
    await fixture.do(EVALUATOR, `/api/rounds/${round}/subsidy`)
    const { scheme } = (await fixture.get(EVALUATOR, `/api/rounds/${round}`)).body
    const deadlines = {
      selfAssessment: '2026-04-30',
      verification: '2026-05-31',
      reply: '2026-06-10',
      appeal: '2026-07-10',
    }
    const body = {
      roundNo: 'PJ-2',
      title: '复评',
      scheme: scheme.id,
      version: 1,
      year: 2025,
      platforms: [B],
      deadlines,
      repeats: '复评',
    }
    const second = (await fixture.on('2026-03-12').do(EVALUATOR, '/api/rounds', body)).id
    await fixture.on('2026-04-20').do(clerkOf(B), `${fixture.at(second, B)}/submission`)
    await fixture.on('2026-05-10').do(EVALUATOR, `${fixture.at(second, B)}/verification`)
    fixture.on('2026-06-11')
    await fixture.do(EVALUATOR, `${fixture.at(second, B)}/grade-proposal`)
    await fixture.do(SECOND, `${fixture.at(second, B)}/grade-confirmation`)
    await fixture.do(EVALUATOR, `/api/rounds/${second}/sealing`)
    await fixture.do(EVALUATOR, `/api/rounds/${second}/publication`, { on: '2026-06-11' })
    await fixture.do(EVALUATOR, `/api/rounds/${second}/subsidy`)
    expect((await seal()).results).toEqual(before.results)
    const { results } = (await fixture.get(EVALUATOR, `/api/rounds/${second}/seal`)).body
    expect(results).toMatchObject([{ platform: B, equal: true }])
  })
})
