import type { MediaType } from '../definitions'

/** What a file is, by what it holds. */
export interface Inspected {
  readonly mediaType: MediaType
  /** As the file has them; absent where its kind has none of its own. */
  readonly pages?: number
}
