const DIGITS = /^(-?)(\d+)(?:\.(\d{1,2}))?$/

/** `380,000` → `380000.00`; what is no amount comes back as it is. */
export function typedAmount(text: string): string {
  const plain = text.normalize('NFKC').replace(/[,\s¥元]/g, '')
  const match = DIGITS.exec(plain)
  if (!match) return text
  const whole = match[2].replace(/^0+(?=\d)/, '')
  return `${match[1]}${whole}.${(match[3] ?? '').padEnd(2, '0')}`
}
