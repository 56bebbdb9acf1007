import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Unavailable } from '@pilot-ledger/event-log'
import { EVIDENCE_OPTIONS, EVIDENCE_USAGE, evidenceTold, openEvidenceStore } from '@pilot-ledger/evidence/serving'
import { WEBHOOKS_OPTIONS, WEBHOOKS_USAGE, webhooksAllowed } from '@pilot-ledger/notices'
import { WITNESS_OPTIONS, WITNESS_USAGE, witnessesTold } from '@pilot-ledger/proof'
import { type Given, runOnSharedLog } from '@pilot-ledger/service'
import { openReporter, type ReporterProof } from './reporter'

/** As the build lays them out: the page beside the programs, and the verifier, where it was built. */
const PAGE = join(__dirname, '../../web')

const VERIFIER = join(__dirname, '../../../verifier')

/** The reporting side on a shared log: each of these follows the log and keeps a read model of its own. */
runOnSharedLog({
  name: 'reporter',
  usage: `用法 Usage: reporter [--log esdb://…] [--data DIR] [--port 3002] [--host ADDRESS]
  --data 或 PILOT_LEDGER_DATA：统计库目录，可随时删除重建 · where the read model is kept; it can be thrown away
  --proof-key FILE 或 PILOT_LEDGER_PROOF_KEY：签名密钥；无此项则不签署、不出具证明 · the signing key; without it nothing is signed or proven
  --make-proof-key 或 PILOT_LEDGER_MAKE_PROOF_KEY=1：尚无密钥时生成 · makes it where there is none yet
  --checkpoints DIR 或 PILOT_LEDGER_CHECKPOINTS：各统计服务共用的检查点目录 · the folder that all reporters keep their checkpoints in
${EVIDENCE_USAGE}
${WITNESS_USAGE}
  --webhooks DIR 或 PILOT_LEDGER_WEBHOOKS：由本服务投递通知，DIR 同时只容一个服务 · this reporter sends notices; one at a time has DIR
${WEBHOOKS_USAGE}
  --stale-answers 或 PILOT_LEDGER_STALE_ANSWERS=1：未跟上账本时也作答，并以 ledger-stale 标明 · answers, marked, before it has caught up`,
  port: 3002,
  options: {
    data: { type: 'string' },
    'proof-key': { type: 'string' },
    'make-proof-key': { type: 'boolean' },
    checkpoints: { type: 'string' },
    ...EVIDENCE_OPTIONS,
    ...WITNESS_OPTIONS,
    webhooks: { type: 'string' },
    ...WEBHOOKS_OPTIONS,
    'stale-answers': { type: 'boolean' },
  },
  open: async (log, identities, given, logger) => {
    const { data, 'stale-answers': stale } = given
    const { at } = evidenceTold(given as Parameters<typeof evidenceTold>[0], process.env)
    const folder = resolve((data as string | undefined) ?? process.env.PILOT_LEDGER_DATA ?? 'data/reporter')
    const evidence = at === undefined ? undefined : await openEvidenceStore(at, folder)
    const { app, model, proof, caughtUp, close } = await openReporter(log, {
      ...identities,
      evidence,
      proof: proofOf(given),
      webhooks: webhooksOf(given),
      page: existsSync(join(PAGE, 'index.html')) ? PAGE : undefined,
      verifier: existsSync(VERIFIER) ? VERIFIER : undefined,
      folder,
      staleAnswers: stale === true || process.env.PILOT_LEDGER_STALE_ANSWERS === '1',
      logger,
      onNote: (text) => logger.warn(text),
      // It goes on answering that figures are halted: a restart would meet the same entry.
      onHalt: (error) => logger.error({ err: error }, 'figures halted'),
      // Started again, it holds the whole log against what was signed before it answers anybody.
      onForked: (error) => {
        process.stderr.write(`${error.message}\n`)
        process.exit(70)
      },
    })
    if (proof) process.stdout.write(`验证公钥 verification key: ${proof.verifierKey}\n`)
    const listening = async () => {
      if (model.away) logger.warn({ reason: model.away }, 'the log is away: waiting')
      try {
        await caughtUp
      } catch (error) {
        // Stopped while it still waited: whoever stopped it sees to the rest.
        if (error instanceof Unavailable && error.reason === 'closed') return
        throw error
      }
      logger.info({ sequence: model.tables.sequence }, 'ready')
    }
    return { app, listening, close: () => close().finally(() => evidence?.close()) }
  },
})

function webhooksOf(given: Given) {
  const at = (given.webhooks as string | undefined) ?? process.env.PILOT_LEDGER_WEBHOOKS
  const allowed = webhooksAllowed(given as Parameters<typeof webhooksAllowed>[0], process.env)
  return at === undefined ? undefined : { folder: resolve(at), allowed }
}

function proofOf(given: Given): ReporterProof | undefined {
  const keyFile = (given['proof-key'] as string | undefined) ?? process.env.PILOT_LEDGER_PROOF_KEY
  const shared = (given.checkpoints as string | undefined) ?? process.env.PILOT_LEDGER_CHECKPOINTS
  const makeKey = given['make-proof-key'] === true || process.env.PILOT_LEDGER_MAKE_PROOF_KEY === '1'
  if (keyFile === undefined) return undefined
  const witnesses = witnessesTold(given as Parameters<typeof witnessesTold>[0], process.env)
  return { keyFile: resolve(keyFile), makeKey, shared: shared && resolve(shared), ...witnesses }
}
