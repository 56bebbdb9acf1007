import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { documents, ROOT } from '../docs/documents.spec-support'

const TYPESCRIPT = ['--require', join(ROOT, 'test/typescript.cjs')]
const run = promisify(execFile)

/** What a program says of itself. */
async function usage(program: string, command: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [...TYPESCRIPT, join(ROOT, program), ...command, '--help'])
  return stdout
}

/** Every command that a document writes down, with the flags it writes behind it. */
const WRITTEN: readonly { readonly pattern: RegExp; readonly program: string }[] = [
  { pattern: /npm start --((?: .*)?)/g, program: 'apps/standalone/src/main.ts' },
  { pattern: /apps\/recorder\/src\/main\.js(.*)/g, program: 'apps/recorder/src/main.ts' },
  { pattern: /apps\/reporter\/src\/main\.js(.*)/g, program: 'apps/reporter/src/main.ts' },
]
const COMMAND_LINE = 'apps/cli/src/main.ts'
const flagsIn = (text: string): readonly string[] => text.match(/(?<![\w-])--[a-z][a-z-]*/g) ?? []

const texts = documents()
const commands = new Map<string, Set<string>>()
const programs = new Map<string, Set<string>>()
const note = (into: Map<string, Set<string>>, what: string, flags: readonly string[]) =>
  into.set(what, new Set([...(into.get(what) ?? []), ...flags]))

for (const { text, fences } of texts) {
  for (const { pattern, program } of WRITTEN)
    for (const [, rest] of text.matchAll(pattern)) note(programs, program, flagsIn(rest.split('`')[0]))
  for (const [, command, rest] of text.matchAll(/apps\/cli\/src\/main\.js (?!<)([a-z-]+)(.*)/g))
    note(commands, command, flagsIn(rest.split('`')[0]))
  // A list of commands: each line begins with one.
  for (const fence of fences.filter(({ info }) => info === 'commands'))
    for (const line of fence.text.split('\n')) note(commands, line.split(' ')[0], flagsIn(line))
}

describe('commands that the documents write down', () => {
  test('there are some of every program', () => {
    expect([...programs.keys()].toSorted()).toEqual(WRITTEN.map(({ program }) => program).toSorted())
    expect(commands.size).toBeGreaterThan(8)
  })

  test.each([...commands].map(([command, flags]) => [command, [...flags]] as const))(
    'the command line knows %s %s',
    async (command, flags) => {
      const known = flagsIn(await usage(COMMAND_LINE, [command]))
      expect(flags.filter((it) => !known.includes(it))).toEqual([])
    },
  )

  test('and it has no command that no document names', async () => {
    const listed = [...(await usage(COMMAND_LINE, [])).matchAll(/^ {2}([a-z-]+) /gm)].map(([, command]) => command)
    expect(listed.filter((it) => it !== 'help' && !commands.has(it))).toEqual([])
  })

  test.each([...programs].map(([program, flags]) => [program, [...flags]] as const))(
    '%s knows %s',
    async (program, flags) => {
      const known = [...flagsIn(await usage(program, [])), '--help']
      expect(flags.filter((it) => !known.includes(it))).toEqual([])
    },
  )
})
