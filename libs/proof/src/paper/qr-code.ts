/** Modules of white around it, as readers need them. */
const MARGIN = 4
/** Correction of 15 %: a fold or a stamp does not make it unreadable. */
const CORRECTION = 'M'

interface Code {
  readonly modules: number
  isDark(row: number, column: number): boolean
  /** Row by row, `#` where it is dark. */
  readonly rows: readonly string[]
  /** A picture, so many dots a module. */
  gif(dots: number): Buffer
}

/** A text as a QR code, its bytes those of UTF-8. */
export function qrCode(text: string): Code {
  // Loaded with the first: most processes print nothing.
  const qrcode = require('qrcode-generator') as typeof import('qrcode-generator')
  qrcode.stringToBytes = (it) => [...Buffer.from(it, 'utf8')]
  const code = qrcode(0, CORRECTION)
  code.addData(text, 'Byte')
  code.make()
  const each = Array.from({ length: code.getModuleCount() }, (_, i) => i)
  return {
    modules: each.length,
    isDark: (row, column) => code.isDark(row, column),
    rows: each.map((row) => each.map((column) => (code.isDark(row, column) ? '#' : ' ')).join('')),
    gif: (dots) => Buffer.from(code.createDataURL(dots, MARGIN * dots).split(',')[1], 'base64'),
  }
}

/** The same with words beside it, as one picture that is sharp at any size: `height` in pixels as they are on a page. */
export function qrDrawing(text: string, lines: readonly string[], height = 96): string {
  const code = qrCode(text)
  const size = code.modules + 2 * MARGIN
  let dark = ''
  for (let row = 0; row < code.modules; row++)
    for (let column = 0; column < code.modules; column++)
      if (code.isDark(row, column)) dark += `M${column + MARGIN} ${row + MARGIN}h1v1h-1z`
  const scale = height / size
  const words = lines.map((it, i) => `<text x="${height + 8}" y="${24 + 20 * i}">${escaped(it)}</text>`)
  const width = height + 16 + 13 * Math.max(...lines.map((it) => it.length))
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="12">` +
    `<path fill="#fff" d="M0 0h${height}v${height}h-${height}z"/>` +
    `<path transform="scale(${scale})" shape-rendering="crispEdges" d="${dark}"/>${words.join('')}</svg>`
  )
}

const escaped = (text: string) => text.replace(/[&<>]/g, (it) => `&#${it.charCodeAt(0)};`)
