import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { dirname, resolve } from 'node:path'

/**
 * Stack traces name the lines that were written, not those that the build made of them. Node's own `--enable-source-maps` reads the
 * map of every module that is loaded, an eighth of a start and 6 MB; here one is read when a trace first runs through its module.
 * To be loaded before all else: `node --require …`.
 */
Error.prepareStackTrace = (error, frames) =>
  [Error.prototype.toString.call(error), ...frames.map((it) => `    at ${placed(it)}`)].join('\n')

const maps = new Map<string, SourceMap | undefined>()

function placed(frame: NodeJS.CallSite): string {
  const text = frame.toString()
  const [file, line, column] = [frame.getFileName(), frame.getLineNumber(), frame.getColumnNumber()]
  if (file === null || line === null || column === null) return text
  const written = mapOf(file)?.findEntry(line - 1, column - 1)
  if (!written || !('originalSource' in written)) return text
  const source = resolve(dirname(file), written.originalSource)
  return text.replace(
    `${file}:${line}:${column}`,
    () => `${source}:${written.originalLine + 1}:${written.originalColumn + 1}`,
  )
}

function mapOf(file: string): SourceMap | undefined {
  if (!maps.has(file)) {
    const map = `${file}.map`
    maps.set(file, existsSync(map) ? new SourceMap(JSON.parse(readFileSync(map, 'utf8'))) : undefined)
  }
  return maps.get(file)
}
