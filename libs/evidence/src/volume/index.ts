export { VOLUME } from './answer-shapes'
export { bindVolume, type ContentsReading, type VolumeToBind } from './bind'
export { Bindery, CONTENTS_READING, type VolumeAsked } from './bindery'
export type { PrintedContents } from './bound-paper'
export {
  PageNumbers,
  type PlannedPaper,
  pagesOf,
  pagesTogether,
  planVolume,
  type VolumePaper,
  type VolumePlan,
  type VolumeRow,
} from './plan'
export type { Standing, VolumeHead } from './sheets'
