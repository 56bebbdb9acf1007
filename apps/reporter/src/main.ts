import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Unavailable } from '@pilot-ledger/event-log'
import { runOnSharedLog } from '@pilot-ledger/service'
import { openReporter } from './reporter'

/** As the build lays them out: the page beside the programs. */
const PAGE = join(__dirname, '../../web')

/** The reporting side on a shared log: each of these follows the log and keeps a read model of its own. */
runOnSharedLog({
  name: 'reporter',
  usage: `用法 Usage: reporter [--log esdb://…] [--data DIR] [--port 3002] [--host ADDRESS]
  --data 或 PILOT_LEDGER_DATA：统计库目录，可随时删除重建 · where the read model is kept; it can be thrown away
  --stale-answers 或 PILOT_LEDGER_STALE_ANSWERS=1：未跟上账本时也作答，并以 ledger-stale 标明 · answers, marked, before it has caught up`,
  port: 3002,
  options: { data: { type: 'string' }, 'stale-answers': { type: 'boolean' } },
  open: async (log, identities, { data, 'stale-answers': stale }, logger) => {
    const { app, model, caughtUp, close } = await openReporter(log, {
      ...identities,
      page: existsSync(join(PAGE, 'index.html')) ? PAGE : undefined,
      folder: resolve((data as string | undefined) ?? process.env.PILOT_LEDGER_DATA ?? 'data/reporter'),
      staleAnswers: stale === true || process.env.PILOT_LEDGER_STALE_ANSWERS === '1',
      logger,
      onNote: (text) => logger.warn(text),
      // It goes on answering that figures are halted: a restart would meet the same entry.
      onHalt: (error) => logger.error({ err: error }, 'figures halted'),
    })
    const listening = async () => {
      if (model.away) logger.warn({ reason: model.away }, 'the log is away: waiting')
      try {
        await caughtUp
      } catch (error) {
        // Stopped while it still waited: whoever stopped it sees to the rest.
        if (error instanceof Unavailable && error.reason === 'closed') return
        throw error
      }
      logger.info({ sequence: model.tables.sequence }, 'ready')
    }
    return { app, listening, close }
  },
})
