import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { FolderEvidenceStore } from '@pilot-ledger/evidence'

/** What a backup or a copy says of the papers beside the log, which it does not carry: nothing where there are none. */
export async function papersLeftOut(folder: string): Promise<readonly string[]> {
  const files = join(folder, 'evidence')
  if (!existsSync(files)) return []
  const store = await FolderEvidenceStore.open(files)
  let papers = 0
  for await (const _ of store.list()) papers++
  await store.close()
  return papers === 0
    ? []
    : [
        `佐证材料 ${papers} 份不在其中，请另行复制此目录 · ${papers} papers are not in it: copy this folder as well: ${files}`,
      ]
}
