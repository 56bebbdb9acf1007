import { ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import { engagementIdOf, platformIdOf, written } from '@pilot-ledger/kernel'

export const PLATFORM = platformIdOf('甲平台')
const CLIENT = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '甲公司' }

/** Entries in the order told, one position each; `no` is the contract, or nothing for the register. */
export function history(reported: readonly (readonly [no: string, type: string, data: object])[]): RecordedEvent[] {
  const revisions = new Map<string, number>()
  return reported.map(([no, type, data], i) => {
    const stream = no === '' ? `platform-${PLATFORM}` : `engagement-${engagementIdOf(PLATFORM, no)}`
    const revision = revisions.get(stream) ?? 0
    revisions.set(stream, revision + 1)
    const id = `00000000-0000-5000-8000-${String(i + 1).padStart(12, '0')}`
    const metadata = { actor: 'test', correlationId: 'test' }
    const recordedAt = Date.parse('2025-12-01T02:00:00Z')
    return {
      id,
      ...written(ENGAGEMENT_EVENTS, { type, data }),
      metadata,
      position: String(i + 1),
      stream,
      revision,
      recordedAt,
    }
  })
}

export const register = [
  '',
  'PlatformRegistered',
  { name: '甲平台', host: CLIENT, town: '小榄镇', fields: [], registeredOn: '2024-01-01' },
] as const
export const signed = (no: string, more: object = {}) =>
  [
    no,
    'ContractSigned',
    {
      platform: PLATFORM,
      contractNo: no,
      client: CLIENT,
      title: '中试服务',
      kind: 'single',
      serviceCategories: ['产品试制'],
      products: ['物镜'],
      amount: '1000.00',
      taxBasis: 'inclusive',
      pricing: 'fixed',
      signedOn: '2024-05-06',
      ...more,
    },
  ] as const
export const invoice = (no: string, number: string, issuedOn: string) =>
  [
    no,
    'InvoiceIssued',
    {
      invoice: { kind: 'digital', number: number.padStart(20, '0') },
      share: '100.00',
      total: '250.00',
      tax: '0.00',
      issuedOn,
    },
  ] as const
export const payment = (no: string, bankReference: string, receivedOn: string) =>
  [no, 'PaymentReceived', { bankReference, payer: CLIENT, share: '100.00', total: '100.00', receivedOn }] as const
