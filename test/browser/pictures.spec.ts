import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesUnder } from '../docs/documents.spec-support'
import { Browsing, inBrowser, why } from './browser.spec-support'
import { PICTURES, placesOf, recordMore } from './pictures.spec-support'

const FOLDER = 'docs/pictures'
const AT = join(__dirname, '../..', FOLDER)
/** `npm run docs:pictures` writes them; else what leads to them is gone through, so that no guide shows what is not there. */
const writes = process.env.PICTURES === 'write'
const SIZE = { width: 1040, height: 620 }
const LARGEST = 150_000

inBrowser(`pictures of the guides${why}`, () => {
  let browsing: Browsing
  let places: Readonly<Record<string, string>>
  beforeAll(async () => {
    // Thirty days, as wherever the ledger is in use.
    browsing = await Browsing.open(await Browsing.townWithPage(30))
    places = await placesOf(browsing)
    mkdirSync(AT, { recursive: true })
  })
  afterAll(() => browsing.close())

  test.each(Object.entries(PICTURES))('%s', async (name, { role, at, before, afterMore, height = SIZE.height }) => {
    // What is read first is read of the demonstration as it is.
    if (afterMore && !places.$N) places = { ...places, ...(await recordMore(browsing)) }
    const size = { ...SIZE, height }
    const seat = role ? await browsing.sitAs(role, { size }) : await browsing.sit({ size })
    await seat.go(at.replaceAll(/\$[A-Z]/g, (it) => places[it]))
    await before?.(seat)
    await seat.settled()
    const path = join(AT, `${name}.png`)
    if (writes) await seat.page.screenshot({ path, animations: 'disabled' })
    expect(existsSync(path)).toBe(true)
    expect(readFileSync(path).length).toBeLessThan(LARGEST)
    expect(seat.faults).toEqual([])
    await seat.close()
  })

  test('there is no picture that nobody takes', () => {
    expect(filesUnder(FOLDER, /\.png$/).toSorted()).toEqual(
      Object.keys(PICTURES)
        .map((it) => `${FOLDER}/${it}.png`)
        .toSorted(),
    )
  })
})
