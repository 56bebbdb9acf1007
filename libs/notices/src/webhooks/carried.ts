import { existsSync, renameSync, rmSync } from 'node:fs'
import { WebhookStore, webhooksFile } from './webhook-store'

/**
 * Puts what came with a backup or a copy into a folder. Nothing is sent from there before a person resumes an address: the ledger
 * that it is from may go on beside it, and what it has may be older than what was ended since.
 * @param put makes the file, which is not there yet
 * @param at now, ms
 * @returns hosts of the addresses that wait to be resumed, each once: what else stands in an address may be a secret
 */
export function carryWebhooks(folder: string, put: (file: string) => void, at: number): readonly string[] {
  const [file, part] = [webhooksFile(folder), `${webhooksFile(folder)}.part`]
  removeDatabase(part)
  try {
    put(part)
    const hosts = pausedIn(new WebhookStore(folder, part), at)
    // What is in the log of another database would be played into this one.
    removeDatabase(file)
    renameSync(part, file)
    return hosts
  } catch (error) {
    removeDatabase(part)
    throw error
  }
}

function pausedIn(store: WebhookStore, at: number): readonly string[] {
  try {
    store.pauseAll(at)
    const waiting = store.all().filter((it) => it.pausedAt !== undefined)
    return [...new Set(waiting.map((it) => new URL(it.url).host))]
  } finally {
    store.closeAlone()
  }
}

/** Whether it may be put there (again): there is none, or it is as `carryWebhooks` left it, and was sent from by nobody. */
export function mayCarryWebhooks(folder: string): boolean {
  if (!existsSync(webhooksFile(folder))) return true
  const store = new WebhookStore(folder)
  try {
    return store.isAsCarried
  } finally {
    store.close()
  }
}

function removeDatabase(file: string): void {
  for (const it of [file, `${file}-wal`, `${file}-shm`]) rmSync(it, { force: true })
}
