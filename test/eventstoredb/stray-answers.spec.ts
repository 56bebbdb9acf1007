import { type StandIn, startStandIn } from './stand-in'
import { runProgram } from './writer.spec-support'

/**
 * A second answer to one append ends the process of whoever uses the client's own `appendToStream`. Told in processes of
 * their own: the bare client shows that the stand-in does what kills, the adapter that it does not die of it.
 */
describe('given a server that answers an append twice', () => {
  let server: StandIn

  beforeEach(async () => {
    server = await startStandIn()
    server.faults.always(() => ({ kind: 'twice', stored: true }))
  })
  afterEach(() => server.stop())

  it('then a process with the bare client ends', async () => {
    const { code, errors } = await runProgram(
      `const { EventStoreDBClient, jsonEvent } = require('@eventstore/db-client')
       const client = EventStoreDBClient.connectionString(process.argv[2])
       const append = (n) => client.appendToStream('s', jsonEvent({ type: 'PaymentReceived', data: { n } }))
       append(1).then(() => append(2)).then(() => setTimeout(() => process.exit(0), 500))`,
      [server.connectionString],
    )

    expect(code).not.toBe(0)
    expect(errors).toMatch(/promiseBank|not iterable|undefined/)
  })

  it('then a process with the ledger goes on appending', async () => {
    const { code, output, errors } = await runProgram(
      `const { openEventStoreDbLog } = require('./libs/event-log/src/eventstoredb/eventstoredb-event-log.js')
       const { randomUUID } = require('node:crypto')
       const event = () => ({ id: randomUUID(), type: 'PaymentReceived', version: 1, data: {}, metadata: { actor: 'a', correlationId: 'c' } })
       openEventStoreDbLog({ connectionString: process.argv[2] }).then(async (log) => {
         for (let revision = -1; revision < 9; revision++) await log.append('s', revision === -1 ? 'none' : revision, [event()])
         const { head } = await log.readStream('s')
         await log.close()
         console.log(JSON.stringify({ head, strayAnswers: log.strayAnswers }))
         process.exit(0)
       })`,
      [server.connectionString],
    )

    expect(errors).toBe('')
    expect(code).toBe(0)
    const reported = JSON.parse(output)
    expect(reported.head).toBe(9)
    // The last one may still be on its way when the log is closed.
    expect(reported.strayAnswers).toBeGreaterThanOrEqual(9)
  })
})
