import { audit } from '@pilot-ledger/evaluation/audit'
import { ReadModel } from '@pilot-ledger/figures'
import { FiguresService, StreamReader } from '@pilot-ledger/figures/reporting'
import { Recorder } from '@pilot-ledger/recording'
import { AuditService } from '../../libs/evaluation/src/audit/audit.service'
import { AuditedRounds } from '../../libs/evaluation/src/audit/audited-rounds'
import { SamplesService } from '../../libs/evaluation/src/audit/samples.service'
import { RoundContext } from '../../libs/evaluation/src/rounds/round-context'
import { A, EVALUATOR, RoundFixture } from '../../libs/evaluation/src/rounds/round-fixture.spec-support'

it('given a sample drawn by one reporter, then another that built its figures anew draws the same, whatever came since', async () => {
  const fixture = await (await RoundFixture.open((figures) => [audit(figures)])).settle()
  const round = await fixture.openRound()
  for (const [method, strataBy] of [
    ['count', 'warning'],
    ['money', 'amount'],
    ['count', 'category'],
  ]) {
    const requested = { indicator: 'received', seed: `现场 ${strataBy}`, method, size: 2, strataBy }
    await fixture.do(EVALUATOR, `${fixture.at(round, A)}/samples`, requested)
  }
  fixture.on('2026-02-20')
  // Evidence takes W14 away, so the strata by warning are others now, and not at the cut of the draw.
  const first = (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/samples/1`)).body
  const evidence = { sha256: 'a'.repeat(64), kind: '合同', fileName: '合同.pdf', pages: 3 }
  for (const { engagement } of first.rows)
    await fixture.do(EVALUATOR, `/api/engagements/${engagement}/evidence`, evidence)

  const model = await ReadModel.open(fixture.log, { file: ':memory:' })
  await model.start()
  try {
    const clock = () => Date.parse('2027-01-01T00:00:00Z')
    const figures = new FiguresService(model, fixture.log, clock)
    const recorder = new Recorder(fixture.log, clock)
    const context = new RoundContext(figures, recorder, model, fixture.log, clock)
    const reading = new AuditedRounds(context, new StreamReader(model, fixture.log), recorder)
    const samples = new SamplesService(reading, new AuditService(figures, fixture.log, clock), recorder)
    for (const sample of ['1', '2', '3'])
      expect((await samples.one(round, A, sample, undefined)).redrawn).toMatchObject({
        samePopulation: true,
        sameRows: true,
      })
  } finally {
    await model.stop()
    await fixture.close()
  }
}, 60_000)
