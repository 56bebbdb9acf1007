import { eventLogContract } from '../../libs/event-log/src/contract/contract.spec-support'
import { adapterOn } from './log-under-test.spec-support'

const connectionString = process.env.EVENTSTOREDB_URL

if (connectionString) {
  eventLogContract(
    'a real EventStoreDB',
    adapterOn(() => ({ connectionString }), {
      '42a':
        'a healthy server does not cut off what it served; told on the stand-in, and on a cluster by killing leaders',
    }),
  )
} else {
  describe('the event log on a real EventStoreDB', () => {
    it.skip('runs where EVENTSTOREDB_URL names a server', () => undefined)
  })
}
