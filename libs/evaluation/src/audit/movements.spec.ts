import { Question } from '@pilot-ledger/figures'
import { valueOfRows } from '../domain/counted'
import type { StreamsAtCut } from '../rounds/contract-terms'
import { indicatorRows } from '../rounds/indicator-rows'
import { A, B, C, client, EVALUATOR, RoundFixture } from '../rounds/round-fixture.spec-support'
import { audit } from './audit.module'
import { AuditService } from './audit.service'
import { AuditedRounds } from './audited-rounds'
import { moved } from './movements'
import { type Moving, onRows } from './moving'
import { RoundAuditService } from './round-audit.service'

let fixture: RoundFixture
let round: string
beforeEach(async () => {
  fixture = await (await RoundFixture.open((figures) => [audit(figures)])).settle()
  round = await fixture.openRound()
  await fixture.submit(round, A, B)
  fixture.on('2026-02-05')
  const rowsOf = async (indicator: string) =>
    (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/indicators/${indicator}/rows`)).body.rows
  const [first, second] = await rowsOf('received')
  const [contract] = await rowsOf('contracts')
  const [, other] = await rowsOf('clients')
  const [project] = await rowsOf('library')
  const strike = (indicator: string, row: string, more: object = {}) =>
    fixture.do(EVALUATOR, `${fixture.at(round, A)}/strikes`, { indicator, row, reason: '核减', ...more })
  await strike('received', first.row, { amount: '100000.00' })
  await strike('received', second.row)
  await strike('contracts', contract.row, { amount: '1.00' })
  await strike('clients', other.row)
  await strike('library', project.row)
  await fixture.verify(round, A, B)
  await fixture.grade(round, A, B, C)
  await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
}, 60_000)
afterEach(() => fixture.close())

/** The indicator's value from its rows and strikes at a cut: fen, or how many. */
async function requested(moving: Moving, cut: number, streams: StreamsAtCut): Promise<string> {
  const { tables, window, platform, scheme, indicator } = moving
  const found = await indicatorRows(new Question(tables, window, cut, platform), scheme, indicator, streams)
  if (!found) throw new Error(`${indicator.code} has no rows`)
  const rows = found.rows.map(({ taxBasis: _, ...it }) => it)
  return valueOfRows(found.measure, rows, onRows(await moving.deductionsAt(cut), rows)) as string
}

const number = (text: string) => BigInt(text.replace('.', ''))

/** Each indicator of 甲 as it moved since its seal: as it is told, and by asking everything anew at every entry. */
const bothWays = async () => {
  const reading = fixture.app.get(AuditedRounds)
  const read = await reading.round(round, String((await fixture.log.head()) ?? 0))
  const { streams } = fixture.app.get(AuditService)
  const since = read.cut.sequence
  const until = reading.context.tables.sequence
  const answers = []
  for (const of of await reading.figures(read, A, since)) {
    const moving = fixture.app.get(RoundAuditService).moving(read, A, of)
    const reported = await moved(moving, since, until, streams)
    const values: string[] = []
    for (let cut = since; cut <= until; cut++) values.push(await requested(moving, cut, streams))
    const slow = values.flatMap((value, i) => {
      const effect = i === 0 ? 0n : number(value) - number(values[i - 1])
      return effect === 0n ? [] : [{ sequence: since + i, effect }]
    })
    const fast = reported?.movements.map(({ sequence, effect }) => ({ sequence, effect: number(effect) }))
    answers.push({
      code: of.code,
      fast: { since: reported?.since, until: reported?.until, movements: fast },
      slow: { since: values[0], until: values.at(-1), movements: slow },
    })
  }
  return answers
}

it('An indicator is told to move as it does when everything is asked anew at every entry', async () => {
  fixture.on('2026-04-20')
  const rows = (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/audit`)).body.rows
  const of = (no: string, indicator: string) =>
    rows.find((it: { contractNo: string; indicator: string }) => it.contractNo === no && it.indicator === indicator)
  const paid = of('A-1', 'received')
  const content = {
    type: 'PaymentReceived',
    data: { bankReference: 'HD-1', payer: client(0), share: '50000.00', total: '50000.00', receivedOn: '2025-03-10' },
  }
  await fixture.pay(paid.engagement, 'HD-LATE', '77.00', '2025-12-30')
  const correction = { corrects: paid.entryId, content, reason: '回单金额' }
  await fixture.do(EVALUATOR, `/api/engagements/${paid.engagement}/corrections`, correction)
  const signed = of('A-2', 'clients')
  const again = await fixture.sign(A, 'A-9', 1, '900.00', { signedOn: '2025-06-01' })
  await fixture.pay(again, 'HD-91', '300.00', '2025-06-05')
  const related = { title: '参股', party: client(1), relation: 'invests', from: '2025-01-01' }
  await fixture.do(EVALUATOR, `/api/platforms/${A}/affiliations`, { key: 'GL-1', ...related })
  await fixture.do(EVALUATOR, `/api/platforms/${A}/affiliations/GL-1/end`, { on: '2025-05-01', reason: '转让' })
  await fixture.do(EVALUATOR, `/api/engagements/${signed.engagement}/completion`, { on: '2025-11-01' })
  await fixture.do(EVALUATOR, `/api/platforms/${A}/library-projects`, { key: 'XM-3', title: '丙', from: '2025-06-01' })
  await fixture.sign(A, 'K-1', 0, '700000.00', { kind: 'framework', signedOn: '2025-03-01' })
  await fixture.sign(A, 'K-1-1', 0, '5000.00', { kind: 'callOff', parent: 'K-1', signedOn: '2025-03-02' })
  for (const { code, fast, slow } of await bothWays()) expect([code, fast]).toEqual([code, slow])
  const received = (await bothWays()).find((it) => it.code === 'received')?.fast
  expect(received?.movements).not.toEqual([])
}, 60_000)
