import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SHEETS } from '../../libs/intake/src/columns'

const PAGE = join(__dirname, '../../apps/web/src')
const WORDS = /(^|-)words[\w-]*\.ts$/

function textsOf(folder: string, is: (name: string) => boolean): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((it) => {
    const path = join(folder, it.name)
    if (it.isDirectory()) return textsOf(path, is)
    return /\.tsx?$/.test(it.name) && is(it.name) ? [readFileSync(path, 'utf8')] : []
  })
}

/** A key that is missing is an error of the compiler; one that nobody asks for any more it does not see. */
describe('the words of the page', () => {
  test.each(['template', 'for'])('the page offers the template of every list that is read: import.%s', (family) => {
    const words = readFileSync(join(PAGE, 'intake/words.ts'), 'utf8')
    const lists = [...words.matchAll(/'import\.(\w+)\.(\w+)': \[/g)].filter(([, it]) => it === family)
    expect(lists.map(([, , list]) => list)).toEqual(['all', ...SHEETS.map(({ file }) => file)])
  })

  test('each is asked for, by its key or by its family', () => {
    const keys = textsOf(PAGE, (name) => WORDS.test(name))
      .flatMap((text) => [...text.matchAll(/^ {2}'?([\w.+-]+)'?: \[/gm)])
      .map(([, key]) => key)
    const page = textsOf(PAGE, (name) => !WORDS.test(name) && !name.includes('.spec.')).join('\n')
    const requested = new Set([...page.matchAll(/['"`](\w[\w-]*(?:\.[\w+-]+)*)['"`]/g)].map(([, key]) => key))
    const families = [...page.matchAll(/`([\w.]+)\.\$\{|wordIn\('([\w.]+)'|wordOf[=:] ?["']([\w.]+)["']/g)]
      .map(([, template, named, given]) => `${template ?? named ?? given}.`)
      .filter((it, i, all) => all.indexOf(it) === i)
    const unused = keys.filter((key) => !requested.has(key) && !families.some((it) => key.startsWith(it)))
    expect(keys.length).toBeGreaterThan(1000)
    expect(unused).toEqual([])
  })
})
