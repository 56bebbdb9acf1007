import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { Body, Controller, Module, Post, Req } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { FastifyRequest } from 'fastify'
import { pino } from 'pino'
import { createHttpApplication } from './application'
import { Text } from './fields'
import { receivedFile, TakesFile } from './file-upload'
import { commandIdentity } from './request-identity'

const CSV = '合同编号,金额\nJM-001,100.00\n'
const shaOf = (text: string) => createHash('sha256').update(text).digest('hex')

class NoteDto {
  @Text(10)
  note!: string
}

let lastPath: string | undefined

@Controller('api/files')
class FilesController {
  @Post()
  @TakesFile(40)
  take(@Req() request: FastifyRequest) {
    const { path, sha256, bytes } = receivedFile(request)
    lastPath = path
    return { sha256, bytes, text: readFileSync(path, 'utf8'), hash: commandIdentity(request, '录入员').requestHash }
  }

  @Post('notes')
  note(@Body() body: NoteDto) {
    return body
  }
}
@Module({ controllers: [FilesController] })
class FilesModule {}

describe('given a door that takes a file and one that takes JSON', () => {
  let app: NestFastifyApplication
  beforeAll(async () => {
    app = await createHttpApplication(FilesModule, {
      actor: '录入员',
      readiness: [],
      logger: pino({ level: 'silent' }),
    })
  })
  afterAll(() => app.close())

  const post = (url: string, payload: string, type = 'text/csv') =>
    app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } })

  it('then the file is there byte for byte with its hash, and gone when the answer is out', async () => {
    const answer = await post('/api/files', CSV)
    expect(answer.json()).toMatchObject({ sha256: shaOf(CSV), bytes: Buffer.byteLength(CSV), text: CSV })
    // Gone with the answer, a moment after it: never gone, and the test does not end.
    while (existsSync(lastPath as string)) await new Promise(setImmediate)
    expect(existsSync(lastPath as string)).toBe(false)
  })

  it('then the same file is the same request and another file another', async () => {
    const hashes = [await post('/api/files', CSV), await post('/api/files', CSV), await post('/api/files', `${CSV}x`)]
    const [one, again, other] = hashes.map((it) => it.json().hash)
    expect(again).toBe(one)
    expect(other).not.toBe(one)
  })

  it('then one byte over the limit is refused, whatever length it claims', async () => {
    expect((await post('/api/files', 'x'.repeat(40))).statusCode).toBe(201)
    const answer = await post('/api/files', 'x'.repeat(41))
    expect(answer.statusCode).toBe(413)
    expect(answer.json()).toMatchObject({ code: 'body-too-large', facts: { mostBytes: '40' } })
  })

  it('then JSON to the one and a file to the other are refused by name', async () => {
    expect((await post('/api/files', '{}', 'application/json')).json().code).toBe('file-missing')
    const file = await post('/api/files/notes', CSV)
    expect([file.statusCode, file.json().code]).toEqual([415, 'media-type-not-supported'])
    expect((await post('/api/files/notes', '{"note":"好"}', 'application/json')).json()).toEqual({ note: '好' })
  })
})
