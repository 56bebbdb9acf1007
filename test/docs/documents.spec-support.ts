import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

export const ROOT = join(__dirname, '../..')
const PASSED_OVER = new Set(['node_modules', 'dist', '.git'])

/** A file of documentation, taken apart. */
export interface Document {
  /** From the project's root. */
  readonly path: string
  readonly text: string
  /** Without what stands in fences. */
  readonly prose: string
  readonly fences: readonly Fence[]
}

export interface Fence {
  /** What stands behind the opening marks: `sh`, `json`, `text of npm start`, … */
  readonly info: string
  readonly text: string
  /** The line of its opening marks, for a person who looks for it. */
  readonly line: number
}

export const documents = (): readonly Document[] =>
  ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docker/README.md', ...filesUnder('docs', /\.md$/)].map(documentAt)

export function documentAt(path: string): Document {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const fences: Fence[] = []
  const prose: string[] = []
  let open: { info: string; line: number; lines: string[] } | undefined
  for (const [at, line] of text.split('\n').entries()) {
    if (!line.startsWith('```')) {
      const into = open?.lines ?? prose
      into.push(line)
    } else if (open) {
      fences.push({ info: open.info, line: open.line, text: open.lines.join('\n') })
      open = undefined
    } else open = { info: line.slice(3).trim(), line: at + 1, lines: [] }
  }
  if (open) throw new Error(`${path}:${open.line}: a fence that does not end`)
  return { path, text, prose: prose.join('\n'), fences }
}

/** Files below a folder of the project, by their paths from its root. */
export function filesUnder(folder: string, name: RegExp): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((it) => {
    const path = `${folder}/${it.name}`
    if (it.isDirectory()) return PASSED_OVER.has(it.name) ? [] : filesUnder(path, name)
    return name.test(it.name) ? [path] : []
  })
}

/** Where a relative link leads, from the project's root. */
export const target = (from: Document, link: string) =>
  relative(ROOT, join(ROOT, dirname(from.path), decodeURIComponent(link)))

export const isFolder = (path: string) => statSync(join(ROOT, path)).isDirectory()

/** Anchors as GitHub makes them from headings. */
export const anchorsOf = ({ prose }: Document): ReadonlySet<string> =>
  new Set(
    [...prose.matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, heading]) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(/\s/g, '-'),
    ),
  )

/** What stands in backticks, in prose. */
export const codeIn = ({ prose }: Document): readonly string[] =>
  [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code)
