export type { Capability, Changes } from './capability'
export type { Checkpoints } from './checkpoints'
export { AnswerProposal, ChangeEntry, Decide, ProposeChange, RecordEntry } from './commands'
export * from './dated-rule'
export {
  type BodyOf,
  type Brought,
  type Decider,
  type Deciding,
  LOOK_AGAIN,
  type RequestName,
  type RequestOf,
  type Submission,
} from './deciding'
export type { Answered } from './decisions'
export { answerAgain, RecordingModule } from './handlers'
export * from './history-at'
export { type Exchange, HttpExchange } from './http/exchange'
export { RecordingHeaders, RecordingService, recordingControllers } from './http/recording-controllers'
export * from './plans'
export * from './proposals'
export * from './recorder'
export { notStorable } from './storable'
