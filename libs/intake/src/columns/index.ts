export type { Choice, Column, ColumnType, Condition, Sheet } from './column'
export { filledCell, formatOf } from './filled'
export { type IntakeOptions, readIntake, readRecords } from './read-intake'
export {
  INTAKE_NOTICE,
  type IntakeFault,
  type IntakeItem,
  type IntakeNotice,
  type IntakeRecord,
  type IntakeUnit,
  REMARK_FIELDS,
  SHEET_KINDS,
  type SheetKind,
} from './record'
export { SAMPLE_MARK, sampleValues } from './sample'
export { SHEETS, sheetOf } from './sheets'
export { type UnitStated as UnitSaid, unitLine, unitsIn } from './unit-line'
