export type { Choice, Column, ColumnType, Condition, Sheet } from './column'
export { type IntakeOptions, readIntake } from './read-intake'
export {
  type IntakeFault,
  type IntakeItem,
  type IntakeNotice,
  type IntakeRecord,
  SHEET_KINDS,
  type SheetKind,
} from './record'
export { SHEETS, sheetOf } from './sheets'
