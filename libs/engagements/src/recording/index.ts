export { EngagementsRecordingModule } from './engagements-recording.module'
export { RecordContent, CorrectEngagement, VoidEngagementEntry, DisposeBatch } from './commands'
