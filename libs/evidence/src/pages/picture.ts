/** A page as a picture that PNG and PDF hold as it is: rows from the top, black 0, none padded but to whole bytes. */
export interface PagePicture {
  readonly width: number
  readonly height: number
  /** Bits of a sample: 1 only of black and white. */
  readonly bits: 1 | 8
  /** Samples of a pixel: grey, or red, green and blue. */
  readonly samples: 1 | 3
  readonly rows: Uint8Array
}

export const bytesOfRow = ({ width, bits, samples }: Pick<PagePicture, 'width' | 'bits' | 'samples'>): number =>
  Math.ceil((width * bits * samples) / 8)
