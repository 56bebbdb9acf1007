import { audit } from '@pilot-ledger/evaluation/audit'
import { ReadModel } from '@pilot-ledger/figures'
import { FiguresService, StreamReader } from '@pilot-ledger/figures/reporting'
import { Recorder } from '@pilot-ledger/recording'
import { AuditService } from '../../libs/evaluation/src/audit/audit.service'
import { AuditedRounds } from '../../libs/evaluation/src/audit/audited-rounds'
import { SamplesService } from '../../libs/evaluation/src/audit/samples.service'
import { RoundContext } from '../../libs/evaluation/src/rounds/round-context'
import { A, EVALUATOR, RoundTown } from '../../libs/evaluation/src/rounds/round-town.spec-support'

it('given a sample drawn by one reporter, then another that built its figures anew draws the same, whatever came since', async () => {
  const town = await (await RoundTown.open((figures) => [audit(figures)])).settle()
  const round = await town.openRound()
  for (const [method, strataBy] of [
    ['count', 'warning'],
    ['money', 'amount'],
    ['count', 'category'],
  ]) {
    const asked = { indicator: 'received', seed: `现场 ${strataBy}`, method, size: 2, strataBy }
    await town.do(EVALUATOR, `${town.at(round, A)}/samples`, asked)
  }
  town.on('2026-02-20')
  // Evidence takes W14 away, so the strata by warning are others now, and not at the cut of the draw.
  const first = (await town.get(EVALUATOR, `${town.at(round, A)}/samples/1`)).body
  const evidence = { sha256: 'a'.repeat(64), kind: '合同', fileName: '合同.pdf', pages: 3 }
  for (const { engagement } of first.rows) await town.do(EVALUATOR, `/api/engagements/${engagement}/evidence`, evidence)

  const model = await ReadModel.open(town.log, { file: ':memory:' })
  await model.start()
  try {
    const clock = () => Date.parse('2027-01-01T00:00:00Z')
    const figures = new FiguresService(model, town.log, clock)
    const recorder = new Recorder(town.log, clock)
    const context = new RoundContext(figures, recorder, model, town.log, clock)
    const reading = new AuditedRounds(context, new StreamReader(model, town.log), recorder)
    const samples = new SamplesService(reading, new AuditService(figures, town.log, clock), recorder)
    for (const sample of ['1', '2', '3'])
      expect((await samples.one(round, A, sample, undefined)).redrawn).toMatchObject({
        samePopulation: true,
        sameRows: true,
      })
  } finally {
    await model.stop()
    await town.close()
  }
}, 60_000)
