import { type Action, identityOf, type Role, scopeOf } from '@pilot-ledger/access'
import { boundPlatforms, requesterOf } from '@pilot-ledger/http'
import type { FastifyRequest } from 'fastify'

/** Who sits at the desk. */
export interface Asker {
  readonly actor: string
  /** Absent on a ledger served without accounts, where everybody may do everything. */
  readonly role?: Role
  /** His own account of this ledger. */
  readonly account?: string
  /** Those of a platform's own account; absent for who sees all. */
  readonly platforms?: readonly string[]
}

export function askerOf(request: FastifyRequest, nobody: string): Asker {
  if (requesterOf(request) === undefined) return { actor: nobody }
  const { actor, role, account } = identityOf(request)
  return { actor, role, account, platforms: boundPlatforms(request) }
}

export const may = ({ role }: Asker, action: Action): boolean =>
  role === undefined || scopeOf(action, role) !== undefined
