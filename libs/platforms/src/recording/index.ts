export { CorrectRegister, RecordInRegister, VoidInRegister } from './commands'
export { PlatformsRecordingModule } from './platforms-recording.module'
export { PUBLISHED_FIGURE_CHECK, type PublishedFigureCheck } from './published-figure-check'
