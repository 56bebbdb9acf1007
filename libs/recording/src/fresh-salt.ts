import { randomFillSync } from 'node:crypto'

const BYTES = 16
/** Random bytes are had by the page: a call to the system for each entry would cost more than all of its hashes. */
const page = Buffer.alloc(256 * BYTES)
let used = page.length

/** Base64 of 16 random bytes, never the same again. */
export function freshSalt(): string {
  if (used === page.length) {
    randomFillSync(page)
    used = 0
  }
  used += BYTES
  return page.toString('base64', used - BYTES, used)
}
