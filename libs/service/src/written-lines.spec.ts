import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ModuleKind, transpileModule } from 'typescript'

const LOADED_FIRST = join(__dirname, 'written-lines.ts')

/** The last of these lines fails; the build drops the others. */
const WRITTEN = [
  'interface Nothing {',
  '  readonly here: string',
  '}',
  'export const fails = () => {',
  '  throw new Error("$& fails")',
  '}',
]

describe('given a module that was built from one with more lines, and one that was written as it runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pilot-ledger-lines-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const [source, built, plain] = ['written/failing.ts', 'built/failing.js', 'plain.js'].map((it) => join(folder, it))

  it('then a trace through both names the written line of the one and the line of the other', () => {
    for (const it of ['written', 'built']) mkdirSync(join(folder, it))
    const { outputText, sourceMapText = '' } = transpileModule(WRITTEN.join('\n'), {
      fileName: 'failing.ts',
      compilerOptions: { module: ModuleKind.CommonJS, sourceMap: true },
    })
    writeFileSync(built, outputText)
    writeFileSync(`${built}.map`, sourceMapText.replace('"failing.ts"', '"../written/failing.ts"'))
    writeFileSync(plain, `\nrequire(${JSON.stringify(built)}).fails()\n`)

    const { stderr } = spawnSync(process.execPath, [...process.execArgv, '--require', LOADED_FIRST, plain], {
      encoding: 'utf8',
    })
    expect(stderr).toContain(
      `Error: $& fails\n    at Object.fails (${source}:5:9)\n    at Object.<anonymous> (${plain}:2:`,
    )
  })
})
