import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { shortened } from './shortened'

const isWhole = (text: string) => Buffer.from(text).toString() === text

describe('given a text that is too long', () => {
  it('when a character of two halves stands anywhere, then it stays whole or goes whole', () => {
    for (let at = 0; at < 6; at++) {
      const text = `${'甲'.repeat(at)}𠮷乙丙`
      for (let most = 1; most <= 8; most++) {
        const cut = shortened(text, most)
        expect(isWhole(cut)).toBe(true)
        expect(text.startsWith(cut)).toBe(true)
        expect([cut.length, cut.length + 1]).toContain(Math.min(most, text.length))
      }
    }
  })

  it('then what is short enough stands as it is', () => {
    expect(shortened('𠮷', 2)).toBe('𠮷')
    expect(shortened('', 2)).toBe('')
  })
})

/** Days are ten letters; everything else that people gave is cut by `shortened`. */
it('given the sources, then no text that somebody gave is cut in another way', () => {
  const root = join(__dirname, '../../..')
  const sources = ['libs', 'apps'].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
      .filter((it) => /\.tsx?$/.test(it) && !/\.spec|node_modules|\bdist\b/.test(it))
      .map((it) => join(top, it)),
  )
  const cuts = sources.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .filter((it) =>
        /(text|name|given|cell|said|found|title|purpose|reference|String\(\w+\))\)?\??\.(slice|substring)\(0, ?(?!10\))\d\d/i.test(
          it,
        ),
      )
      .map((it) => `${file}: ${it.trim()}`),
  )
  expect(cuts).toEqual([])
})
