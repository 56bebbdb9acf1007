import { rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { Workspace } from './workspace'

const INSTALL = 'npm ci --ignore-scripts --include=dev --no-audit --no-fund'
const BUILD = ['nest build standalone', 'vite build apps/web', 'verifier build']

describe('npm start', () => {
  let clone: Workspace
  beforeEach(() => {
    clone = new Workspace()
  })
  afterEach(() => clone.remove())

  test('on a fresh clone it installs, builds and serves with the arguments given', async () => {
    const { code, out } = await clone.run('start', ['--data', '/srv/台账', '--port', '8080'])
    expect(clone.calls()).toEqual([INSTALL, ...BUILD])
    expect(out).toContain('service --data /srv/台账 --port 8080')
    expect(out).toMatch(/✓ 安装依赖 Installing packages \(\d+\.\d s\)\n.*✓ 编译 Building \(\d+\.\d s\)/s)
    expect(code).toBe(0)
  })

  test('with nothing to do it serves at once and says nothing of its own', async () => {
    await clone.run('start')
    clone.calls()
    const { out } = await clone.run('start')
    expect(clone.calls()).toEqual([])
    expect(out).toBe('service \n')
  })

  test('asked for its usage it builds nothing where something is built, and installs first what the usage needs', async () => {
    await clone.run('start')
    clone.calls()
    clone.write('libs/kernel/src/money.ts', 'export const fen = 100n')
    const help = async () => [(await clone.run('start', ['--help'])).out.includes('service --help'), clone.calls()]
    expect(await help()).toEqual([true, []])
    rmSync(join(clone.root, 'node_modules'), { recursive: true })
    expect(await help()).toEqual([true, [INSTALL, ...BUILD]])
  })

  test.each([
    ['an edited source', () => clone.write('libs/kernel/src/money.ts', 'export const fen = 100n')],
    ['a new source', () => clone.write('libs/kernel/src/window.ts', 'export {}')],
    [
      'a source of the same size with another time',
      () => utimesSync(join(clone.root, 'libs/kernel/src/money.ts'), 1, 1),
    ],
    ['a removed source', () => rmSync(join(clone.root, 'libs/kernel/src/money.ts'))],
    ['another compiler setting', () => clone.write('tsconfig.json', '{}')],
    ['an edited page', () => clone.write('apps/web/src/page.tsx', 'export {}')],
    ['a page removed by hand', () => rmSync(join(clone.root, 'dist/apps/web'), { recursive: true })],
    ['the verifier removed by hand', () => rmSync(join(clone.root, 'dist/verifier'), { recursive: true })],
    ['a build removed by hand', () => rmSync(join(clone.root, 'dist/apps'), { recursive: true })],
  ])('after %s it builds again, and only builds', async (_what, change) => {
    await clone.run('start')
    clone.calls()
    change()
    await clone.run('start')
    expect(clone.calls()).toEqual(BUILD)
  })

  test.each([
    ['an edited spec', 'libs/kernel/src/money.spec.ts'],
    ["the page's types made anew", 'apps/web/src/api/types.ts'],
  ])('%s needs no build', async (_what, file) => {
    clone.write(file, 'it')
    await clone.run('start')
    clone.calls()
    clone.write(file, 'it, edited')
    await clone.run('start')
    expect(clone.calls()).toEqual([])
  })

  test('after a pull that moved the lock file it installs and builds again', async () => {
    await clone.run('start')
    clone.calls()
    clone.lock({ 'node_modules/kernel': { version: '1.0.1', integrity: 'sha512-other' } })
    await clone.run('start')
    expect(clone.calls()).toEqual([INSTALL, ...BUILD])
  })

  test('an install that brought other content under the same version is replaced', async () => {
    clone.write(
      'node_modules/.package-lock.json',
      JSON.stringify({ packages: { 'node_modules/kernel': { version: '1.0.0', integrity: 'sha512-x' } } }),
    )
    await clone.run('start')
    expect(clone.calls()).toContain(INSTALL)
  })

  test('packages that npm ci has installed by hand are taken as they are, other platforms left out', async () => {
    await clone.run('test')
    clone.calls()
    rmSync(join(clone.root, 'node_modules/.pilot-ledger-installed'))
    clone.lockWithForeignBinary()
    await clone.run('test')
    expect(clone.calls()).toEqual([])
  })

  test('a failing install shows what npm said, ends with one line, and is tried again next time', async () => {
    const failed = await clone.run('start', [], { env: { NPM_FAILS: '1' } })
    expect(failed.code).toBe(1)
    expect(failed.err).toMatch(
      /^the registry does not answer\n✗ 安装依赖 Installing packages: 失败 failed \(\d+\.\d s, exit 7\)\n$/,
    )
    clone.calls()
    expect((await clone.run('start')).code).toBe(0)
    expect(clone.calls()).toEqual([INSTALL, ...BUILD])
  })

  test('a failing build shows what the compiler said, serves nothing, and is tried again next time', async () => {
    const failed = await clone.run('start', [], { env: { BUILD_FAILS: '1' } })
    expect(failed).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^error TS1005 in contract.ts\n✗ 编译 Building: 失败 failed/),
    })
    expect(failed.out).not.toContain('service')
    clone.calls()
    await clone.run('start')
    expect(clone.calls()).toEqual(BUILD)
  })
})

describe('npm test', () => {
  let clone: Workspace
  beforeEach(() => {
    clone = new Workspace()
  })
  afterEach(() => clone.remove())

  test('installs when needed, hands its arguments to jest and ends with its exit code', async () => {
    const { code, out } = await clone.run('test', ['libs/kernel', '--watch'])
    expect(clone.calls()).toEqual([INSTALL])
    expect(out).toContain(`jest -c ${clone.root}/test/jest.config.cjs libs/kernel --watch`)
    expect(code).toBe(4)
  })
})

describe('another version of Node', () => {
  const oldNode = (version: string) =>
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`

  test.each([
    ['18.19.1', 1],
    ['20.19.9', 1],
    ['20.20.0', 0],
    ['22.0.0', 0],
    ['100.0.0', 0],
  ])('Node %s ends with exit code %i', async (version, expected) => {
    const clone = new Workspace()
    clone.write('old-node.cjs', oldNode(version))
    const { code, err } = await clone.run('start', [], { preload: 'old-node.cjs' })
    expect(code).toBe(expected)
    expect(err.split('\n').filter(Boolean)).toHaveLength(expected)
    if (expected) {
      expect(err).toContain(`需要 Node 20.20.0 或更新版本，当前为 ${version}`)
      expect(clone.calls()).toEqual([])
    }
    clone.remove()
  })
})
