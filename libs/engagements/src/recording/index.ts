export { AnswerProposal, ChangeEngagement, DisposeBatch, ProposeChange, RecordContent } from './commands'
export { EngagementsRecordingModule } from './engagements-recording.module'
