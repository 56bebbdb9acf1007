import type { INestApplicationContext } from '@nestjs/common'
import type { OpenEvidence } from '@pilot-ledger/evidence/serving'
import { Recorder } from '@pilot-ledger/recording'
import type { DemonstrationClock } from './closes'
import { contractPaper } from './contract-paper'
import { planOf, type Step, signedIn } from './script'

const CLERK = '演示平台录入员'

/**
 * 演示材料: of most contracts the paper itself is there, as if its platform had uploaded it; of the others it is left to whoever
 * tries the demonstration (未上传). Recorded last, so that what was recorded before keeps its number. Seeding again stores and records
 * nothing again.
 */
export async function storePapers(
  app: INestApplicationContext,
  { uploads }: OpenEvidence,
  clock: DemonstrationClock,
  steps: readonly Step[],
): Promise<void> {
  clock.standAt('2025-11-24')
  const recorder = app.get(Recorder, { strict: false })
  for (const { platform, bytes, data } of demonstrationPapers(steps)) {
    const { sha256, fileName, pages } = data
    const file = { platform, sha256, size: bytes.length, mediaType: 'application/pdf' as const, pages, fileName }
    const identity = { actor: CLERK, correlationId: `paper-${fileName}`, requestHash: sha256 }
    await uploads.take(file, once(bytes), recorder, identity)
  }
}

/** The papers that entries name by the hash that they have. */
export function* demonstrationPapers(steps: readonly Step[]) {
  for (const it of steps) {
    if (it.kind !== 'contract' || it.content.type !== 'EvidenceAttached') continue
    const signed = signedIn(steps, it.engagement)
    if (!signed) continue
    const { data } = it.content
    const { sha256, bytes } = contractPaper(planOf(signed, data.pages))
    if (sha256 === data.sha256) yield { platform: signed.platform, data, bytes }
  }
}

async function* once(bytes: Uint8Array) {
  yield bytes
}
