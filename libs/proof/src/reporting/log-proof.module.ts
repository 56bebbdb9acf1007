import { type DynamicModule, Module } from '@nestjs/common'
import { LedgerProof } from '../signing/ledger-proof'
import { LogProofController } from './log-proof.controller'

@Module({})
class LogProofModule {}

/** What an auditor follows the log by. */
export function logProof(proof: LedgerProof): DynamicModule {
  return {
    module: LogProofModule,
    controllers: [LogProofController],
    providers: [{ provide: LedgerProof, useValue: proof }],
  }
}
