export { FILE_READERS_LIMITS, FileReaders, type FileReadersLimits, fileReaders } from './file-readers'
export type { Reading } from './reading'
