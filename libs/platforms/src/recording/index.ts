export { AnswerRegisterProposal, ChangeRegister, ProposeRegisterChange, RecordInRegister } from './commands'
export { FigurePublishedDto } from './dtos'
export { PlatformsRecordingModule } from './platforms-recording.module'
export { PUBLISHED_FIGURE_CHECK, type PublishedFigureCheck } from './published-figure-check'
