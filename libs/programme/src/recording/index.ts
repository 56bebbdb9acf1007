export { AnswerProgrammeProposal, ChangeProgramme, ProposeProgrammeChange, RecordInProgramme } from './commands'
export { ProgrammeRecordingModule } from './programme-recording.module'
