import { AllStreamPosition, Empty, UUID, WrongExpectedVersion } from '@eventstore/db-client/generated/shared_pb'
import { Status } from '@eventstore/db-client/generated/status_pb'
import { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb'
import { Any } from 'google-protobuf/google/protobuf/any_pb'
import { appendRequest, correlationOf, NoAnswer, readAnswer, StoreConflict, StoreRefusal } from './append-messages'

const CORRELATION = '0d9c4c43-8f0b-4a6e-9e07-5f3a6f1f2c11'

function refusal(kind: string, details: Uint8Array = new Uint8Array()): BatchAppendResp {
  const any = new Any()
  any.setTypeUrl(`type.googleapis.com/event_store.client.${kind}`)
  any.setValue(details)
  const status = new Status()
  status.setDetails(any)
  const answer = new BatchAppendResp()
  answer.setError(status)
  return answer
}

describe('an append on the wire', () => {
  it('expects an exact revision or no stream, never "any"', () => {
    const begins = appendRequest(CORRELATION, '合同/1', -1, []).getOptions()
    const goesOn = appendRequest(CORRELATION, '合同/1', 7, []).getOptions()

    expect([begins?.hasNoStream(), begins?.hasStreamPosition(), begins?.hasAny()]).toEqual([true, false, false])
    expect([goesOn?.hasNoStream(), goesOn?.getStreamPosition(), goesOn?.hasAny()]).toEqual([false, '7', false])
    const name = begins?.getStreamIdentifier()?.getStreamName_asU8() ?? []
    expect(Buffer.from(name).toString('utf8')).toBe('合同/1')
  })

  it('names no instant as its deadline: a writer whose clock is behind would never store anything', () => {
    expect(appendRequest(CORRELATION, 's', 0, []).getOptions()?.hasDeadline()).toBe(false)
  })
})

describe('an answer to an append', () => {
  it('given a conflict on a stream that is not there, then the number beside it counts for nothing', () => {
    const conflict = new WrongExpectedVersion()
    conflict.setCurrentNoStream(new Empty())
    const none = readAnswer(refusal('WrongExpectedVersion', conflict.serializeBinary()))
    conflict.setCurrentStreamRevision('0')
    const first = readAnswer(refusal('WrongExpectedVersion', conflict.serializeBinary()))

    expect(none).toBeInstanceOf(StoreConflict)
    expect(none).toMatchObject({ actual: -1 })
    expect(first).toMatchObject({ actual: 0 })
  })

  it.each(['MaximumAppendSizeExceeded', 'AccessDenied', 'StreamDeleted', 'BadRequest'])(
    'given %s, then it is refused for good',
    (kind) => {
      expect(readAnswer(refusal(kind))).toEqual(new StoreRefusal(kind))
    },
  )

  it.each(['Timeout', 'Unknown', 'InvalidTransaction'])('given %s, then nothing is known', (kind) => {
    const answer = readAnswer(refusal(kind))
    expect(answer).toBeInstanceOf(NoAnswer)
    expect(answer).toMatchObject({ sent: true })
  })

  it('given a success, then it tells revision and position', () => {
    const success = new BatchAppendResp.Success()
    success.setCurrentRevision('41')
    const position = new AllStreamPosition()
    position.setCommitPosition('9007199254740993')
    position.setPreparePosition('9007199254740992')
    success.setPosition(position)
    const answer = new BatchAppendResp()
    answer.setSuccess(success)

    expect(readAnswer(answer)).toEqual({
      revision: 41,
      position: { commit: 9007199254740993n, prepare: 9007199254740992n },
    })
  })

  it('is found by its correlation in either form a server may choose', () => {
    const text = new UUID()
    text.setString(CORRELATION)
    const halves = new UUID.Structured()
    halves.setMostSignificantBits(BigInt.asIntN(64, 0x0d9c4c438f0b4a6en).toString())
    halves.setLeastSignificantBits(BigInt.asIntN(64, 0x9e075f3a6f1f2c11n).toString())
    const structured = new UUID()
    structured.setStructured(halves)

    for (const id of [text, structured]) {
      const answer = new BatchAppendResp()
      answer.setCorrelationId(id)
      expect(correlationOf(answer)).toBe(CORRELATION)
    }
  })
})
