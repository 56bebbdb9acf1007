/**
 * What a reader does not see, or sees elsewhere than it stands: control characters (a terminal obeys them), line breaks of every
 * kind, marks that turn the direction of writing or have no width, halves of characters and code points that are none.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}\p{Noncharacter_Code_Point}]/gu

/** One line that says what the text holds and can do nothing else, whoever wrote it: what is unseen stands as JSON's escapes. */
export const printable = (text: string): string =>
  text.replace(UNSEEN, (it) =>
    it
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )

/** As many lines as are given, whatever stands in them. */
export const printableLines = (lines: readonly string[]): string => lines.map(printable).join('\n')
