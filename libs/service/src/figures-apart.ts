import { join } from 'node:path'

/** The process in which figures are built, for `ReadModelOptions`. */
export const FIGURES_BUILDER = join(__dirname, 'figures-builder')
