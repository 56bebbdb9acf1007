import { orRefuse, RefusalException, tagRevision, validated } from '@pilot-ledger/http'
import { type Checked, isRefusal } from '@pilot-ledger/kernel'
import type { FastifyReply } from 'fastify'
import type { EngagementChange } from '../domain/decide'
import type { EngagementContent, EngagementEvent } from '../domain/events'
import { DATA_CLASS } from './contents'
import type { CorrectionDto, VoidDto } from './correction-dtos'
import type { Recorded } from './handlers'

/** The change a body asks for, its content checked by the class of its type; `at` is where the body stands in the request's. */
export function correctionOf({ corrects, content, reason }: CorrectionDto, at = ''): EngagementChange {
  const type = content.type as EngagementContent['type']
  const data = validated(DATA_CLASS[type], content.data, `${at}/content/data`)
  return { kind: 'correction', corrects, content: { type, data } as EngagementContent, reason }
}

export function voidOf({ voids, reason, includeLater }: VoidDto): EngagementChange {
  return { kind: 'void', voids, reason, ...(includeLater !== undefined && { includeLater }) }
}

/**
 * What a command on a contract answers. A correction or void that another entry leans on is no missing resource and no
 * duplicate, whatever rule that entry would break: 422, with the entry in the way among the facts.
 */
export function recordedView(id: string, answer: Checked<Recorded>, reply: FastifyReply) {
  if (isRefusal(answer) && answer.facts?.entryType !== undefined) throw new RefusalException([answer], 422)
  const { entryIds, revision, position, waits, tried, takenAlong, warnings } = orRefuse(answer)
  if (tried) {
    void reply.status(200)
    const [first] = tried as readonly EngagementEvent[]
    const change = first?.type === 'ChangeProposed' ? first.data.change : undefined
    const because = change?.kind === 'entries' ? change.because : []
    return {
      id,
      trial: true,
      revision,
      warnings,
      ...(takenAlong && { takenAlong }),
      ...(change && { waits: { because } }),
    }
  }
  tagRevision(reply, revision)
  return {
    id,
    entryId: entryIds[entryIds.length - 1],
    entryIds,
    revision,
    position,
    warnings,
    ...(takenAlong && { takenAlong }),
    ...(waits !== undefined && { waits: { proposal: waits, at: `/api/engagements/${id}` } }),
  }
}
