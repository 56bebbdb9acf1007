export { PlatformsRecording } from './platforms-recording'
export { PlatformsRecordingModule } from './platforms-recording.module'
export { PUBLISHED_FIGURE_CHECK, type PublishedFigureCheck, withKnownFigure } from './published-figure-check'
