export { LIMITS, type SpreadsheetLimits } from './limits'
export { type ReadingOptions, readSpreadsheet, type SpreadsheetFile } from './read-spreadsheet'
export { SpreadsheetRefused } from './refused'
export { columnLetters, type SheetCell, type SheetPlace, type SheetRow } from './sheet'
