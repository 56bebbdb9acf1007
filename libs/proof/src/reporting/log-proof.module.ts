import { type DynamicModule, Module } from '@nestjs/common'
import type { EventLog } from '@pilot-ledger/event-log'
import { SignedPapers } from '../paper/paper-checkpoint'
import { LedgerProof } from '../signing/ledger-proof'
import { EntryBundles } from './entry-bundles'
import { LogProofController } from './log-proof.controller'

@Module({})
class LogProofModule {}

/**
 * What an auditor follows the log by.
 * @param log in the shapes that were stored; its positions are the entries' numbers, 1 for the first
 */
export function logProof(proof: LedgerProof, log: Pick<EventLog, 'readAll'>): DynamicModule {
  return {
    module: LogProofModule,
    controllers: [LogProofController],
    providers: [
      { provide: LedgerProof, useValue: proof },
      { provide: SignedPapers, useValue: new SignedPapers(proof) },
      { provide: EntryBundles, useValue: new EntryBundles(log, proof.tree) },
    ],
  }
}
