export { ProgrammeRecording } from './programme-recording'
export { ProgrammeRecordingModule } from './programme-recording.module'
