import type { EventLog, Position } from '@pilot-ledger/event-log'
import type { NamedCheckpoint } from '@pilot-ledger/kernel'
import type { Checkpoints } from '@pilot-ledger/recording'
import { toBase64 } from '../domain/base64'
import type { LedgerProof } from './ledger-proof'

/** The checkpoints that entries name, of a ledger that signs them itself. */
export class NamedCheckpoints implements Checkpoints {
  constructor(
    private readonly proof: LedgerProof,
    private readonly log: Pick<EventLog, 'head'>,
  ) {}

  /** Of all that is recorded now. Throws `Unavailable` where that cannot be signed or kept: it is not sealed or published then. */
  async before(): Promise<NamedCheckpoint | undefined> {
    const head = await this.log.head()
    if (head === undefined) return undefined
    const { proof } = this
    await proof.signedTo(proof.sizeAt(head))
    const { size } = proof.signedCheckpoint()
    return { size, root: toBase64(proof.tree.root(size)) }
  }

  after(position: Position): void {
    this.proof.signAt(this.proof.sizeAt(position))
  }
}
