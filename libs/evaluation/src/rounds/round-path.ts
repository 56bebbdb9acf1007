import { RefusalException } from '@pilot-ledger/http'
import { refuse } from '@pilot-ledger/kernel'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The round a path names; what is no id names no stream. Refusal `unknown-round`. */
export function roundNamed(id: string): string {
  if (UUID.test(id)) return id
  throw new RefusalException([refuse('unknown-round', { zh: '没有此轮次', en: 'there is no such round' })])
}
