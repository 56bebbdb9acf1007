import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { WARNINGS } from '@pilot-ledger/engagements'
import { ROUTES } from '../../libs/access/src/domain/routes'
import { scripts } from '../../package.json'
import {
  anchorsOf,
  codeIn,
  type Document,
  documentAt,
  documents,
  filesUnder,
  isFolder,
  ROOT,
  target,
} from './documents.spec-support'

const all = documents()
const there = (path: string) => existsSync(join(ROOT, path))
const sources = filesUnder('apps', /\.(tsx?|mjs)$/)
  .concat(filesUnder('libs', /\.ts$/), filesUnder('docker', /./))
  .filter((it) => !/\.spec(-support)?\.ts$|kernel\/src\/glossary\.ts$/.test(it))
  .map((it) => readFileSync(join(ROOT, it), 'utf8'))
  .join('\n')

/** `/api/platforms/$P/figures?to=…` → its parts, whatever names one thing a wildcard. */
const partsOf = (path: string) =>
  path
    .replace(/[?#].*$/, '')
    .split('/')
    .filter(Boolean)
    .map((it) => (/^(\$|\{|:|\d{4}-\d\d$|[0-9a-f-]{36}$)/.test(it) ? '*' : it))
const ROUTE_PARTS = Object.keys(ROUTES).map((it) => partsOf(it.split(' ')[1]))

/** `whole`: from the first part on; else what stands behind `…`. A thing named for example (`contracts.xlsx`) fills a wildcard. */
function isRoute(parts: readonly string[], whole: boolean): boolean {
  return ROUTE_PARTS.some((route) => {
    if (whole ? route.length !== parts.length : route.length < parts.length) return false
    const end = route.slice(-parts.length)
    return parts.every((it, at) => it === end[at] || (end[at] === '*' && (whole || at > 0)))
  })
}

describe.each(all.map((it) => [it.path, it] as const))('%s', (_path, document: Document) => {
  const { prose, text, fences } = document

  test('links and pictures lead to files, anchors to headings', () => {
    const broken = [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link]) => link)
      .filter((it) => !/^https?:/.test(it))
      .filter((it) => {
        const [file, anchor] = it.split('#')
        const path = file === '' ? document.path : target(document, file)
        return !there(path) || (anchor !== undefined && !anchorsOf(documentAt(path)).has(anchor))
      })
    expect(broken).toEqual([])
  })

  test('scripts of npm exist', () => {
    const named = [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, script]) => script)
    expect(named.filter((it) => !(it in scripts))).toEqual([])
  })

  test('files and folders of the project exist', () => {
    const paths = codeIn(document)
      .flatMap((it) => it.split(/[\s,]+/))
      .filter((it) => /^(apps|libs|test|docs|docker|\.ci)\//.test(it) && !/[*…{]/.test(it))
    expect(paths.filter((it) => !there(it))).toEqual([])
  })

  test('routes exist', () => {
    const written = [...text.matchAll(/(?<![\w/.])(?:\$B|\$E|…)?((?:\/api\/|(?<=[`\s]…)\/)[^\s`"'|)，。；,;]*)/g)]
    const unknown = written
      .map(([whole, path]) => ({ whole, parts: partsOf(path.replaceAll('\\', '').replace(/[….]+$/, '')) }))
      .filter(({ whole, parts }) => !isRoute(parts, !whole.startsWith('…')))
    expect(unknown.map(({ whole }) => whole)).toEqual([])
  })

  test('settings, measurements and codes stand in the sources', () => {
    const named = codeIn(document)
      .concat(fences.map((it) => it.text))
      .flatMap((it) => it.match(/\b(?:PILOT_LEDGER_[A-Z_]+|pilot_ledger_[a-z_]+)\b/g) ?? [])
    const codes = codeIn(document).filter((it) => /^[a-z]+(?:-[a-z]+)+$/.test(it))
    expect([...named, ...codes].filter((it) => !sources.includes(it))).toEqual([])
  })

  test('what stands between 「」 is a word of the page', () => {
    const words = [...prose.matchAll(/「([^」]+)」/g)].map(([, word]) => word)
    expect(words.filter((it) => !sources.includes(it))).toEqual([])
  })
})

describe('the whole of them', () => {
  test('README’s map names each program and each library, and nothing else', () => {
    const map = documentAt('README.md').fences.find(({ info }) => info === 'map')?.text ?? ''
    expect([...map.matchAll(/^(\S+)\//gm)].filter(([, it]) => !there(it))).toEqual([])
    const inside = (folder: string) => readdirSync(join(ROOT, folder)).filter((it) => isFolder(`${folder}/${it}`))
    const words = new Set(map.match(/[\w-]+/g))
    expect([...inside('apps'), ...inside('libs')].filter((it) => !words.has(it))).toEqual([])
    const libraries = /^libs\/([\s\S]*?)\n\w+\//m.exec(map)?.[1].match(/[a-z-]+(?= ·)|(?<=· )[a-z-]+/g) ?? []
    expect(libraries.filter((it) => !there(`libs/${it}`))).toEqual([])
  })

  test('the rules list every warning in its words', () => {
    const rows = documentAt('docs/rules.md').prose.match(/^\| W\d+ \|.*$/gm)
    expect(rows).toEqual(Object.entries(WARNINGS).map(([no, { zh, en }]) => `| W${no} | ${zh} | ${en} |`))
  })

  test('what the glossary says of the code stands in it', () => {
    expect(codeIn(documentAt('docs/glossary.md')).filter((it) => !sources.includes(it))).toEqual([])
  })

  test('each document is led to by another', () => {
    const led = new Set(
      all.flatMap((it) =>
        [...it.prose.matchAll(/\]\(([^)\s#]+)/g)].map(([, link]) => (/^https?:/.test(link) ? link : target(it, link))),
      ),
    )
    expect(all.map(({ path }) => path).filter((it) => it !== 'README.md' && !led.has(it))).toEqual([])
    expect(filesUnder('docs', /\.(png|svg)$/).filter((it) => !led.has(it))).toEqual([])
  })
})
