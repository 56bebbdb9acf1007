import { runOnSharedLog } from '@pilot-ledger/service'
import { createRecorder } from './recorder'

/** The recording side on a shared log: as many of these as wanted. */
runOnSharedLog({
  name: 'recorder',
  usage: `用法 Usage: recorder [--log esdb://…] [--port 3001] [--host ADDRESS] [--actor NAME]
  --checkpoints DIR 或 PILOT_LEDGER_CHECKPOINTS：统计服务的检查点目录（只读），公布的条目载明其中最新者 · where reporters keep checkpoints, only read: what is published names the last`,
  port: 3001,
  options: { actor: { type: 'string' }, checkpoints: { type: 'string' } },
  open: async (log, identities, given, logger) => {
    const named = (given.actor as string | undefined) ?? process.env.PILOT_LEDGER_ACTOR ?? '登记服务'
    const checkpoints = (given.checkpoints as string | undefined) ?? process.env.PILOT_LEDGER_CHECKPOINTS
    return { app: await createRecorder(log, { ...identities, actor: named, checkpoints, logger }) }
  },
})
