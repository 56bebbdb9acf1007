import { once } from 'node:events'
import { Workspace } from './workspace'

/** Ends with 9 plus the number of signals it got; its last work takes a moment, in which more signals may come. */
const SERVICE = `
let got = 0
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {
  got += 1
  console.log('stopping')
  setTimeout(() => process.exit(9 + got), 200)
})
console.log('serving')
setInterval(() => undefined, 1000)
`

describe('stopping what npm start runs', () => {
  let clone: Workspace
  beforeEach(() => {
    clone = new Workspace(SERVICE)
  })
  afterEach(() => clone.remove())

  async function until(running: ReturnType<Workspace['launch']>, words: string) {
    while (!running.output.out.includes(words)) await once(running.child.stdout, 'data')
  }

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s reaches the service once, however often it comes, and its exit code is ours',
    async (signal) => {
      const running = clone.launch('start')
      await until(running, 'serving')
      running.child.kill(signal)
      await until(running, 'stopping')
      running.child.kill(signal)
      expect(await running.ended).toBe(10)
    },
  )

  test('when npm is stopped, and with it only the shell that started us, the service stops too', async () => {
    const running = clone.launch('start', [], { env: { npm_lifecycle_event: 'start' }, through: 'shell' })
    await until(running, 'serving')
    running.child.kill('SIGTERM')
    // The output closes when the last process that holds it has gone.
    await running.ended
    expect(running.output.out).toContain('stopping')
  })

  test('a service that was killed ends the start with the code of that signal', async () => {
    clone.write('.service.js', `process.kill(process.pid, 'SIGKILL')`)
    expect((await clone.run('start')).code).toBe(128 + 9)
  })
})
