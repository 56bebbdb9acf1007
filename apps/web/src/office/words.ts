import type { Words } from '../words/words'

export const officeWords: Words = {}
