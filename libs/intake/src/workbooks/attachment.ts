/** Content-Disposition of a file with a Chinese name (RFC 6266): beside it a plain one for clients that know no other. */
export function attachment(plain: string, name: string): string {
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded(name)}`
}

/** As RFC 5987 wants it; what no file system takes in a name (a platform’s may have it) is written wide. */
function encoded(name: string): string {
  const safe = name.replace(/[\\/:*?"<>|]/g, (it) => WIDE[it]).replace(/\p{Cc}/gu, ' ')
  return encodeURIComponent(Buffer.from(safe).toString()).replace(
    /[!'()*]/g,
    (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
const WIDE: Readonly<Record<string, string>> = {
  '\\': '＼',
  '/': '／',
  ':': '：',
  '*': '＊',
  '?': '？',
  '"': '”',
  '<': '＜',
  '>': '＞',
  '|': '｜',
}
