import { eventLogContract } from '../../libs/event-log/src/contract/contract.spec-support'
import { adapterOn } from './log-under-test.spec-support'

/** Part of the suite only where EVENTSTOREDB_URL names a server (see test/jest.config.cjs). */
const connectionString = process.env.EVENTSTOREDB_URL as string

eventLogContract(
  'a real EventStoreDB',
  adapterOn(() => ({ connectionString }), {
    '42a':
      'a healthy server does not cut off what it served; told on the stand-in, and on a cluster by killing leaders',
  }),
)
