import type { EventLog } from '@pilot-ledger/event-log'

/** Whoever asks for readiness waits no longer than this. */
const PATIENCE_MS = 2_000

/** Why the log does not answer; undefined when it does. For readiness: what needs the log gets no traffic while it is away. */
export async function logFault(log: Pick<EventLog, 'head'>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${PATIENCE_MS} ms`), PATIENCE_MS)
  })
  const answer = log.head().then(
    () => undefined,
    (error: Error) => error.message,
  )
  try {
    return await Promise.race([answer, silence])
  } finally {
    clearTimeout(timer)
  }
}
