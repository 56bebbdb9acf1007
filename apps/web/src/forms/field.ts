/** One field of a form. `name` is its place in the body (`source.document` lies deeper), so that a refusal's pointer finds it. */
export interface Field {
  readonly name: string
  /** Its word; `field.<name>` otherwise. */
  readonly word?: string
  readonly kind:
    | 'text'
    | 'long'
    | 'amount'
    | 'signedAmount'
    | 'day'
    | 'dayOrMonth'
    | 'choice'
    | 'choices'
    | 'words'
    | 'whole'
    | 'party'
    | 'invoice'
    | 'file'
    | 'flag'
  readonly needed?: boolean
  /** The least and most of a whole number; of a text its longest. */
  readonly min?: number
  readonly max?: number
  /** Values to choose from; their words are `<wordOf>.<value>` or the values themselves. */
  readonly from?: readonly string[]
  readonly wordOf?: string
  /** Or the names to show for the values, where these are no words of the page. */
  readonly names?: Readonly<Record<string, string>>
  /** Shown and sent, not changed here. */
  readonly fixed?: boolean
  /** Only where another field has this value. */
  readonly when?: { readonly field: string; readonly is: string }
}

/** Where the field lies in the form's values. */
export const pathOf = ({ name }: Field): string[] => name.split('.')
