import type { Recorded } from '@pilot-ledger/kernel'
import type { PlatformContent } from '../definitions'

export * from '../definitions'

export type PlatformEvent = Recorded<PlatformContent>

export const PLATFORM_STREAM_PREFIX = 'platform-'
export function platformStream(platformId: string): string {
  return PLATFORM_STREAM_PREFIX + platformId
}
