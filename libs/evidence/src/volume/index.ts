export { bindVolume, type VolumeToBind } from './bind'
export {
  PageNumbers,
  type PlannedPaper,
  pagesOf,
  planVolume,
  type VolumePaper,
  type VolumePlan,
  type VolumeRow,
} from './plan'
export type { Standing, VolumeHead } from './sheets'
