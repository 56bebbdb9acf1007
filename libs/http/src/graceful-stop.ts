import type { Server } from 'node:http'
import type { INestApplication } from '@nestjs/common'
import type { Logger } from 'pino'

export interface GracefulStopOptions {
  readonly logger: Logger
  /** How long accepted requests may take to finish (ms, default 10,000); connections still open then are cut. */
  readonly patience?: number
  readonly signals?: readonly NodeJS.Signals[]
  /** Ends the process; a test takes its place. */
  readonly exit?: (code: number) => void
}

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Stops the application at the first signal: no new connections, accepted requests are answered, then the shutdown hooks
 * (`OnApplicationShutdown`: close the log there, never in `OnModuleDestroy`, which runs while requests are in flight), then
 * exit code 0; 1 when closing failed. Later signals change nothing: Ctrl-C reaches a process twice when it runs under npm.
 * Returns the function that a signal calls, for stopping from within.
 */
export function installGracefulStop(app: INestApplication, options: GracefulStopOptions): () => Promise<void> {
  const { logger, patience = 10_000, signals = SIGNALS, exit = process.exit } = options
  let stopped: Promise<void> | undefined
  const stop = () => {
    stopped ??= finish(app, logger, patience).then(exit)
    return stopped
  }
  for (const signal of signals) process.on(signal, stop)
  return stop
}

async function finish(app: INestApplication, logger: Logger, patience: number): Promise<0 | 1> {
  logger.info('stopping: finishing accepted requests')
  const server = app.getHttpServer() as Server
  // A connection whose answer was on its way when the stop began would otherwise wait for another request.
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  const cut = setTimeout(() => {
    logger.warn({ patience }, 'requests still unfinished: cutting their connections')
    server.closeAllConnections()
  }, patience)
  try {
    await app.close()
    logger.info('stopped')
    return 0
  } catch (error) {
    logger.error({ err: error }, 'stopping failed')
    return 1
  } finally {
    clearInterval(idle)
    clearTimeout(cut)
  }
}
