import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesUnder } from '../docs/documents.spec-support'
import { Desk, inBrowser, type Role, type Seat, why } from './browser.spec-support'

const PICTURES = join(__dirname, '../../docs/pictures')
/** `npm run docs:pictures` writes them; else what leads to them is gone through, so that no guide shows what is not there. */
const writes = process.env.PICTURES === 'write'
const SIZE = { width: 1120, height: 700 }
const LARGEST = 150_000
const WINDOW = 'from=2024-11-01&to=2025-08-31'

interface Picture {
  readonly role: Role
  /** `$P`: the platform of the instruments. */
  readonly at: string
  /** What is done there before the picture is taken. */
  readonly then?: (seat: Seat) => Promise<void>
}

/** By the names under which the guides show them. */
const SHOWN: Readonly<Record<string, Picture>> = {
  figures: { role: 'evaluator', at: `/figures?${WINDOW}` },
}

inBrowser(`pictures of the guides${why}`, () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await Desk.open()
    mkdirSync(PICTURES, { recursive: true })
  })
  afterAll(() => desk.close())

  test.each(Object.entries(SHOWN))('%s', async (name, { role, at, then }) => {
    const seat = await desk.sitAs(role, { size: SIZE })
    await seat.go(at.replace('$P', desk.town.instruments))
    await then?.(seat)
    await seat.settled()
    const path = join(PICTURES, `${name}.png`)
    if (writes) await seat.page.screenshot({ path, animations: 'disabled' })
    expect(existsSync(path)).toBe(true)
    expect(readFileSync(path).length).toBeLessThan(LARGEST)
    expect(seat.faults).toEqual([])
    await seat.close()
  })

  test('there is no picture that nobody takes', () => {
    const names = filesUnder('docs/pictures', /\.png$/)
    expect(names.toSorted()).toEqual(
      Object.keys(SHOWN)
        .map((it) => `docs/pictures/${it}.png`)
        .toSorted(),
    )
  })
})
