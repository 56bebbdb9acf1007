/** Yuan as banks write it in a column: by word, by code of ISO 4217, by number of their own books; alone or side by side. */
const YUAN = /^(?:人民币元?|人民元|本位币|本币|元|CNY|RMB|CHINESEYUAN|YUAN|[¥￥]|156|0*1|10)+$/

/** Nothing said, or yuan. */
export function isYuan(text: string): boolean {
  const word = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s()[\]\-—_/:.,]+/g, '')
  return word === '' || YUAN.test(word)
}
