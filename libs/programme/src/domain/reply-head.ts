/** What makes a letter of a reply, as GB/T 9704—2012 names it; filled in by who writes it, recorded nowhere. */
export interface ReplyHead {
  /** 主送机关 */
  readonly addressee?: string
  /** 发文字号, such as 中科函〔2025〕12号 */
  readonly docNo?: string
  /** 发文机关署名 */
  readonly signer?: string
  /** 成文日期 */
  readonly signedOn?: string
}

export interface HeadLines {
  readonly docNo?: string
  readonly addressee?: string
  readonly signer?: string
  readonly date?: string
}

/** As they stand on paper: the addressee with its colon (7.3.2), the day in figures, months and days without a zero before (7.3.5.4). */
export function headLines({ addressee, docNo, signer, signedOn }: ReplyHead): HeadLines {
  const [year, month, day] = signedOn?.split('-').map(Number) ?? []
  return {
    docNo: docNo?.trim() || undefined,
    addressee: addressee?.trim() && `${addressee.trim().replace(/[：:]$/, '')}：`,
    signer: signer?.trim() || undefined,
    date: signedOn === undefined ? undefined : `${year}年${month}月${day}日`,
  }
}
