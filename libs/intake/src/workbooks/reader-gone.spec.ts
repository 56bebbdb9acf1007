import { randomBytes } from 'node:crypto'
import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { fastify } from 'fastify'
import { listing, provenance, requested } from './given.spec-support'
import { type Sheet, sheetOf } from './sheet'
import { csvOf, gathered, jsonOf } from './text-forms'
import { workbook } from './xlsx'

/** A list without end that says when it has been given up. */
function endless() {
  let ended: () => void = () => undefined
  const end = new Promise<void>((resolve) => {
    ended = resolve
  })
  const sheet: Sheet = {
    ...sheetOf(listing([], []), requested(), 'yuan'),
    async *rows() {
      try {
        for (;;) yield { name: randomBytes(64).toString('hex'), money: 1n }
      } finally {
        ended()
      }
    },
  }
  return { sheet, end }
}

const FORMS: Readonly<Record<string, (sheet: Sheet) => Readable>> = {
  xlsx: (sheet) => workbook([sheet], provenance),
  csv: (sheet) => Readable.from(gathered(csvOf(sheet, provenance))),
  json: (sheet) => Readable.from(gathered(jsonOf(sheet, provenance))),
}

describe('A paper whose reader goes in the middle', () => {
  test.each(Object.keys(FORMS))('is given up with all that it was made of: %s', async (form) => {
    const { sheet, end } = endless()
    const stream = FORMS[form](sheet)
    const closed = new Promise((resolve) => stream.once('close', resolve))
    const app = fastify()
    app.get('/', (_request, reply) => reply.send(stream))
    await app.listen({ port: 0, host: '127.0.0.1' })
    try {
      await new Promise<void>((resolve, reject) => {
        const request = get({ port: (app.server.address() as AddressInfo).port, host: '127.0.0.1' }, (answer) => {
          answer.once('data', () => {
            request.destroy()
            resolve()
          })
        })
        request.once('error', reject)
      })
      await Promise.all([end, closed])
    } finally {
      await app.close()
    }
  })

  test('who goes before the first row gets nothing more', async () => {
    const stream = workbook([endless().sheet], provenance)
    const closed = new Promise((resolve) => stream.once('close', resolve))
    stream.destroy()
    await closed
  })
})

describe('A paper whose rows cannot be read', () => {
  test('is broken off, and is never taken for a whole one', async () => {
    const failing: Sheet = {
      ...endless().sheet,
      async *rows() {
        yield { name: '甲', money: 1n }
        throw new Error('the log cannot be read')
      },
    }
    for (const form of Object.values(FORMS)) await expect(form(failing).toArray()).rejects.toThrow('cannot be read')
  })
})
