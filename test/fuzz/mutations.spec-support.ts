/** Chance that can be had again from its seed. */
export class Chance {
  constructor(private state: number) {}

  /** Below 1; mulberry32. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  below(n: number): number {
    return Math.floor(this.next() * n)
  }

  of<T>(those: readonly T[]): T {
    return those[this.below(those.length)]
  }
}

const NUMBERS = [
  '0',
  '-1',
  '1',
  '16384',
  '1048576',
  '1048577',
  '99999999999999999999',
  '1e309',
  '0.1',
  'NaN',
  '',
  '1.00.1',
]
const FRAGMENTS = [
  '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
  '<mergeCell ref="A1:Z100000"/>',
  '<dataValidations><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"是"</formula1></dataValidation></dataValidations>',
  '<col min="1" max="1000000000" hidden="1"/>',
  `<numFmt numFmtId="164" formatCode="${'['.repeat(900)}"/>`,
  '<f t="shared" ref="A1:XFD1048576" si="0"/>',
  '<c r="XFD1048576"><v>1</v></c>',
  '<definedName name="x">表!$A$1:$XFD$1048576</definedName>',
  '<!DOCTYPE x [<!ENTITY a "aaaa">]>',
  '&a;',
  '&#xFFFF;',
  '_xD83D_',
  '<![CDATA[</sheetData>]]>',
  '<x>'.repeat(500),
  '\u0000',
  '\ufeff',
  '\uffff',
  '\ud83d',
  '=cmd|x!A1',
  '"',
  '""',
  ',',
  '\r',
  '\t',
  '"\n',
  `单位${' '.repeat(20_000)}x`,
  `${'1'.repeat(20_000)}x`,
  '【'.repeat(10_000),
  ','.repeat(2_000),
  '元'.repeat(1_000),
  '（万元）',
  '合计',
]

/** A text with something wrong in it: numbers, doubled or missing parts, what hostile files hold. */
export function mutatedText(text: string, chance: Chance): string {
  let it = text
  for (let times = 1 + chance.below(4); times > 0; times--) it = mutatedOnce(it, chance)
  return it
}

function mutatedOnce(text: string, chance: Chance): string {
  const at = chance.below(text.length + 1)
  const end = Math.min(text.length, at + chance.below(120))
  switch (chance.below(7)) {
    case 0:
      return text.slice(0, at) + text.slice(end)
    case 1:
      return text.slice(0, at) + text.slice(at, end).repeat(chance.of([2, 3, 50, 2_000])) + text.slice(end)
    case 2: {
      const numbers = [...text.matchAll(/\d+(?:\.\d+)?/g)]
      if (numbers.length === 0) return text
      const one = chance.of(numbers)
      return text.slice(0, one.index) + chance.of(NUMBERS) + text.slice(one.index + one[0].length)
    }
    case 3: {
      const tags = [...text.matchAll(/<[^<>]{1,200}>/g)]
      const one = tags.length > 0 ? chance.of(tags) : undefined
      return one
        ? text.slice(0, one.index) + one[0].repeat(chance.of([0, 2, 1_000])) + text.slice(one.index + one[0].length)
        : text
    }
    case 4: {
      const other = chance.below(text.length + 1)
      return text.slice(0, at) + text.slice(other, other + 80) + text.slice(at)
    }
    default:
      return text.slice(0, at) + chance.of(FRAGMENTS) + text.slice(at)
  }
}

/** Bytes of which some are others, missing or doubled. */
export function mutatedBytes(bytes: Buffer, chance: Chance): Buffer {
  let it = bytes
  for (let times = 1 + chance.below(6); times > 0; times--) {
    const at = chance.below(it.length + 1)
    const end = Math.min(it.length, at + chance.below(64))
    switch (chance.below(4)) {
      case 0:
        it = Buffer.concat([it.subarray(0, at), it.subarray(end)])
        break
      case 1:
        it = Buffer.concat([it.subarray(0, end), it.subarray(at)])
        break
      default: {
        it = Buffer.from(it)
        if (at < it.length) it[at] = chance.below(256)
      }
    }
  }
  return it
}
