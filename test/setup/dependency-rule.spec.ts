import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const ROOT = join(__dirname, '../..')
type Tree = Readonly<Record<string, string>>

/** What every tree stands on: rooms with their index files, and two installed packages. */
const HOUSE: Tree = {
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      module: 'nodenext',
      moduleResolution: 'nodenext',
      paths: {
        '@pilot-ledger/platforms/recording': ['./libs/platforms/src/recording'],
        '@pilot-ledger/*': ['./libs/*/src'],
      },
    },
  }),
  'node_modules/@nestjs/common/index.js': '',
  'node_modules/decimal.js/index.js': '',
  'node_modules/fast-check/index.js': '',
  'libs/kernel/src/index.ts': '',
  'libs/event-log/src/index.ts': '',
  'libs/http/src/index.ts': '',
  'libs/recording/src/index.ts': '',
  'libs/platforms/src/index.ts': '',
  'libs/platforms/src/domain/events.ts': '',
  'libs/platforms/src/reporting/index.ts': '',
  'libs/figures/src/index.ts': '',
}

/** Cruises a tree under the project's rule; the names of the rules broken and by which file. */
function cruise(files: Tree): string[] {
  const tree = mkdtempSync(join(tmpdir(), 'pilot-ledger-rule-'))
  for (const [path, text] of Object.entries({ ...HOUSE, ...files })) {
    mkdirSync(dirname(join(tree, path)), { recursive: true })
    writeFileSync(join(tree, path), text)
  }
  const command = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const args = ['--config', join(ROOT, '.ci/dependency-rule.cjs'), '--output-type', 'json', 'libs', 'apps', 'test']
  mkdirSync(join(tree, 'apps'), { recursive: true })
  mkdirSync(join(tree, 'test'), { recursive: true })
  const { stdout } = spawnSync(process.execPath, [command, ...args], { cwd: tree, encoding: 'utf8' })
  rmSync(tree, { recursive: true })
  const { violations } = JSON.parse(stdout).summary as { violations: { rule: { name: string }; from: string }[] }
  return [...new Set(violations.map((it) => `${it.rule.name}: ${it.from}`))].sort()
}

/** One file that breaks one rule. Where the fault is of a file further on, that file is in `HOUSE` or comes along. */
interface Violation {
  readonly rule: string
  readonly file: string
  readonly text: string
  readonly along?: Tree
}

const VIOLATIONS: readonly Violation[] = [
  { rule: 'kernel-stands-alone', file: 'libs/kernel/src/money.ts', text: `import '@pilot-ledger/platforms'` },
  { rule: 'kernel-without-framework', file: 'libs/kernel/src/money.ts', text: `import '@nestjs/common'` },
  { rule: 'kernel-without-framework', file: 'libs/kernel/src/money.ts', text: `import 'node:fs'` },
  { rule: 'event-log-below-the-rooms', file: 'libs/event-log/src/port.ts', text: `import '@pilot-ledger/http'` },
  {
    rule: 'stores-side-by-side',
    file: 'libs/event-log/src/eventstoredb/appender.ts',
    text: `import '../sqlite/row'`,
    along: { 'libs/event-log/src/sqlite/row.ts': '' },
  },
  { rule: 'mechanics-below-the-rooms', file: 'libs/http/src/problem.ts', text: `import '@pilot-ledger/platforms'` },
  { rule: 'mechanics-below-the-rooms', file: 'libs/http/src/problem.ts', text: `import '@pilot-ledger/recording'` },
  { rule: 'mechanics-below-the-rooms', file: 'libs/recording/src/recorder.ts', text: `import '@pilot-ledger/figures'` },
  {
    rule: 'rooms-below-the-apps',
    file: 'libs/figures/src/reporting/door.ts',
    text: `import '../../../../apps/standalone/src/main'`,
    along: { 'apps/standalone/src/main.ts': '' },
  },
  { rule: 'verifier-shares-nothing', file: 'apps/verifier/src/verify.ts', text: `import '@pilot-ledger/kernel'` },
  { rule: 'verifier-shares-nothing', file: 'apps/verifier/src/verify.ts', text: `import 'decimal.js'` },
  { rule: 'verifier-shares-nothing', file: 'apps/verifier/src/verify.ts', text: `import 'node:crypto'` },
  { rule: 'verifier-program-needs-node-alone', file: 'apps/verifier/src/node/main.ts', text: `import 'node:crypto'` },
  {
    rule: 'verifier-stands-apart',
    file: 'apps/standalone/src/main.ts',
    text: `import '../../verifier/src/verify'`,
    along: { 'apps/verifier/src/verify.ts': '' },
  },
  {
    rule: 'sides-stand-alone',
    file: 'apps/recorder/src/main.ts',
    text: `import '../../standalone/src/main'`,
    along: { 'apps/standalone/src/main.ts': '' },
  },
  {
    rule: 'columns-stay-in-figures',
    file: 'test/figures/rows.ts',
    text: `import '../../libs/figures/src/columns/store'`,
    along: { 'libs/figures/src/columns/store.ts': '' },
  },
  {
    rule: 'columns-stay-in-figures',
    file: 'libs/figures/src/reporting/index.ts',
    text: `export * from '../columns/store'`,
    along: { 'libs/figures/src/columns/store.ts': '' },
  },
  {
    rule: 'through-the-front-door',
    file: 'libs/figures/src/projection/facts.ts',
    text: `import '../../../platforms/src/domain/events'`,
  },
  {
    rule: 'through-the-front-door',
    file: 'apps/standalone/src/main.ts',
    text: `import '../../../libs/platforms/src/domain/events'`,
  },
  { rule: 'domain-is-pure', file: 'libs/platforms/src/domain/decide.ts', text: `import 'node:crypto'` },
  { rule: 'domain-is-pure', file: 'libs/proof/src/domain/hash.ts', text: `import 'node:os'` },
  {
    rule: 'domain-is-pure',
    file: 'libs/platforms/src/domain/decide.ts',
    text: `import '../reporting/register'`,
    along: { 'libs/platforms/src/reporting/register.ts': '' },
  },
  {
    rule: 'domain-stays-pure-all-the-way',
    file: 'libs/engagements/src/domain/decide.ts',
    text: `import '@pilot-ledger/platforms'`,
    along: { 'libs/platforms/src/index.ts': `import '@nestjs/common'` },
  },
  {
    rule: 'recording-never-reporting',
    file: 'libs/engagements/src/recording/handlers.ts',
    text: `import type {} from '@pilot-ledger/platforms'`,
    along: { 'libs/platforms/src/index.ts': `import './reporting'` },
  },
  {
    rule: 'recording-never-reporting',
    file: 'libs/engagements/src/recording/handlers.ts',
    text: `import '@pilot-ledger/figures'`,
    along: { 'libs/figures/src/index.ts': `import './queries/answers'`, 'libs/figures/src/queries/answers.ts': '' },
  },
  {
    rule: 'no-cycles',
    file: 'libs/figures/src/catalogue/amounts.ts',
    text: `import './figure'`,
    along: { 'libs/figures/src/catalogue/figure.ts': `import './amounts'` },
  },
  {
    rule: 'no-cycles',
    file: 'apps/web/src/contracts/money-bars.tsx',
    text: `import type {} from './one-contract'`,
    along: { 'apps/web/src/contracts/one-contract.tsx': `import type {} from './money-bars'` },
  },
  {
    rule: 'page-folders-look-down',
    file: 'apps/web/src/kit/list.tsx',
    text: `import type {} from '../session/session'`,
    along: { 'apps/web/src/session/session.tsx': '' },
  },
  {
    rule: 'page-folders-look-down',
    file: 'apps/web/src/finance/closing/bridge.tsx',
    text: `import '../views'`,
    along: { 'apps/web/src/finance/views.tsx': '' },
  },
  {
    rule: 'page-folders-look-down',
    file: 'apps/web/src/money/amount.ts',
    text: `import '../all-words'`,
    along: { 'apps/web/src/all-words.ts': '' },
  },
  {
    rule: 'page-folders-are-ranked',
    file: 'apps/web/src/charts/bars.tsx',
    text: `import '../api/ask'`,
    along: { 'apps/web/src/api/ask.ts': '' },
  },
  {
    rule: 'page-takes-plain-code',
    file: 'apps/web/src/api/answers.ts',
    text: `import '../../../../libs/http/src/index'`,
  },
  { rule: 'tests-stay-outside', file: 'libs/figures/src/projection/facts.ts', text: `import 'fast-check'` },
  { rule: 'everything-resolves', file: 'libs/figures/src/projection/facts.ts', text: `import './nowhere'` },
]

/** Starting the tool costs most of the time: violations that need no file in common share a tree. */
function shared(violations: readonly Violation[]): Violation[][] {
  const trees: { files: Set<string>; violations: Violation[] }[] = []
  for (const violation of violations) {
    const files = [violation.file, ...Object.keys(violation.along ?? {})]
    let tree = trees.find((it) => !files.some((file) => it.files.has(file)))
    if (!tree) {
      tree = { files: new Set(), violations: [] }
      trees.push(tree)
    }
    for (const file of files) tree.files.add(file)
    tree.violations.push(violation)
  }
  return trees.map((it) => it.violations)
}

describe('the dependency rule', () => {
  test('lets a house through that keeps to it', () => {
    const allowed: Tree = {
      'apps/standalone/src/main.ts': `import '@pilot-ledger/figures'; import '@pilot-ledger/platforms/recording'`,
      'libs/platforms/src/recording/index.ts': `import '../domain/decide'; import '@pilot-ledger/http'; import '@pilot-ledger/recording'; import '@nestjs/common'`,
      'libs/platforms/src/domain/decide.ts': `import 'decimal.js'; import './events'; import '@pilot-ledger/kernel'`,
      'libs/platforms/src/domain/decide.spec.ts': `import 'fast-check'; import './decide'`,
      'libs/proof/src/domain/hash.ts': `import 'node:crypto'; import '@pilot-ledger/kernel'`,
      'libs/figures/src/projection/facts.ts': `import '@pilot-ledger/platforms'; import '@pilot-ledger/event-log'`,
      'libs/http/src/problem.ts': `import '@pilot-ledger/event-log'; import '@nestjs/common'`,
      'apps/web/src/root.tsx': `import './contracts/pages'; import './layout/layout'`,
      'apps/web/src/layout/layout.tsx': `import '../session/session'`,
      'apps/web/src/session/session.tsx': '',
      'apps/web/src/contracts/pages.tsx': `import '../layout/layout'; import '../finance/closing/closed-notice'`,
      'apps/web/src/finance/closing/closed-notice.tsx': `import '../../kit/day-input'`,
      'apps/web/src/kit/day-input.tsx': `import '../../../../libs/kernel/src/index'`,
      'libs/event-log/src/port.ts': `import '@pilot-ledger/kernel'; import 'node:fs'`,
    }
    expect(cruise(allowed)).toEqual([])
  })

  const trees = shared(VIOLATIONS).map((violations) => ({
    rules: violations.map((it) => it.rule).join(', '),
    violations,
  }))
  test.each(trees)('finds in one tree: $rules', ({ violations }) => {
    const files = Object.assign({}, ...violations.map(({ file, text, along }) => ({ ...along, [file]: text })))
    expect(cruise(files)).toEqual(violations.map(({ rule, file }) => `${rule}: ${file}`).sort())
  })

  test('every rule has its violation here', () => {
    const { forbidden } = require('../../.ci/dependency-rule.cjs') as { forbidden: { name: string }[] }
    expect(new Set(forbidden.map((it) => it.name))).toEqual(new Set(VIOLATIONS.map((it) => it.rule)))
  })
})
