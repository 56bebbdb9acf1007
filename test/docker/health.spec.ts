import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './files.spec-support'

const CHECK = join(ROOT, 'docker', 'health.cjs')
const { portOf } = require(CHECK) as { portOf(args: readonly string[], environment: NodeJS.ProcessEnv): string }

describe('the container’s health check', () => {
  describe('asks at the port that the program was started with', () => {
    it.each([
      ['PORT alone', ['node', 'dist/apps/recorder/src/main.js'], '3000'],
      ['--port N before PORT', ['node', 'main.js', '--port', '4000'], '4000'],
      ['--port=N as well', ['node', 'main.js', '--port=4001', '--host', '0.0.0.0'], '4001'],
      ['behind an init', ['/sbin/docker-init', '--', 'node', 'main.js', '--port', '4002'], '4002'],
    ])('%s', (_, args, port) => {
      expect(portOf(args, { PORT: '3000' })).toBe(port)
    })
  })

  describe('given a program', () => {
    let server: Server
    let status: number
    let requested: string[]
    let folder: string

    beforeEach(async () => {
      requested = []
      folder = mkdtempSync(join(tmpdir(), 'health-'))
      server = createServer((request, reply) => {
        requested.push(request.url ?? '')
        reply.writeHead(status).end()
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    })
    afterEach(() => {
      server.closeAllConnections()
      server.close()
      rmSync(folder, { recursive: true })
    })

    /** Runs the check as the container does, beside a process 1 that was started with the server's port. */
    function check(): Promise<{ code: number; output: string }> {
      const started = join(folder, 'cmdline')
      writeFileSync(started, `node\0main.js\0--port\0${(server.address() as AddressInfo).port}\0`)
      return new Promise((resolve) =>
        execFile(process.execPath, [CHECK, started], { env: { PORT: '1' } }, (error, _, output) =>
          resolve({ code: error === null ? 0 : Number(error.code), output }),
        ),
      )
    }

    it('that is ready, says so', async () => {
      status = 200
      expect(await check()).toEqual({ code: 0, output: '' })
      expect(requested).toEqual(['/health/ready'])
    })
    it('that is alive but still catching up, says no', async () => {
      status = 503
      expect(await check()).toEqual({ code: 1, output: 'not ready: 503\n' })
    })
    it('that does not listen, says no', async () => {
      const port = (server.address() as AddressInfo).port
      const answer = check()
      server.close()
      expect(await answer).toEqual({ code: 1, output: expect.stringContaining(`127.0.0.1:${port}`) })
    })
  })
})
