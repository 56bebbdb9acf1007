import { join } from 'node:path'
import { FolderEvidenceStore } from './folder/folder-evidence-store'
import { isObjectAddress, objectPlace } from './objects/address'
import { ObjectEvidenceStore } from './objects/object-evidence-store'
import type { EvidenceStore } from './port'

/**
 * The store at an address: a bucket (`s3://…`, as `objectPlace` reads it), which may be away for now, or a folder. Told none, the folder
 * `evidence` of the data folder. Throws `Unavailable` where the address is none; of a folder that cannot be made `StoreUnavailable`.
 */
export async function openEvidenceStore(
  where: string | undefined,
  dataFolder: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<EvidenceStore> {
  if (where !== undefined && isObjectAddress(where)) return new ObjectEvidenceStore(objectPlace(where, env))
  return FolderEvidenceStore.open(where ?? join(dataFolder, 'evidence'))
}
