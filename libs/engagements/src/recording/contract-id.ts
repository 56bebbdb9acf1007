import { engagementIdsOf, standingId } from '@pilot-ledger/kernel'
import type { Recorder } from '@pilot-ledger/recording'
import { engagementStream } from '../domain/events'

/** The id of the contract under a number: that of the stream it has, however it is typed. One read, for odd numbers only. */
export function contractIdOf(recorder: Recorder, platform: string, contractNo: string): Promise<string> {
  return standingId(engagementIdsOf(platform, contractNo), (id) => recorder.exists(engagementStream(id)))
}
