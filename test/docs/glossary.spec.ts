import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { GLOSSARY, type Term } from '@pilot-ledger/kernel'
import { documentAt, ROOT } from './documents.spec-support'

const PATH = 'docs/glossary.md'
const TABLE = /(?<=## The domain\n)[\s\S]*?(?=\n\n)/

const rowOf = ({ zh, also = [], en, code = [], means: [meansZh, meansEn] }: Term) =>
  `| ${[zh, ...also].join(', ')} | ${en} | ${code.map((it) => `\`${it}\``).join(', ')} | ${meansZh}; ${meansEn} |`

/** `GLOSSARY_DOC=write npx jest -c test/jest.config.cjs test/docs/glossary.spec.ts` writes the table again. */
describe('the glossary of the documents', () => {
  const table = [
    '| 中文 | English | in the code | meaning |',
    '|---|---|---|---|',
    ...Object.values(GLOSSARY).map(rowOf),
  ]

  test('its words of the domain are those of the program', () => {
    const { text } = documentAt(PATH)
    if (process.env.GLOSSARY_DOC === 'write')
      writeFileSync(
        join(ROOT, PATH),
        text.replace(TABLE, () => table.join('\n')),
      )
    expect(documentAt(PATH).text.match(TABLE)?.[0].split('\n')).toEqual(table)
  })

  test('no two things have one word', () => {
    const words = Object.values<Term>(GLOSSARY).flatMap(({ zh, also = [] }) => [zh, ...also])
    expect(words.filter((it, at) => words.indexOf(it) !== at)).toEqual([])
  })
})
