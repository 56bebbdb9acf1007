import type { Tables } from '@pilot-ledger/figures'
import type { LogReading } from '@pilot-ledger/figures/reporting'
import { boundPlatforms, platformsOfRequester } from '@pilot-ledger/http'
import type { FastifyRequest } from 'fastify'
import type { Unit } from '../domain/shown'
import { registeredPlatforms } from './platforms-at'

/** Whether whoever asks may see what is a platform's own. */
export type Sees = (platformId: string) => boolean

/** A platform sees its own; everybody else, and everybody where there are no accounts, sees all. */
export function seenBy(request: FastifyRequest): Sees {
  const own = boundPlatforms(request)
  return (platformId) => own === undefined || own.includes(platformId)
}

/** The unit that asks, as registered at the cut; undefined for whoever reads all. */
export async function unitAsking(log: LogReading, tables: Tables, cut: number): Promise<Unit | undefined> {
  const platforms = platformsOfRequester()
  if (platforms === undefined) return undefined
  // Hosts do not hang on the day.
  const own = (await registeredPlatforms(log, tables, cut, '')).filter((it) => platforms.includes(it.id))
  return {
    platforms: new Set(platforms),
    hosts: new Set(own.map((it) => it.hostKey)),
  }
}
