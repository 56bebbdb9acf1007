import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { inspectBytes } from '@pilot-ledger/evidence/inspection'
import { bindVolume, planVolume } from '@pilot-ledger/evidence/volume'
import { FILE_READERS_LIMITS, FileReaders } from '@pilot-ledger/http'
import { AccessFixture, OURS, RIVAL } from '../../libs/access/src/http/access-fixture.spec-support'
import { jpegOf } from '../../libs/evidence/src/inspection/given-files.spec-support'
import type { PagePicture } from '../../libs/evidence/src/pages/picture'
import { TiffPages } from '../../libs/evidence/src/pages/tiff-pages'
import type { DrawnPicture } from './drawn-pictures.spec-support'

jest.setTimeout(120_000)

const [WIDTH, HEIGHT] = [43, 29]
const FILES = join(__dirname, 'tiff')
const given = (name: string) => readFileSync(join(FILES, `${name}.tif`))
/** What stands on a page, as it was given to the program that wrote the files. */
const isBlack = (x: number, y: number, page: number) =>
  (x * 7 + y * 5 + page * 3) % 11 < 4 || x === 0 || x === WIDTH - 1 || y === page * 3
const colourAt = (x: number, y: number) => [x * 5, y * 8, (x + y) * 3]

/** A sample of a pixel, black 0, white 255. */
const sampleAt = ({ width, bits, samples, rows }: PagePicture, x: number, y: number, of = 0) => {
  const length = Math.ceil((width * bits * samples) / 8)
  return bits === 8 ? rows[y * length + x * samples + of] : ((rows[y * length + (x >> 3)] >> (7 - (x & 7))) & 1) * 255
}
/** Whether every dot is as `black` says, of the page as it is to be seen. */
function differing(picture: PagePicture, width: number, height: number, black: (x: number, y: number) => boolean) {
  expect([picture.width, picture.height]).toEqual([width, height])
  let found = 0
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if ((sampleAt(picture, x, y) === 0) !== black(x, y)) found++
  return found
}
/** A PNG without a filter, taken apart. */
function pictureIn(png: Uint8Array): PagePicture {
  const bytes = Buffer.from(png)
  const [width, height, bits] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20), bytes[24] as 1 | 8]
  const samples = bytes[25] === 0 ? 1 : 3
  const data = inflateSync(bytes.subarray(41, 41 + bytes.readUInt32BE(33)))
  const length = Math.ceil((width * bits * samples) / 8)
  const rows = Array.from({ length: height }, (_, y) => data.subarray(y * (length + 1) + 1, (y + 1) * (length + 1)))
  return { width, height, bits, samples, rows: Buffer.concat(rows) }
}

describe('given a TIFF as scanners and fax machines write it', () => {
  test.each(['none', 'packbits', 'g3-1d', 'g3-2d', 'g3-fill-big-endian', 'g4', 'g4-lsb', 'g4-strips'])(
    'when it is %s, then both its pages are what was scanned, dot for dot',
    async (name) => {
      const bytes = given(name)
      expect(await inspectBytes(bytes)).toMatchObject({ mediaType: 'image/tiff', pages: 2 })
      const pages = await TiffPages.in(bytes)
      expect(pages.count).toBe(2)
      for (const no of [1, 2]) expect(differing(pages.page(no), WIDTH, HEIGHT, (x, y) => isBlack(x, y, no))).toBe(0)
    },
  )

  test.each([
    ['colour-lzw', 0],
    ['colour-zip-tiles', 0],
    // What JPEG loses at its finest.
    ['colour-jpeg', 12],
    ['colour-jpeg-ycbcr', 60],
  ])('when it is %s, then its colours are those that were scanned', async (name, lost) => {
    const pages = await TiffPages.in(given(name))
    const colour = pages.page(1)
    expect([colour.width, colour.height, colour.samples]).toEqual([WIDTH, HEIGHT, 3])
    let most = 0
    for (let y = 0; y < HEIGHT; y++)
      for (let x = 0; x < WIDTH; x++)
        for (const [of, value] of colourAt(x, y).entries())
          most = Math.max(most, Math.abs(sampleAt(colour, x, y, of) - value))
    expect(most).toBeLessThanOrEqual(lost)
    if (pages.count === 2) expect(sampleAt(pages.page(2), 17, 5)).toBe(17 * 5)
  })

  test('when it is a fax, whose dots are twice as high as wide, then it is seen in its shape', async () => {
    const pages = await TiffPages.in(given('fax-204x98'))
    const high = Math.round((HEIGHT * 204) / 98)
    const row = (y: number) => Math.min(HEIGHT - 1, Math.floor((y * 98) / 204))
    expect(differing(pages.page(1), WIDTH, high, (x, y) => isBlack(x, row(y), 1))).toBe(0)
  })

  test('when it lay on its side or on its head, as it says, then it is seen upright', async () => {
    const pages = await TiffPages.in(given('turned'))
    // Orientation 6: its first row is the right edge of what is seen, its first column the upper one.
    expect(differing(pages.page(1), HEIGHT, WIDTH, (x, y) => isBlack(y, HEIGHT - 1 - x, 1))).toBe(0)
    expect(differing(pages.page(2), WIDTH, HEIGHT, (x, y) => isBlack(WIDTH - 1 - x, HEIGHT - 1 - y, 2))).toBe(0)
  })

  test('when it says to be larger than any paper, or is packed in a way that nobody knows, then it is refused before it is unpacked', async () => {
    const claimed = (tag: number, value: number) => {
      const bytes = given('none')
      const at = bytes.readUInt32LE(4)
      for (let i = 0; i < bytes.readUInt16LE(at); i++) {
        const entry = at + 2 + i * 12
        if (bytes.readUInt16LE(entry) === tag) {
          bytes.writeUInt16LE(4, entry + 2)
          bytes.writeUInt32LE(value, entry + 8)
        }
      }
      return bytes
    }
    const refused = async (bytes: Buffer) => (await TiffPages.in(bytes)).page(1)
    await expect(refused(claimed(256, 0xfffffff0))).rejects.toMatchObject({ message: 'evidence-unpacks-too-large' })
    await expect(refused(claimed(257, 0))).rejects.toMatchObject({ message: 'evidence-unreadable' })
    await expect(refused(claimed(259, 34_713))).rejects.toMatchObject({ message: 'evidence-unreadable' })
    // It is not even taken.
    await expect(inspectBytes(claimed(256, 0xfffffff0))).rejects.toMatchObject({
      message: 'evidence-unpacks-too-large',
    })
  })
})

describe('given a TIFF that its platform has uploaded', () => {
  let fixture: AccessFixture
  beforeAll(async () => {
    fixture = await AccessFixture.open()
    await fixture.settle()
  })
  afterAll(() => fixture.close())
  const sessions = new Map<string, string>()
  const ask = async (who: string, method: 'GET' | 'POST', url: string, headers = {}, payload?: Buffer) => {
    const session = sessions.get(who) ?? (await fixture.office.logIn(who))
    sessions.set(who, session)
    return fixture.app.inject({
      ...{ method, url, payload },
      headers: { authorization: `Bearer ${session}`, ...headers },
    })
  }
  const upload = (content: Buffer, name: string) =>
    ask(
      'clerk',
      'POST',
      `/api/platforms/${OURS}/evidence-uploads`,
      {
        'tus-resumable': '1.0.0',
        'content-type': 'application/offset+octet-stream',
        'upload-length': String(content.length),
        'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
      },
      content,
    )
  const hashOf = (it: Buffer) => createHash('sha256').update(it).digest('hex')
  const pageOf = (content: Buffer, no: number | string, platform = OURS) =>
    `/api/platforms/${platform}/evidence/${hashOf(content)}/pages/${no}`

  test('then each page comes as a picture, to whom the paper is open, and one look is one line', async () => {
    const scan = given('g4')
    expect((await upload(scan, '合同.tif')).json()).toMatchObject({ stored: { mediaType: 'image/tiff', pages: 2 } })
    const opening = `?opening=${'0f'.repeat(16)}`
    for (const no of [1, 2]) {
      const { statusCode, headers, rawPayload } = await ask('evaluator', 'GET', pageOf(scan, no) + opening)
      expect([statusCode, headers['content-type']]).toEqual([200, 'image/png'])
      expect(differing(pictureIn(rawPayload), WIDTH, HEIGHT, (x, y) => isBlack(x, y, no))).toBe(0)
    }
    const { reads } = (await ask('auditor', 'GET', '/api/access-log?limit=50')).json()
    const noted = reads.filter((it: { request: string }) => it.request.includes(hashOf(scan)))
    expect(noted).toHaveLength(1)

    for (const no of ['0', '3', '-1', '1.5', 'x']) {
      const { statusCode } = await ask('evaluator', 'GET', pageOf(scan, no))
      expect([no, [400, 404].includes(statusCode)]).toEqual([no, true])
    }
    const code = async (who: string, url: string) => (await ask(who, 'GET', url)).json().code
    expect(await code('evaluator', pageOf(scan, 3))).toBe('unknown-page')
    // A rival learns nothing by a hash.
    expect(await code('rival', pageOf(scan, 1, RIVAL))).toBe('unknown-evidence')
    expect((await ask('rival', 'GET', pageOf(scan, 1))).statusCode).toBe(403)
    const photo = jpegOf(16, 16)
    await upload(photo, '照片.jpg')
    expect(await code('evaluator', pageOf(photo, 1))).toBe('unknown-page')
  })
})

describe('given TIFF papers of a platform', () => {
  test('when they are bound, then every page of theirs is a page of the volume, as it was scanned', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'volume-'))
    const names = readdirSync(FILES)
      .filter((it) => it.endsWith('.tif') && !it.startsWith('colour-jpeg'))
      .map((it) => it.slice(0, -4))
    const papers = names.map((it) => ({
      sha256: it,
      kind: '合同',
      fileName: `${it}.tif`,
      mediaType: 'image/tiff',
      pages: 2,
    }))
    const readers = new FileReaders({ ...FILE_READERS_LIMITS, patience: 60_000, waitPatience: 60_000 })
    const target = join(folder, 'volume.pdf')
    const standing = await bindVolume({
      head: { title: '佐证材料汇编', lines: [] },
      plan: planVolume([{ heading: '1', papers }]),
      fileOf: async ({ sha256 }) => join(FILES, `${sha256}.tif`),
      scratch: folder,
      target,
      readers,
    })
    expect(standing).toEqual([])
    // As another program draws it: the pictures that it found in the pages, decoded.
    const drawn = await readers.result<DrawnPicture[]>('volume', {
      module: require.resolve('./drawn-pictures.spec-support'),
      name: 'drawnPictures',
      args: [target],
    })
    expect(drawn).toHaveLength(names.length * 2)
    for (const [i, { width, height, pixels }] of drawn.entries()) {
      const [name, no] = [names[Math.floor(i / 2)], (i % 2) + 1]
      const expected = expectedOf(name, no)
      expect([name, no, width, height]).toEqual([name, no, expected.width, expected.height])
      expect([name, no, pixels.findIndex((it, at) => it !== expected.pixels[at])]).toEqual([name, no, -1])
    }
    rmSync(folder, { recursive: true })
  })
})

function expectedOf(name: string, no: number) {
  const side = name === 'turned' && no === 1
  const [width, height] = side ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT]
  const pixels = Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)]
    if (name.startsWith('colour')) return x * 5
    if (side) return isBlack(y, HEIGHT - 1 - x, 1) ? 0 : 255
    if (name === 'turned') return isBlack(WIDTH - 1 - x, HEIGHT - 1 - y, 2) ? 0 : 255
    return isBlack(x, y, no) ? 0 : 255
  })
  return { width, height, pixels }
}
