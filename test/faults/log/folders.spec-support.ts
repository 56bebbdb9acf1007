import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TemporaryFolders {
  make(): string
  copyOf(folder: string): string
}

/** Temporary folders of one spec file, removed after it. */
export function temporaryFolders(): TemporaryFolders {
  const made: string[] = []
  const make = () => {
    const folder = mkdtempSync(join(tmpdir(), 'pilot-ledger-fault-'))
    made.push(folder)
    return folder
  }
  afterAll(() => {
    for (const folder of made) rmSync(folder, { recursive: true, force: true })
  })
  return {
    make,
    copyOf(folder) {
      const copy = make()
      cpSync(folder, copy, { recursive: true })
      return copy
    },
  }
}
