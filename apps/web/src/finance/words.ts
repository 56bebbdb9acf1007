import type { Words } from '../words/words'

export const financeWords: Words = {}
