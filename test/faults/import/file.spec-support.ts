import type { EventLog } from '@pilot-ledger/event-log'
import { isRefusal, platformIdOf } from '@pilot-ledger/kernel'
import { decideRecord, platformRules, platformStream } from '@pilot-ledger/platforms'
import { Recorder } from '@pilot-ledger/recording'

const NAME = '示例中试平台'
export const PLATFORM = platformIdOf(NAME)
export const CONTRACTS = 8

/** The one entry that an import needs to be there. */
export async function register(log: EventLog): Promise<void> {
  const host = { id: { scheme: 'uscc' as const, value: '123502001549897397' }, name: '示例大学中山研究院' }
  const data = { name: NAME, host, town: '火炬开发区', fields: [], registeredOn: '2024-12-02' }
  const answer = await new Recorder(log).record({
    stream: platformStream(PLATFORM),
    rules: platformRules,
    decide: (history, today) => decideRecord(history, { type: 'PlatformRegistered', data }, today),
    actor: '管理员',
    correlationId: 'register',
    requestHash: '0'.repeat(64),
  })
  if (isRefusal(answer)) throw new Error(answer.en)
}

/** A file of as many contracts, each with a payment. */
export const NUMBERS = Array.from({ length: CONTRACTS }, (_, i) => `K-${i}`)
export const ROWS = NUMBERS.flatMap((contractNo) => [
  {
    kind: 'contract',
    contractNo,
    title: '镜头装调中试服务',
    clientName: '示例光电科技有限公司',
    clientId: '91440101MA5CJQ4N59',
    serviceCategories: ['产品试制'],
    products: ['物镜组'],
    amount: '1000.00',
    taxBasis: 'inclusive',
    pricing: 'fixed',
    signedOn: '2025-03-01',
  },
  {
    kind: 'payment',
    contractNo,
    bankReference: `HD-${contractNo}`,
    payerName: '示例光电科技有限公司',
    share: '10.00',
    total: '10.00',
    on: '2025-05-02',
  },
])
