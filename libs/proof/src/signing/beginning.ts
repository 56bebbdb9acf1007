import { closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type EventLog, privateFile, Unavailable } from '@pilot-ledger/event-log'

const BEGINNING = 'proof.begun'

/**
 * A history of checkpoints begins once for a key: entries beside a key that has signed nothing are a log whose checkpoints were
 * taken away. Between its key and its first checkpoint a ledger may be killed: until then a file says that it is beginning.
 */
export class Beginning {
  private readonly mark: string
  private isOver = false

  constructor(
    folder: string,
    private readonly keyFile: string,
  ) {
    this.mark = join(folder, BEGINNING)
  }

  /** There is no checkpoint yet. To be asked before a key is made; throws `Unavailable` where there should be one. */
  async allow(log: EventLog): Promise<void> {
    if (!existsSync(this.mark) && existsSync(this.keyFile) && (await log.head()) !== undefined)
      throw new Unavailable(
        'damaged',
        `有签名密钥与条目，却没有检查点，不予服务也不签署 / there are a signing key and entries, and no checkpoint: not served and not signed · ${this.keyFile}\n` +
          '处理：把与之相配的 checkpoints 文件放回数据目录；若确要另起一段历史，移走密钥，验证公钥随之更换 / what to do: put the checkpoints that belong to them back into the data folder; to begin another history on purpose, move the key away: the verification key changes then',
      )
    privateFile(this.mark)
    const handle = openSync(this.mark, 'r')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  }

  /** The first checkpoint is kept. */
  over(): void {
    if (!this.isOver) rmSync(this.mark, { force: true })
    this.isOver = true
  }
}
