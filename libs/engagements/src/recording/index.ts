export { CorrectEngagement, DisposeBatch, RecordContent, VoidEngagementEntry } from './commands'
export { EngagementsRecordingModule } from './engagements-recording.module'
