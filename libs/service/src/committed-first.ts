import type { AccessCommitter } from '@pilot-ledger/access'
import { Unavailable } from '@pilot-ledger/event-log'
import type { Checkpoints } from '@pilot-ledger/recording'

/**
 * Before a seal or a close the accounts are committed too: the checkpoint that it names vouches for whose rights it was decided by,
 * and for who had looked at what. Where they contradict the log, or it could not be told of them, nothing is sealed or closed.
 * A service that signs nothing (no `checkpoints`) commits them first too: others sign the log.
 */
export function accountsCommittedFirst<Signed extends Checkpoints | undefined>(
  checkpoints: Signed,
  commitments: Pick<AccessCommitter, 'commit' | 'failure'> | undefined,
): Signed | Checkpoints {
  if (!commitments) return checkpoints
  return {
    async before(of) {
      if (of === 'sealed' && !(await commitments.commit())) throw notCommitted(commitments.failure)
      return checkpoints?.before(of)
    },
    after: (position) => checkpoints?.after(position),
  }
}

const notCommitted = (contradicted: string | undefined) =>
  new Unavailable(
    contradicted === undefined ? 'unreachable' : 'damaged',
    contradicted ??
      '账户库尚未能向账本承诺，暂不封存或结账 · the accounts could not be committed to the log: nothing is sealed or closed',
  )
