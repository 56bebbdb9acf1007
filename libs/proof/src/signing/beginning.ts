import { closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs'
import { privateFile, Unavailable } from '@pilot-ledger/event-log'

/**
 * A history of checkpoints begins once for a key: a key beside which nothing is signed is that of a log whose
 * checkpoints were taken away, or that is lost itself, or it belongs to another data folder. Between its key and its first checkpoint a ledger may be killed: until then a file says that it is beginning.
 * Where several services share a key it lies beside that, and whichever of them keeps a checkpoint ends it.
 */
export class Beginning {
  private isOver = false
  private isAllowed = false

  constructor(
    private readonly mark: string,
    private readonly keyFile: string,
  ) {}

  /** To be asked before checkpoints are looked for and a key is made: a key that is made now has signed nothing. */
  look(): void {
    this.isAllowed = existsSync(this.mark) || !existsSync(this.keyFile)
  }

  /** There is no checkpoint, nor a key that could have signed one: from now on the file says so. */
  perhapsMark(): void {
    if (this.isAllowed) this.markIt()
  }

  /** There is no checkpoint. Throws `Unavailable` where there should be one: an empty log may be one that is lost. */
  allow(): void {
    if (!this.isAllowed)
      throw new Unavailable(
        'damaged',
        `有签名密钥，却没有检查点，不予服务也不签署 / there is a signing key, and no checkpoint: not served and not signed · ${this.keyFile}\n` +
          '处理：把与之相配的账本与 checkpoints 文件放回数据目录；若确要另起一段历史，移走密钥，验证公钥随之更换 / what to do: put the log and the checkpoints that belong to it back into the data folder; to begin another history on purpose, move the key away: the verification key changes then\n' +
          `若此密钥确从未用过，请先建空文件 / where this key has never signed anything, make an empty file first: ${this.mark}`,
      )
  }

  private markIt(): void {
    this.isAllowed = true
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
