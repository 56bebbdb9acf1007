import { createHash } from 'node:crypto'
import { NestFactory } from '@nestjs/core'
import { CommandBus } from '@nestjs/cqrs'
import { EngagementsRecording } from '@pilot-ledger/engagements/recording'
import type { CommandIdentity } from '@pilot-ledger/http'
import { ACTOR } from '@pilot-ledger/http'
import { type Checked, canonicalJson, isRefusal, type Json } from '@pilot-ledger/kernel'
import { PlatformsRecording } from '@pilot-ledger/platforms/recording'
import { ProgrammeRecording } from '@pilot-ledger/programme/recording'
import { ChangeEntry, type RecordAnswer, RecordEntry } from '@pilot-ledger/recording'
import { openLedger, standaloneModule } from '../ledger'
import { recordBank } from './bank'
import { recordCloses } from './closes'
import { cmcScript } from './cmc-platform'
import { recordEvaluation } from './evaluation'
import { instrumentsScript } from './instruments-platform'
import { storePapers } from './papers'
import { programmeScript } from './programme'
import type { Step } from './script'

export const ACTOR_NAME = '演示数据生成'
/** What was recorded is taken into the figures within this time, or something is wrong. */
const TAKE_IN_MS = 30_000

/**
 * Records the demonstration through the commands, day by day, with a clock that stands at ten in the morning of each day, so
 * that late entries are late and an earlier cut shows less. Keys are fixed: a run that was interrupted goes on, a second one
 * records nothing. Throws on a refusal: the demonstration must obey the rules like everyone.
 */
export async function seedDemonstration(
  folder: string,
  onProgress?: (done: number, of: number) => void,
): Promise<number> {
  let now = 0
  const ledger = await openLedger({ folder, clock: () => now })
  const module = { ...standaloneModule(ledger, { clock: () => now }) }
  module.providers = [...(module.providers ?? []), { provide: ACTOR, useValue: ACTOR_NAME }]
  module.exports = [...(module.exports ?? []), ACTOR]
  const app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false })
  const bus = app.get(CommandBus)
  const made = new Map<string, string>()
  const steps = demonstrationSteps()
  try {
    for (const [i, step] of steps.entries()) {
      now = Date.parse(`${step.on}T10:00:00+08:00`)
      const answer = await bus.execute<object, Checked<RecordAnswer>>(commandOf(step, made))
      if (isRefusal(answer))
        throw new Error(`${step.key}: ${answer.code} ${answer.pointer} ${JSON.stringify(answer.facts)}`)
      made.set(step.key, answer.entryIds[answer.entryIds.length - 1])
      onProgress?.(i + 1, steps.length)
    }
    const clock = {
      standAt: (day: string) => {
        now = Date.parse(`${day}T10:00:00+08:00`)
      },
      takeIn: async () => {
        await ledger.model.reached((await ledger.log.head()) ?? '0', TAKE_IN_MS)
      },
    }
    await recordCloses(app, clock, ACTOR_NAME)
    await recordBank(app, clock)
    await recordEvaluation(app, clock)
    await storePapers(app, ledger.evidence, clock, steps)
    return steps.length
  } finally {
    await app.close()
    await ledger.close()
  }
}

/** Every step in the order of its day; and one of them twice, as a nervous client sends it (the same request, one entry). */
export function demonstrationSteps(): Step[] {
  const steps = [...instrumentsScript(), ...cmcScript(), ...programmeScript()]
  const twice = steps.find((it) => it.key === 'cmc-CMC-010-invoice') as Step
  return [...steps, twice]
    .map((it, i) => ({ it, i }))
    .sort((a, b) => (a.it.on < b.it.on ? -1 : a.it.on > b.it.on ? 1 : a.i - b.i))
    .map(({ it }) => it)
}

function commandOf(step: Step, made: ReadonlyMap<string, string>): object {
  const identity: CommandIdentity = {
    actor: ACTOR_NAME,
    correlationId: step.key,
    idempotencyKey: step.key,
    requestHash: createHash('sha256')
      .update(canonicalJson(JSON.parse(JSON.stringify(step)) as Json))
      .digest('hex'),
  }
  switch (step.kind) {
    case 'register':
      return new RecordEntry(PlatformsRecording, step.platform, step.content, identity)
    case 'programme':
      return new RecordEntry(ProgrammeRecording, step.programme, step.content, identity)
    case 'contract':
      return new RecordEntry(EngagementsRecording, step.engagement, step.content, identity)
    case 'correction':
      return new ChangeEntry(
        EngagementsRecording,
        step.engagement,
        { kind: 'correction', corrects: made.get(step.of) as string, content: step.content, reason: step.reason },
        identity,
      )
    case 'void':
      return new ChangeEntry(
        EngagementsRecording,
        step.engagement,
        { kind: 'void', voids: made.get(step.of) as string, reason: step.reason },
        identity,
      )
  }
}
