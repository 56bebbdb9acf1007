/** A paper where it proves something, as its entry names it: whether its file is there is known when it is opened. */
export interface Paper {
  readonly platform: string
  readonly sha256: string
  readonly fileName: string
  /** As the entry states them. */
  readonly pages?: number
  /** What it proves: the entry, or the row; a paper may stand at several. */
  readonly of: string
  /** The same in words, where the papers of several stand in one list. */
  readonly about?: string
}

/** Where the paper stands among those of the page. */
export interface Place {
  readonly no: number
  readonly of: number
}

export const keyOf = ({ of, sha256 }: Paper): string => `${of} ${sha256}`

const ADDRESS = './api/platforms'

/** The file itself; `opening` makes all that is asked of it one look. */
export const addressOf = ({ platform, sha256 }: Paper, opening: string, download?: 'download'): string =>
  `${ADDRESS}/${platform}/evidence/${sha256}?opening=${opening}${download ? '&download=true' : ''}`

/** One of its pages as a picture, of a kind that no browser shows. */
export const pageAddressOf = ({ platform, sha256 }: Paper, page: number, opening: string): string =>
  `${ADDRESS}/${platform}/evidence/${sha256}/pages/${page}?opening=${opening}`
