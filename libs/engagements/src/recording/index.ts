export { EngagementsRecordingModule } from './engagements-recording.module'
