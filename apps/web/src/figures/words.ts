import type { Words } from '../words/words'

export const figureWords: Words = {}
