/** Work for a time in which nothing else is to be done. Safari has no word for it. */
export const idle = (work: () => void) =>
  'requestIdleCallback' in globalThis ? requestIdleCallback(work) : setTimeout(work, 200)
