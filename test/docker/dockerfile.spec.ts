import { brokenCopy, DOCKERFILE, exists, isPinned, type ProvenRule, textOf } from './files.spec-support'

/** The instructions of a Dockerfile, continued lines joined, comments left out. */
const instructionsOf = (text: string) =>
  text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ name: line.split(/\s/)[0], rest: line.replace(/^\S+\s*/, '') }))
const named = (text: string, name: string) => instructionsOf(text).flatMap((it) => (it.name === name ? it.rest : []))

/** By itself or with its folder. */
const lets = (path: string) =>
  textOf(`${DOCKERFILE}.dockerignore`)
    .split('\n')
    .some((line) => line === `!${path}` || (line.startsWith('!') && path.startsWith(`${line.slice(1)}/`)))

const RULES: readonly ProvenRule[] = [
  {
    name: 'its base is one build',
    rule: (text) => named(text, 'ARG').flatMap((it) => (isPinned(it.split('=')[1]) ? [] : it)),
    broken: [DOCKERFILE, /node:20\S+/, 'node:latest'],
  },
  {
    name: 'it does not run as root, and a number says as whom',
    rule: (text) => (/^[1-9]\d*:[1-9]\d*$/.test(named(text, 'USER').at(-1) ?? '') ? [] : ['USER']),
    broken: [DOCKERFILE, /^USER .*$/m, 'USER root'],
  },
  {
    name: 'no shell stands between a signal and the program, nor before the health check',
    rule: (text) =>
      ['ENTRYPOINT', 'CMD', 'HEALTHCHECK'].filter((name) => !/\["[^\n]*"\]$/.test(named(text, name).at(-1) ?? '')),
    broken: [DOCKERFILE, /^ENTRYPOINT .*$/m, 'ENTRYPOINT node'],
  },
  {
    name: 'what it copies is there, and let in by the ignore file',
    rule: (text) =>
      named(text, 'COPY')
        .filter((rest) => !rest.startsWith('--from'))
        .flatMap((rest) => rest.split(/\s+/).slice(0, -1))
        .filter((path) => !exists(path) || !lets(path)),
    broken: [DOCKERFILE, 'COPY libs libs', 'COPY README.md libs'],
  },
  {
    name: 'no package’s install script is run',
    rule: (text) => named(text, 'RUN').filter((it) => /npm (ci|install)/.test(it) && !it.includes('--ignore-scripts')),
    broken: [DOCKERFILE, '--ignore-scripts --omit=dev', '--omit=dev'],
  },
]

describe.each(RULES)('of the image, $name', ({ rule, broken }) => {
  it('holds', () => {
    expect(rule(textOf(DOCKERFILE))).toEqual([])
  })
  it('is missed in a broken copy', () => {
    expect(rule(brokenCopy(broken))).not.toEqual([])
  })
})

it('the image is told in its comments which programs it can run, and they are there', () => {
  const programs = [...textOf(DOCKERFILE).matchAll(/dist\/apps\/(\w+)\/src\/main\.js/g)].map(([, name]) => name)
  expect(new Set(programs)).toEqual(new Set(['standalone', 'recorder', 'reporter', 'witness', 'cli']))
  expect(programs.filter((name) => !exists(`apps/${name}/src/main.ts`))).toEqual([])
})
