import { DOCKERFILE, exists, isPinned, type ProvenRule, textOf } from './files.spec-support'

interface Instruction {
  readonly name: string
  readonly rest: string
}

/** The instructions of a Dockerfile, continued lines joined, comments left out. */
export function instructionsOf(text: string): readonly Instruction[] {
  return text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line) && line.trim() !== '')
    .join('\n')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => ({ name: line.trim().split(/\s/)[0].toUpperCase(), rest: line.trim().replace(/^\S+\s*/, '') }))
}

/** The instructions by stage; what stands before the first FROM belongs to all. */
function stagesOf(text: string): readonly (readonly Instruction[])[] {
  const stages: Instruction[][] = []
  for (const it of instructionsOf(text)) {
    if (it.name === 'FROM') stages.push([])
    stages.at(-1)?.push(it)
  }
  return stages
}

const named = (text: string, name: string) => instructionsOf(text).filter((it) => it.name === name)
const last = (text: string) => stagesOf(text).at(-1) ?? []
const isExecForm = (rest: string) => /^\[\s*".*"\s*\]$/.test(rest)

function basesOf(text: string): readonly string[] {
  const values = new Map(named(text, 'ARG').map(({ rest }) => rest.split('=', 2) as [string, string]))
  const stages = new Set(named(text, 'FROM').flatMap(({ rest }) => /\sAS\s+(\S+)/i.exec(rest)?.[1] ?? []))
  return named(text, 'FROM')
    .map(({ rest }) => rest.split(/\s/)[0].replace(/\$\{(\w+)\}/, (_, name: string) => values.get(name) ?? ''))
    .filter((base) => !stages.has(base))
}

/** What a COPY takes from the project, not from another stage. */
const sourcesOf = (text: string) =>
  named(text, 'COPY')
    .filter(({ rest }) => !rest.startsWith('--from'))
    .flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1))

/** By itself or with its folder. */
const lets = (path: string) =>
  textOf(`${DOCKERFILE}.dockerignore`)
    .split('\n')
    .some((line) => line === `!${path}` || (line.startsWith('!') && path.startsWith(`${line.slice(1)}/`)))
const file = DOCKERFILE
/** What `npm ci` reads: the root's list and that of the page. */
const PACKAGE_LISTS = ['package.json package-lock.json ./', 'apps/web/package.json apps/web/']

/** In the spirit of hadolint, and a few of our own. */
export const DOCKERFILE_RULES: readonly ProvenRule[] = [
  {
    name: 'every base is one build',
    rule: (text) => basesOf(text).filter((base) => !isPinned(base)),
    breaks: [
      { file, from: /node:20\S+/, to: 'node:latest' },
      { file, from: /node:20\S+/, to: 'node' },
      { file, from: /FROM \S+ AS packages/, to: 'FROM node:20-slim AS packages' },
    ],
  },
  {
    name: 'COPY, not ADD',
    rule: (text) => named(text, 'ADD').map(({ rest }) => rest),
    breaks: [{ file, from: 'COPY libs', to: 'ADD libs' }],
  },
  {
    name: 'a WORKDIR is absolute',
    rule: (text) => named(text, 'WORKDIR').flatMap(({ rest }) => (rest.startsWith('/') ? [] : rest)),
    breaks: [{ file, from: 'WORKDIR /service', to: 'WORKDIR service' }],
  },
  {
    name: 'it runs as somebody, and not as root, whom a number names',
    rule: (text) => {
      const users = last(text).filter((it) => it.name === 'USER')
      return /^[1-9]\d*:[1-9]\d*$/.test(users.at(-1)?.rest ?? '') ? [] : [`USER ${users.at(-1)?.rest}`]
    },
    breaks: [
      { file, from: /^USER .*$/m, to: '' },
      { file, from: /^USER .*$/m, to: 'USER root' },
      { file, from: /^USER .*$/m, to: 'USER 0:0' },
    ],
  },
  {
    name: 'no shell stands between a signal and the program',
    rule: (text) =>
      ['ENTRYPOINT', 'CMD'].flatMap((name) => {
        const found = last(text).filter((it) => it.name === name)
        return found.length === 1 && isExecForm(found[0].rest) ? [] : [`${name} ${found.map(({ rest }) => rest)}`]
      }),
    breaks: [
      { file, from: /^ENTRYPOINT .*$/m, to: 'ENTRYPOINT node --enable-source-maps' },
      { file, from: /^CMD .*$/m, to: 'CMD dist/apps/standalone/src/main.js' },
    ],
  },
  {
    name: 'its health is checked, without a shell',
    rule: (text) => {
      const check = last(text).find((it) => it.name === 'HEALTHCHECK')
      return isExecForm(check?.rest.split(/\bCMD\s+/)[1] ?? '') ? [] : [`HEALTHCHECK ${check?.rest}`]
    },
    breaks: [
      { file, from: /^HEALTHCHECK .*\\\n.*$/m, to: '' },
      { file, from: /^HEALTHCHECK .*\\\n.*$/m, to: 'HEALTHCHECK NONE' },
      { file, from: 'CMD ["node", "docker/health.cjs"]', to: 'CMD node docker/health.cjs' },
    ],
  },
  {
    name: 'packages of the distribution come without what they merely recommend',
    rule: (text) =>
      named(text, 'RUN').flatMap(({ rest }) =>
        /apt-get\s.*install/.test(rest) && !rest.includes('--no-install-recommends') ? rest : [],
      ),
    breaks: [{ file, from: 'RUN install', to: 'RUN apt-get update && apt-get install -y curl\nRUN install' }],
  },
  {
    name: 'nothing secret is written into it',
    rule: (text) =>
      [...named(text, 'ENV'), ...named(text, 'ARG')].flatMap(({ rest }) =>
        /PASSWORD|SECRET|TOKEN|CREDENTIAL|\w:\/\/[^\s/]*:[^\s/]*@/i.test(rest) ? rest : [],
      ),
    breaks: [{ file, from: 'ENV NODE_ENV=production', to: 'ENV NODE_ENV=production ADMIN_PASSWORD=changeit' }],
  },
  {
    name: 'what it copies is there, and let in by the ignore file',
    rule: (text) => sourcesOf(text).filter((path) => !exists(path) || !lets(path)),
    breaks: [
      { file, from: 'COPY libs libs', to: 'COPY libraries libs' },
      { file, from: 'COPY libs libs', to: 'COPY README.md libs' },
    ],
  },
  {
    name: 'packages are fetched before the sources come, so that a changed source fetches nothing',
    rule: (text) =>
      stagesOf(text).flatMap((stage) => {
        const fetched = stage.findIndex((it) => it.name === 'RUN' && /npm ci/.test(it.rest))
        const before = stage.slice(0, Math.max(fetched, 0)).filter((it) => it.name === 'COPY')
        return before.map(({ rest }) => rest).filter((rest) => !PACKAGE_LISTS.includes(rest))
      }),
    breaks: [{ file, from: 'COPY package.json package-lock.json ./', to: 'COPY . .' }],
  },
  {
    name: 'no package’s install script is run',
    rule: (text) =>
      named(text, 'RUN').flatMap(({ rest }) =>
        /npm (ci|install)/.test(rest) && !rest.includes('--ignore-scripts') ? rest : [],
      ),
    breaks: [{ file, from: '--ignore-scripts --omit=dev', to: '--omit=dev' }],
  },
]
