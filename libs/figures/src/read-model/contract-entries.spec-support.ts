import { engagementStream } from '@pilot-ledger/engagements'
import type { NewEvent } from '@pilot-ledger/event-log'
import { engagementIdOf, type JsonObject } from '@pilot-ledger/kernel'
import { v5 as uuidv5 } from 'uuid'

/** Of `示例中试平台`: entries of its contracts as a recorder would store them, each with an id made from what it says. */
export const PLATFORM = '6071b97d-4e9b-5928-b730-db80c5543dcd'

export const contractStream = (no: string): string => engagementStream(engagementIdOf(PLATFORM, no))

export const eventOf = (name: string, type: string, data: JsonObject): NewEvent => ({
  id: uuidv5(name, uuidv5.URL),
  type,
  version: 1,
  data,
  metadata: { actor: '测试', correlationId: name },
})

export const signed = (no: string, other: JsonObject = {}): NewEvent =>
  eventOf(`signed ${no} ${JSON.stringify(other)}`, 'ContractSigned', {
    platform: PLATFORM,
    contractNo: no,
    client: { id: { scheme: 'person', value: `P-${no}` }, name: '委托人' },
    title: '中试服务',
    kind: 'single',
    serviceCategories: ['产品试制'],
    products: [`镜头 ${no}`],
    amount: '100.00',
    taxBasis: 'inclusive',
    pricing: 'fixed',
    signedOn: '2025-03-01',
    ...other,
  })

export const accepted = (no: string, at: number): NewEvent =>
  eventOf(`accepted ${no} ${at}`, 'DeliverableAccepted', {
    deliverableNo: `D${at}`,
    title: '报告',
    acceptedOn: '2025-04-01',
    acceptedBy: '委托方',
  })
