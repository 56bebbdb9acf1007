export { AnswerRegisterProposal, ChangeRegister, ProposeRegisterChange, RecordInRegister } from './commands'
export { PlatformsRecordingModule } from './platforms-recording.module'
export { PUBLISHED_FIGURE_CHECK, type PublishedFigureCheck } from './published-figure-check'
