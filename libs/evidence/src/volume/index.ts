export { bindVolume, type VolumeToBind } from './bind'
export { type PlannedPaper, pagesOf, planVolume, type VolumePaper, type VolumePlan, type VolumeRow } from './plan'
export type { VolumeHead } from './sheets'
