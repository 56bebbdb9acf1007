import { refuse } from '@pilot-ledger/kernel'

/** What files do to who reads them, each at its worst. */

export const echo = (...args: unknown[]) => args

export async function* counted(to: number): AsyncGenerator<{ n: number }> {
  for (let n = 1; n <= to; n++) yield { n }
}

export async function* countedAndRefused(to: number) {
  yield* counted(to)
  throw Object.assign(new Error('refused'), {
    refusals: [refuse('formula', { zh: '公式', en: 'a formula', facts: { row: '3' } })],
    status: 422,
  })
}

export function forever(): never {
  for (;;);
}

export async function* someAndForever() {
  yield* counted(300)
  forever()
}

export function everMoreObjects(): never {
  const kept: unknown[] = []
  for (;;) kept.push({ n: kept.length })
}

export function everMoreBytes(): never {
  const kept: Buffer[] = []
  for (;;) kept.push(Buffer.alloc(16 * 1024 * 1024, 1))
}

export function dies(): never {
  process.exit(3)
}

export function fails(): never {
  throw new TypeError('a mistake of ours')
}

export const processId = () => process.pid
