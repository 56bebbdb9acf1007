/** A fraction of whole numbers: nothing is rounded before somebody asks for decimals. */
export class Exact {
  private constructor(
    private readonly over: bigint,
    private readonly under: bigint,
  ) {}

  /** Of a decimal as it is written, and as `isDecimal` knows it. */
  static of(text: string): Exact {
    const [whole, decimals = ''] = text.split('.')
    return new Exact(BigInt(whole + decimals), 10n ** BigInt(decimals.length))
  }

  plus = (it: Exact) => new Exact(this.over * it.under + it.over * this.under, this.under * it.under)
  minus = (it: Exact) => new Exact(this.over * it.under - it.over * this.under, this.under * it.under)
  times = (it: Exact) => new Exact(this.over * it.over, this.under * it.under)
  /** `it` is above zero. */
  per = (it: Exact) => new Exact(this.over * it.under, this.under * it.over)

  /** Below, equal, above: negative, zero, positive. */
  against(it: Exact): number {
    const [own, other] = [this.over * it.under, it.over * this.under]
    return own < other ? -1 : own > other ? 1 : 0
  }
  isAbove = (it: Exact) => this.against(it) > 0
  reaches = (it: Exact) => this.against(it) >= 0

  /** 四舍五入: half away from zero, with all its decimals written. */
  rounded(decimals: number): string {
    const [scaled, negative] = [(this.over < 0n ? -this.over : this.over) * 10n ** BigInt(decimals), this.over < 0n]
    const whole = (scaled * 2n + this.under) / (this.under * 2n)
    const digits = whole.toString().padStart(decimals + 1, '0')
    const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
    return negative && whole !== 0n ? `-${text}` : text
  }

  /** With as many decimals as it has: of sums and products of decimals, and of their halves, they end. */
  plain(): string {
    const text = this.rounded(this.under.toString().length)
    return text.includes('.') ? text.replace(/\.?0+$/, '') : text
  }

  /** Whole, toward below. */
  floor = () => Number(this.over / this.under) - (this.over < 0n && this.over % this.under !== 0n ? 1 : 0)
}

export const isDecimal = (text: string) => /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)
export const ZERO = Exact.of('0')
export const sumOf = (texts: readonly string[]) => texts.reduce((sum, it) => sum.plus(Exact.of(it)), ZERO)
