export type { SheetCell, SheetPlace, SheetRow } from './sheet'
