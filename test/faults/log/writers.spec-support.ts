/** Programs for child processes; the adapter is `require('./sqlite/sqlite-event-log.js')` (see child.spec-support). */

const COMMON = `
  const { openSqliteEventLog } = require('./sqlite/sqlite-event-log.js')
  const { writeSync } = require('node:fs')
  const { randomUUID } = require('node:crypto')
  const [, , folder, callers, streams, most] = process.argv
  const say = (...words) => writeSync(1, words.join(' ') + '\\n')
  const event = () => ({
    id: randomUUID(), type: 'InvoiceIssued', version: 1,
    data: { amount: '9116800.00', date: '2025-03-04', note: '中试服务合同'.repeat(8) },
    metadata: { actor: 'clerk-chen', correlationId: 'c' },
  })
  const outcomeOf = async (log, stream) => {
    const it = event()
    try {
      await log.append(stream, 'any', [it])
      say('acknowledged', it.id)
    } catch (error) {
      say(error.code + (error.reason ? '-' + error.reason : ''), it.id)
    }
  }
  const write = (log) => Promise.all(Array.from({ length: Number(callers) }, async (_, caller) => {
    for (let i = 0; i < Number(most); i++) await outcomeOf(log, 'contract-' + ((caller * 31 + i) % Number(streams)))
  }))`

/**
 * Arguments: folder, callers, streams, appends per caller. Says `acknowledged <id>` or `<error code> <id>` for each append,
 * `done` at the end and then waits to be killed.
 */
export const WRITE_AND_WAIT = `${COMMON}
  openSqliteEventLog({ folder }).then(async (log) => {
    await write(log)
    say('done')
    setInterval(() => {}, 60_000)
  })`

/** As WRITE_AND_WAIT; says `fatal` when the log stops, tries to go on all the same, and exits 3. */
export const WRITE_ON_AFTER_FATAL = `${COMMON}
  const onFatal = (error) => {
    say('fatal', error.message.replaceAll('\\n', ' '))
    setImmediate(async () => {
      for (let i = 0; i < 20; i++) await outcomeOf(opened, 'afterwards')
      process.exit(3)
    })
  }
  let opened
  openSqliteEventLog({ folder, onFatal }).then(async (log) => {
    opened = log
    await write(log)
    say('done')
  })`

/** As WRITE_AND_WAIT, with nothing said about what happens when the log stops. */
export const WRITE_WITH_DEFAULTS = `${COMMON}
  openSqliteEventLog({ folder }).then(async (log) => {
    await write(log)
    say('done')
  })`

/** The ids said to have had an outcome, whole lines only: the last one of a killed process may be torn. */
export function idsOf(lines: readonly string[], outcome: string): string[] {
  return lines
    .filter((it) => it.startsWith(`${outcome} `) && it.length === outcome.length + 37)
    .map((it) => it.slice(outcome.length + 1))
}
