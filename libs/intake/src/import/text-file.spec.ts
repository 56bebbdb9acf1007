import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { TextFile } from './text-file'

describe('given texts of any length laid one behind the other', () => {
  test('when they are taken out in any order, while more are laid down, then each is what was laid there', () => {
    const text = fc.oneof(
      { weight: 8, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
      // Longer than a page of the file, and longer than what is gathered before it is written.
      { weight: 2, arbitrary: fc.constantFrom(6_000, 9_000, 100_000, 300_000).map((it) => '示a'.repeat(it / 2)) },
    )
    const step = fc.oneof(
      fc.record({ lay: fc.array(text, { maxLength: 40 }) }),
      fc.record({ take: fc.array(fc.nat(), { maxLength: 40 }) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const folder = mkdtempSync(join(tmpdir(), 'text-file-'))
        const file = new TextFile(join(folder, 'texts'))
        try {
          const laid: { text: string; from: number; to: number }[] = []
          for (const it of steps) {
            for (const text of 'lay' in it ? it.lay : []) {
              const from = file.end
              file.append(text)
              laid.push({ text, from, to: file.end })
            }
            for (const nth of 'take' in it && laid.length > 0 ? it.take : []) {
              const { text, from, to } = laid[nth % laid.length]
              expect(file.read(from, to) === text).toBe(true)
            }
          }
          for (const { text, from, to } of laid) expect(file.read(from, to) === text).toBe(true)
        } finally {
          file.close()
          rmSync(folder, { recursive: true })
        }
      }),
      { numRuns: 40 },
    )
  })
})
