export { ProgrammeRecordingModule } from './programme-recording.module'
