import { servicesOf } from './compose-document.spec-support'
import { LIFE_RULES } from './compose-life.spec-support'
import { SAFETY_RULES } from './compose-safety.spec-support'
import { brokenCopy, COMPOSE_FILES, exists, textOf } from './files.spec-support'

describe.each([...SAFETY_RULES, ...LIFE_RULES])('in the compose files, $name', ({ rule, breaks }) => {
  it.each(COMPOSE_FILES)('as in %s', (file) => {
    expect(rule(textOf(file))).toEqual([])
  })
  it.each(breaks)('which is missed in a copy of $file with “$to”', (broken) => {
    expect(rule(brokenCopy(broken))).not.toEqual([])
  })
})

describe('the compose files', () => {
  const programs = (file: string) =>
    servicesOf(textOf(file)).flatMap(({ command = [] }) => /apps\/(\w+)\//.exec(command.join())?.[1] ?? [])
  const nodes = (file: string) =>
    servicesOf(textOf(file)).filter(({ environment }) => environment?.EVENTSTORE_CLUSTER_SIZE !== undefined)

  it('have one node, a recorder and a reporter, or three nodes and two of each', () => {
    expect(programs('docker/compose.yaml')).toEqual(['recorder', 'reporter'])
    expect(programs('docker/compose.cluster.yaml')).toEqual(['recorder', 'recorder', 'reporter', 'reporter'])
    expect(nodes('docker/compose.yaml')).toHaveLength(1)
    expect(nodes('docker/compose.cluster.yaml')).toHaveLength(3)
  })

  it.each(COMPOSE_FILES)('tell every node of %s how many there are', (file) => {
    const sizes = nodes(file).map(({ environment }) => environment?.EVENTSTORE_CLUSTER_SIZE)
    expect(sizes).toEqual(nodes(file).map(() => String(nodes(file).length)))
  })

  it('call our image by the project’s version', () => {
    const { version } = JSON.parse(textOf('package.json')) as { version: string }
    const images = COMPOSE_FILES.flatMap((file) => servicesOf(textOf(file)).filter((it) => it.build))
    expect(new Set(images.map(({ image }) => image))).toEqual(new Set([`pilot-ledger:${version}`]))
  })

  it('keep the passwords’ file out of the repository and out of the image', () => {
    expect(textOf('docker/.gitignore').split('\n')).toContain('.env')
    expect(textOf('docker/Dockerfile.dockerignore').split('\n')).toContain('**/.env')
  })
})

describe('the words about docker', () => {
  const pages = ['README.md', 'docker/README.md', 'docker/haproxy.cfg', 'docker/Dockerfile', ...COMPOSE_FILES]
  it.each(pages)('in %s name files that are there', (page) => {
    const named = [...textOf(page).matchAll(/(?<![\w/=])docker\/[\w.-]*\w/g)].map(([path]) => path)
    const beside = [...textOf(page).matchAll(/(?<![\w/.])(compose[\w.]*\.yaml|haproxy\.cfg)/g)].map(
      ([name]) => `docker/${name}`,
    )
    const made = ['docker/.env']
    expect([...named, ...beside].filter((path) => !exists(path) && !made.includes(path))).toEqual([])
  })
})
