import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAccess } from '@pilot-ledger/access'
import { DEFAULT_OLD_CHANGE_RULE } from '@pilot-ledger/kernel'
import { pino } from 'pino'
import { evaluatorSession, READY_ACCOUNTS } from '../../apps/standalone/src/demonstration/accounts'
import { printDemonstration } from '../../apps/standalone/src/demonstration/print'
import { createStandalone, openLedger } from '../../apps/standalone/src/ledger'
import { demonstrationIn } from '../demonstration-folder.spec-support'
import { type Document, documents, type Fence, ROOT } from '../docs/documents.spec-support'

/** Programs from their sources, as the build would run them. */
const PROGRAM = /node dist\/(apps\/\w+\/src\/main)\.js/g
const TYPESCRIPT = ['--require', join(ROOT, 'test/typescript.cjs')]
const program = (path: string) => [process.execPath, ...TYPESCRIPT, join(ROOT, `${path}.ts`)]
const ADDRESS = 'http://127.0.0.1:3000'
/** Between what two blocks of commands print. */
const MARK = '\u001e'

/** Names of shell variables for which a reader puts in what the log-in page names. */
const PASSWORDS: Readonly<Record<string, string>> = {
  CLERK: '演示登记员',
  EVALUATOR: '演示评价员',
  FINANCE: '演示财务',
  ADMINISTRATOR: '演示管理员',
}
const passwordOf = (variable: string) => READY_ACCOUNTS.find(({ name }) => name === PASSWORDS[variable])?.password

interface Example {
  readonly commands: Fence
  /** What it prints, `…` for whatever stands there; absent, any output that is no refusal. */
  readonly output?: Fence
}

/** Blocks `sh`, in their order, each with the block of output behind it. */
const examplesOf = ({ fences }: Document): readonly Example[] =>
  fences.flatMap((it, at) => {
    if (it.info !== 'sh') return []
    const next = fences[at + 1]
    return [{ commands: it, ...(/^(text|json)$/.test(next?.info ?? '') ? { output: next } : {}) }]
  })

/** `…` stands for anything; what is one line of JSON may be set on several. */
function pattern(output: string, json: boolean): RegExp {
  const one = json ? output.replaceAll(/\s*\n\s*/g, '') : output.trim()
  const pieces = one.split('…').map((it) => it.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${pieces.join('[\\s\\S]*?')}$`)
}

/** The demonstration in `data/demonstration` of a folder, served as `npm start` serves it, but for the page. */
class Demonstration {
  readonly folder = mkdtempSync(join(tmpdir(), 'worked-examples-'))
  /** What `npm start` prints of its figures. */
  printed = ''
  private close: () => Promise<void> = async () => undefined

  async start(): Promise<string> {
    const folder = join(this.folder, 'data/demonstration')
    await demonstrationIn(folder)
    const ledger = await openLedger({ folder })
    const access = await openAccess({ folder, readyAccounts: READY_ACCOUNTS })
    const app = await createStandalone(ledger, {
      actor: '本机',
      access,
      oldChange: DEFAULT_OLD_CHANGE_RULE,
      logger: pino({ level: 'silent' }),
    })
    this.close = async () => {
      await app.close()
      access.close()
      await ledger.close()
    }
    await app.listen(0, '127.0.0.1')
    const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      this.printed += text
      return true
    })
    await printDemonstration(app, await evaluatorSession(access))
    stdout.mockRestore()
    return `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    await this.close()
    rmSync(this.folder, { recursive: true })
  }
}

interface Run {
  readonly outputs: readonly string[]
  /** Where a command ended with a fault, and what it said; the shell goes no further. */
  readonly fault: string
}

/** What each example prints, all of them in one shell: later ones know the variables of earlier ones. */
async function run(examples: readonly Example[], folder: string, address: string): Promise<Run> {
  const script = examples
    .map(({ commands }) => commands.text)
    .join(`\nprintf '${MARK}'\n`)
    .replaceAll(ADDRESS, address)
    .replaceAll(PROGRAM, (_, path) => program(path).join(' '))
    .replaceAll(/^(\w+)='…'/gm, (all, name) => (passwordOf(name) ? `${name}='${passwordOf(name)}'` : all))
  const shell = spawn('bash', ['-e', '-u'], { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] })
  let [printed, complaints] = ['', '']
  shell.stdout.setEncoding('utf8').on('data', (it) => (printed += it))
  shell.stderr.setEncoding('utf8').on('data', (it) => (complaints += it))
  shell.stdin.end(script)
  const [code] = await once(shell, 'close')
  const outputs = printed.replaceAll(address, ADDRESS).split(MARK)
  return { outputs, fault: code === 0 ? '' : `line ${examples[outputs.length - 1].commands.line}: ${complaints}` }
}

const there = spawnSync('curl', ['--version']).status === 0
const withCurl = (what: string, examples: () => void) =>
  there ? describe(what, examples) : describe.skip(`${what} (skipped: no curl)`, examples)
const withExamples = documents().filter((it) => examplesOf(it).length > 0)

withCurl('worked examples of the documents, on a demonstration', () => {
  test('README, HTTP and operation have some', () => {
    expect(withExamples.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['README.md', 'docs/http.md', 'docs/operation.md']),
    )
  })

  for (const document of withExamples) {
    describe(document.path, () => {
      const demonstration = new Demonstration()
      let ran: Run
      const examples = examplesOf(document)
      beforeAll(async () => {
        ran = await run(examples, demonstration.folder, await demonstration.start())
      }, 120_000)
      afterAll(() => demonstration.stop())

      test('no command fails', () => {
        expect(ran.fault).toBe('')
      })
      examples.forEach(({ commands, output }, at) => {
        test(`line ${commands.line}: ${commands.text.split('\n').at(-1)?.slice(0, 60)}`, () => {
          const printed = (ran.outputs[at] ?? '').trim()
          if (output) expect(printed).toMatch(pattern(output.text, output.info === 'json'))
          else expect(printed).not.toContain('urn:pilot-ledger:problem')
        })
      })
      for (const { line, text } of document.fences.filter(({ info }) => info === 'text of npm start')) {
        test(`line ${line}: what npm start prints`, () => {
          expect(demonstration.printed).toMatch(pattern(`…${text}…`, false))
        })
      }
    })
  }
})
