import { Unavailable } from '@pilot-ledger/event-log'
import { rootDigits } from '../domain/checkpoint'
import type { Finding } from './audit'

/** What the entries contradict, in words: which checkpoint, and the first entry as far as it can be told. */
export function contradiction({ size, broken, holds, differs }: Finding): string {
  if (!broken) return ''
  const { checkpoint } = broken
  const signed = `检查点 checkpoint: ${checkpoint.size} 条 entries, 根 root ${rootDigits(checkpoint.root)}`
  const found =
    size < checkpoint.size
      ? `账本只有 ${size} 条 the log holds ${size}`
      : `重算 recomputed ${broken.root ? rootDigits(broken.root) : ''}`
  return `${signed} · ${found} · ${place(differs, holds?.size, checkpoint.size, size)}`
}

function place(differs: number | undefined, holds = 0, broken: number, size: number): string {
  if (differs !== undefined && differs <= size)
    return `第 ${differs} 条是首个不同的条目 entry ${differs} is the first that differs`
  if (size < broken) return `第 ${size + 1} 条起缺失 entries are missing from ${size + 1} on`
  return `不同之处在第 ${holds + 1} 至 ${broken} 条之间 the difference lies within entries ${holds + 1} to ${broken}`
}

/** The log is not a continuation of what was signed: it is not served, and nothing more is signed. */
export class ForkedLog extends Unavailable {
  constructor(readonly finding: Finding) {
    super(
      'damaged',
      `账本不是已签检查点的延续，不予服务也不再签署 / the log does not continue its signed checkpoint: it is not served and not signed\n` +
        `${contradiction(finding)}\n` +
        '处理：保留此数据目录作为证据，用签署之后的备份恢复；详情用 verify 查看 / what to do: keep this data folder as evidence, restore a backup made after that checkpoint; verify tells more' +
        (isOlder(finding) ? OLDER : ''),
    )
  }
}

const isOlder = ({ broken }: Finding) => broken !== undefined && broken.root === undefined
const OLDER =
  '\n若只有较旧的备份，无更新的可恢复：pilot-ledger continue-backup，所失条目与理由将记入账本 / where there is no later backup: pilot-ledger continue-backup, which records in the ledger what is lost and why'
