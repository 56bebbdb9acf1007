import type { VolumeHead } from '@pilot-ledger/evidence/volume'
import type { LedgerIdentity } from '@pilot-ledger/figures/reporting'
import type { Window } from '@pilot-ledger/kernel'
import { checkpointWords, type PaperCheckpoint, type PaperCheckpoints, qrCode } from '@pilot-ledger/proof'
import type { Requested } from './paper'
import { UNIT_ZH, type Unit } from './unit'

/** What every paper says about itself, so that anybody can ask the ledger the same question again. */
export interface Provenance extends LedgerIdentity {
  readonly asOf: { readonly sequence: number; readonly recordedAt: string | null }
  /** As the ledger stood when it was printed. */
  readonly checkpoint?: PaperCheckpoint
}

/** From where a cut is told, and from whoever signs the ledger, where it is signed. */
export async function provenanceOf(
  asOf: Provenance['asOf'],
  identity: LedgerIdentity,
  checkpoints: PaperCheckpoints | undefined,
): Promise<Provenance> {
  const checkpoint = await checkpoints?.covering(asOf.sequence)
  return { asOf, ...identity, ...(checkpoint && { checkpoint }) }
}

export function titleOf(paper: string, requested: Requested): string {
  const whose = requested.whole.platform === undefined ? '全部中试平台' : requested.platforms[0].name
  const synthetic = requested.platforms.some((it) => it.register.state.registration?.synthetic)
  return `${whose} ${paper}${synthetic ? '（演示数据）' : ''}`
}

export const windowLine = ({ from, to }: Window) => `统计期：${from} 至 ${to}（含）`
export const unitLine = (unit: Unit) => `单位：${UNIT_ZH[unit]}`

export function provenanceLine({ asOf, ledger, lastEntry }: Provenance): string {
  return `截止序号 ${asOf.sequence}（记录于 ${shanghaiTime(asOf.recordedAt)}）；账本标识 ${ledger ?? '无'}；截止条目 ${lastEntry ?? '无'}`
}

/** Under a paper that has no room for a code. */
export const checkpointLines = ({ checkpoint }: Provenance) => (checkpoint ? [checkpointWords(checkpoint)] : [])

/** The cover of a bound volume: what it is of, and 检查点 with its code. */
export function volumeHead(title: string, window: Window, provenance: Provenance): VolumeHead {
  const { checkpoint } = provenance
  const lines = [windowLine(window), provenanceLine(provenance), ...checkpointLines(provenance)]
  return { title, lines, ...(checkpoint && { code: qrCode(checkpoint.note).rows }) }
}

/** `2025-09-15 10:00:00`, Shanghai. */
export function shanghaiTime(instant: string | null): string {
  if (instant === null) return '无'
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}

/** The foot a person signs. */
export const FOOT = ['填报人：____________', '负责人：____________', '日期：______年____月____日', '（盖章）'] as const
