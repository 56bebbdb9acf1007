import type { EventLog, NewEvent, RecordedEvent } from '@pilot-ledger/event-log'

/** Event k of a fault test: an invoice numbered k, of a size that the domain's events have. */
export function invoice(k: number): NewEvent {
  return {
    id: `00000000-0000-4000-8000-${k.toString(16).padStart(12, '0')}`,
    type: 'InvoiceIssued',
    version: 1,
    data: { invoiceNo: `INV-${k}`, amount: '9116800.00', date: '2025-03-04', note: '中试服务合同'.repeat(8) },
    metadata: { actor: 'clerk-chen', correlationId: `c-${k}` },
  }
}

export async function everything(log: EventLog): Promise<RecordedEvent[]> {
  const found: RecordedEvent[] = []
  for await (const page of log.readAll({ pageSize: 100 })) found.push(...page)
  return found
}
