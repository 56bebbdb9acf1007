import { runOnSharedLog } from '@pilot-ledger/service'
import { createRecorder } from './recorder'

/** The recording side on a shared log: as many of these as wanted. */
runOnSharedLog({
  name: 'recorder',
  usage: '用法 Usage: recorder [--log esdb://…] [--port 3001] [--host ADDRESS] [--actor NAME]',
  port: 3001,
  options: { actor: { type: 'string' } },
  open: async (log, identities, { actor }, logger) => {
    const named = (actor as string | undefined) ?? process.env.PILOT_LEDGER_ACTOR ?? '登记服务'
    return { app: await createRecorder(log, { ...identities, actor: named, logger }) }
  },
})
