import { eventLogContract } from '../../libs/event-log/src/contract/contract.spec-support'
import { adapterOn } from './log-under-test.spec-support'
import { type StandIn, startStandIn } from './stand-in'

let server: StandIn

beforeAll(async () => {
  server = await startStandIn()
})
afterAll(() => server.stop())

eventLogContract(
  'EventStoreDB (stand-in)',
  adapterOn(() => ({ connectionString: server.connectionString, cutTail: (count) => server.cutTail(count) })),
)
