import { randomUUID } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ENGAGEMENT_EVENTS, type EngagementContent, engagementStream } from '@pilot-ledger/engagements'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { FolderEvidenceStore } from '@pilot-ledger/evidence'
import { recordStored } from '@pilot-ledger/evidence/recording'
import { engagementIdOf, isRefusal, written } from '@pilot-ledger/kernel'
import { Recorder } from '@pilot-ledger/recording'
import { inPieces, nameOf } from '../../libs/evidence/src/store/contract.spec-support'

export const OURS = '6071b97d-4e9b-5928-b730-db80c5543dcd'
export const RIVAL = '0f0d3b2a-9a51-5d2c-8a54-3a0a6a1f0b11'

/** Papers by their names, and what they hold. */
export const PAPERS = {
  '合同.pdf': Buffer.from('合同扫描件'.repeat(30_000)),
  '发票.xml': Buffer.from('<EInvoice/>'),
  '回单.jpg': Buffer.from('回单'.repeat(900)),
} as const
export type PaperName = keyof typeof PAPERS
export const hashOf = (name: PaperName) => nameOf(PAPERS[name]).sha256

/** A ledger in a folder with papers, of which the first is attached to the contract JM-2025-101. */
export class KeptLedger {
  private constructor(
    readonly folder: string,
    readonly log: SqliteEventLog,
    readonly store: FolderEvidenceStore,
  ) {}

  static async open(folder: string): Promise<KeptLedger> {
    const log = await openSqliteEventLog({ folder })
    return new KeptLedger(folder, log, await FolderEvidenceStore.open(join(folder, 'evidence')))
  }

  async signAndAttach(name: PaperName): Promise<void> {
    const id = engagementIdOf(OURS, 'JM-2025-101')
    await this.append(id, {
      type: 'ContractSigned',
      data: {
        platform: OURS,
        contractNo: 'JM-2025-101',
        client: { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' },
        title: '中试服务',
        kind: 'single',
        serviceCategories: ['产品试制'],
        products: ['片剂'],
        amount: '1000.00',
        taxBasis: 'inclusive',
        pricing: 'fixed',
        signedOn: '2025-03-01',
      },
    } as EngagementContent)
    await this.append(id, {
      type: 'EvidenceAttached',
      data: { sha256: hashOf(name), kind: '合同', fileName: name, pages: 3 },
    } as EngagementContent)
  }

  /** As a finished upload does: into the store, then into the log. */
  async give(fileName: PaperName, platform?: string): Promise<void>
  async give(fileName: string, platform: string | undefined, content: Uint8Array): Promise<void>
  async give(fileName: string, platform = OURS, content: Uint8Array = PAPERS[fileName as PaperName]): Promise<void> {
    await this.store.put(nameOf(content), inPieces(content))
    const recorded = await recordStored(
      new Recorder(this.log),
      { platform, ...nameOf(content), mediaType: 'application/pdf', pages: 3, fileName },
      { actor: '登记员', correlationId: 'c', requestHash: '' },
    )
    if (isRefusal(recorded)) throw new Error(recorded.en)
  }

  private async append(id: string, content: EngagementContent): Promise<void> {
    const metadata = { actor: '登记员', correlationId: 'c' }
    await this.log.append(engagementStream(id), 'any', [
      { id: randomUUID(), ...written(ENGAGEMENT_EVENTS, content), metadata },
    ])
  }
}

const placeIn = (store: string, name: PaperName) => join(store, hashOf(name).slice(0, 2), hashOf(name).slice(2))
/** What a disk or a hand may do to a file of a store. */
export const lose = (store: string, name: PaperName) => rmSync(placeIn(store, name))
export const overwrite = (store: string, name: PaperName, content: Uint8Array) =>
  writeFileSync(placeIn(store, name), content)
