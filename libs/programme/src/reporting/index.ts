export { programme } from './programme.module'
export { ProgrammeReader } from './programme-reader'
