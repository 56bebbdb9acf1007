import { Injectable } from '@nestjs/common'

/**
 * What settles lines of a platform, one after the other: a receipt is another stream than the line it is of, and two at one line would
 * both find it open. Of this process; between two, the second finds the line settled once its own receipt is recorded, and takes that back.
 */
@Injectable()
export class PlatformTurns {
  private readonly last = new Map<string, Promise<unknown>>()

  /** Whatever becomes of the one before. */
  async take<T>(platform: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(platform)?.catch(() => undefined)
    const done = before ? before.then(work) : work()
    this.last.set(platform, done)
    try {
      return await done
    } finally {
      if (this.last.get(platform) === done) this.last.delete(platform)
    }
  }
}
