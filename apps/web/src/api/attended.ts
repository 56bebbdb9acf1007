/** In the browser's store, so that all windows of one person know of each other. */
const KEPT = 'pilot-ledger.attended'
/** The store is written no more often, ms. */
const KEEP_EVERY_MS = 5_000
/** After so long without a key or a pointer what the page asks for is asked by nobody, ms. */
const ATTENDED_MS = 60_000

let last = Date.now()
let kept = 0

function noted(): void {
  last = Date.now()
  if (last - kept < KEEP_EVERY_MS) return
  kept = last
  localStorage.setItem(KEPT, String(last))
}
for (const it of ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const)
  globalThis.document?.addEventListener(it, noted, { capture: true, passive: true })

/** When somebody last did something, in this window or another: ms since 1970. */
export const lastAttended = (): number => Math.max(last, Number(localStorage.getItem(KEPT) ?? 0))

/** What the page asks by itself says so, and keeps no session: a page that refreshes would else never be logged out. */
export const attendedHeaders = (method = 'GET'): Record<string, string> =>
  method === 'GET' && Date.now() - lastAttended() > ATTENDED_MS ? { 'x-unattended': '1' } : {}
