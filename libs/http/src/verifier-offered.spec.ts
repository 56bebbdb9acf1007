import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Module } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { pino } from 'pino'
import { createHttpApplication } from './application'

@Module({})
class Empty {}

describe('given a folder with the verifier', () => {
  let folder = ''
  let app: NestFastifyApplication
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'verifier-'))
    writeFileSync(join(folder, 'verify-certificate.html'), '<!doctype html>')
    writeFileSync(join(folder, 'verify-certificate.mjs'), 'export {}')
    app = await createHttpApplication(Empty, {
      actor: '',
      readiness: [],
      logger: pino({ level: 'silent' }),
      verifier: folder,
    })
  })
  afterAll(async () => {
    await app.close()
    rmSync(folder, { recursive: true })
  })

  test('when a file of it is asked for, then it is to be taken away, not run beside the page', async () => {
    const answer = await app.inject({ url: '/verifier/verify-certificate.html' })
    expect([answer.statusCode, answer.body, answer.headers['content-disposition']]).toEqual([
      200,
      '<!doctype html>',
      'attachment; filename="verify-certificate.html"',
    ])
    expect((await app.inject({ url: '/verifier/verify-certificate.mjs' })).headers['content-type']).toContain(
      'text/javascript',
    )
  })

  test.each(['/verifier/', '/verifier/other.html', '/verifier/..%2f..%2fetc%2fpasswd'])(
    'when %s is asked for, then there is none',
    async (url) => {
      expect((await app.inject({ url })).json()).toMatchObject({ status: 404, code: 'unknown-route' })
    },
  )
})
