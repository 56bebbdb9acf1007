export { AnswerProposal, ChangeEngagement, DisposeBatch, ProposeChange, RecordContent } from './commands'
export { DATA_CLASS } from './contents'
export { EngagementsRecordingModule } from './engagements-recording.module'
export { KnownParties } from './known-parties'
