import { resolve } from 'node:path'
import {
  EVIDENCE_OPTIONS,
  EVIDENCE_USAGE,
  evidenceTold,
  type OpenEvidence,
  openEvidence,
} from '@pilot-ledger/evidence/serving'
import { type Given, runOnSharedLog } from '@pilot-ledger/service'
import { createRecorder } from './recorder'

/** The recording side on a shared log: as many of these as wanted. */
runOnSharedLog({
  name: 'recorder',
  usage: `用法 Usage: recorder [--log esdb://…] [--port 3001] [--host ADDRESS] [--actor NAME]
  --checkpoints DIR 或 PILOT_LEDGER_CHECKPOINTS：统计服务的检查点目录（只读），公布的条目载明其中最新者 · where reporters keep checkpoints, only read: what is published names the last
  --data 或 PILOT_LEDGER_DATA：未传完的佐证材料所在目录，本服务独用；无佐证材料库则不收材料 · where unfinished uploads lie, of this recorder alone
${EVIDENCE_USAGE}`,
  port: 3001,
  options: {
    actor: { type: 'string' },
    checkpoints: { type: 'string' },
    data: { type: 'string' },
    ...EVIDENCE_OPTIONS,
  },
  open: async (log, identities, given, logger) => {
    const named = (given.actor as string | undefined) ?? process.env.PILOT_LEDGER_ACTOR ?? '登记服务'
    const checkpoints = (given.checkpoints as string | undefined) ?? process.env.PILOT_LEDGER_CHECKPOINTS
    const evidence = await evidenceOf(given)
    const app = await createRecorder(log, { ...identities, actor: named, checkpoints, evidence, logger })
    return { app, close: async () => evidence?.close() }
  },
})

/** Its services must share where papers lie, so nothing is made up: whoever is told of no place takes none. */
async function evidenceOf(given: Given): Promise<OpenEvidence | undefined> {
  const told = evidenceTold(given as Parameters<typeof evidenceTold>[0], process.env)
  const folder = resolve((given.data as string | undefined) ?? process.env.PILOT_LEDGER_DATA ?? 'data/recorder')
  return told.at === undefined ? undefined : openEvidence({ folder, ...told })
}
