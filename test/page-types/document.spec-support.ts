import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAccess } from '@pilot-ledger/access'
import { openApiOf } from '@pilot-ledger/http'
import { pino } from 'pino'
import { createStandalone, openLedger } from '../../apps/standalone/src/ledger'
import type { OpenApi } from './types-from-openapi.spec-support'

/** The OpenAPI document of the service with accounts, as the sources stand: over an empty ledger, on no port. */
export async function serviceDocument(): Promise<OpenApi> {
  const folder = mkdtempSync(join(tmpdir(), 'pilot-ledger-document-'))
  const ledger = await openLedger({ folder })
  const access = await openAccess({ folder })
  const app = await createStandalone(ledger, { actor: '本机', access, logger: pino({ level: 'silent' }) })
  try {
    return openApiOf(app) as unknown as OpenApi
  } finally {
    await app.close()
    access.close()
    await ledger.close()
    rmSync(folder, { recursive: true })
  }
}
