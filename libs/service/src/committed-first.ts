import type { AccessCommitter } from '@pilot-ledger/access'
import type { Checkpoints } from '@pilot-ledger/recording'

/**
 * Before a seal or a close the accounts are committed too: the checkpoint that it names vouches for whose rights it was decided by,
 * and for who had looked at what.
 */
export function accountsCommittedFirst<Signed extends Checkpoints>(
  checkpoints: Signed,
  commitments: Pick<AccessCommitter, 'commit'> | undefined,
): Checkpoints {
  if (!commitments) return checkpoints
  return {
    async before(of) {
      if (of === 'sealed') await commitments.commit()
      return checkpoints.before(of)
    },
    after: (position) => checkpoints.after(position),
  }
}
