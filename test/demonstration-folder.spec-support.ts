import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { seedDemonstration } from '../apps/standalone/src/demonstration/seed'

/**
 * The demonstration in this folder, as `seedDemonstration` records it. It takes seconds, so it is recorded once a test run and
 * copied from there: by whoever is first, and where two are first at once, one of their two equal copies stays.
 */
export async function demonstrationIn(folder: string): Promise<void> {
  const run = process.env.PILOT_LEDGER_TEST_RUN as string
  const seeded = join(run, 'demonstration')
  if (!existsSync(seeded)) {
    const own = mkdtempSync(join(run, 'seeding-'))
    await seedDemonstration(own)
    try {
      renameSync(own, seeded)
    } catch (error) {
      if (!existsSync(seeded)) throw error
      rmSync(own, { recursive: true })
    }
  }
  cpSync(seeded, folder, { recursive: true })
}

/** How many entries it has. */
export const ENTRIES = 993

/** What `verify` tells of the demonstration's papers, where it has them at hand. */
export const PAPERS_TOLD = '佐证材料 35 个文件 files of papers'
