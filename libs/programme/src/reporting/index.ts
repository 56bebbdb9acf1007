export { programme } from './programme.module'
export { ProgrammeFiguresService } from './programme-figures.service'
export { ProgrammeReader } from './programme-reader'
