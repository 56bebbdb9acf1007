import { join } from 'node:path'

/** The thread in which figures are built, for `ReadModelOptions`. */
export const FIGURES_THREAD = join(__dirname, 'figures-thread')
