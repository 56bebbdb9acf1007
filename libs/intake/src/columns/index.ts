export type { Choice, Column, ColumnType, Condition } from './column'
export { filledCell, formatOf } from './filled'
export { type IntakeOptions, readIntake, readRecords } from './read-intake'
export {
  INTAKE_NOTICE,
  type IntakeFault,
  type IntakeItem,
  type IntakeNotice,
  type IntakeRecord,
  type IntakeUnit,
  type Paper,
  REMARK_FIELDS,
} from './record'
export { SAMPLE_MARK, sampleValues } from './sample'
export { SHEET_KINDS, SHEETS, type Sheet, type SheetKind, sheetOf } from './sheets'
export { type UnitStated, unitLine, unitsIn } from './unit-line'
