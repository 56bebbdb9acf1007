import type { Words } from '../words/words'

export const contractWords: Words = {}
