import type { AnyEventDefinition, EventDefinitions } from '@pilot-ledger/kernel'
import { ACTIONS, type Action } from './actions'
import { type PlatformSource, type RouteTable, rule } from './route-rule'

/**
 * The rows of the routes that record events: the definition of each says under which action. `opened` is where the one that opens
 * its subject names its platform.
 */
export function recordingRoutes(
  base: string,
  { all }: EventDefinitions<AnyEventDefinition>,
  platform: PlatformSource,
  opened: PlatformSource = platform,
  subject = 'id',
): RouteTable {
  const rows = all.flatMap(({ type, route }) => {
    if (!route) return []
    if (!(route.action in ACTIONS)) throw new Error(`${type} is recorded under no known action: ${route.action}`)
    const opens = route.path === ''
    const path = opens ? `POST /${base}` : `POST /${base}/:${subject}/${route.path}`
    return [[path, rule(route.action as Action, opens ? opened : platform)] as const]
  })
  return Object.fromEntries(rows)
}
