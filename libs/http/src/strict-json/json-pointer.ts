/** RFC 6901: `['facts', 0, 'a/b']` → `/facts/0/a~1b`; the whole document is the empty text. */
export function pointerOf(path: readonly (string | number)[]): string {
  return path.map((it) => `/${String(it).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
