import type { EventLog, Position } from '@pilot-ledger/event-log'
import type { Attested, Checked, NamedCheckpoint } from '@pilot-ledger/kernel'
import type { Checkpoints } from '@pilot-ledger/recording'
import { fault } from '../domain/fault'
import type { LedgerProof } from './ledger-proof'

/** The checkpoints that entries name, of a ledger that signs them itself. */
export class NamedCheckpoints implements Checkpoints {
  constructor(
    private readonly proof: LedgerProof,
    private readonly log: Pick<EventLog, 'head'>,
  ) {}

  /**
   * Of all that is recorded now. Refusal `not-cosigned` where too few witnesses have seen that before a seal or a close. Throws
   * `Unavailable` where it cannot be signed or kept: it is not sealed or published then.
   */
  async before(of: Attested): Promise<Checked<NamedCheckpoint | undefined>> {
    const head = await this.log.head()
    if (head === undefined) return undefined
    const { proof } = this
    const all = await proof.sizeWhenAt(head)
    await proof.signedTo(all)
    const required = of === 'sealed' ? proof.cosignaturesRequired : 0
    const cosigned = required > 0 ? await proof.cosigned(all) : undefined
    if (required > (cosigned?.cosigners ?? 0))
      return fault('not-cosigned', { required, cosigned: cosigned?.cosigners ?? 0, size: all })
    const { size, note } = cosigned ?? proof.signedCheckpoint()
    return { size, root: note.split('\n')[2] }
  }

  after(position: Position): void {
    this.proof.signAt(this.proof.sizeAt(position))
  }
}
