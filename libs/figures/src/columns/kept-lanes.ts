import type { InLane } from './lane-kinds'
import type { Lanes } from './lanes'

/** Lanes that are kept in all: those of some ten million entries. */
const MOST_BYTES = 192 * 2 ** 20

/** Platforms' lanes as they were asked for: no more bytes of them than so many, those asked for least lately go first. */
export class KeptLanes {
  private readonly lanes = new Map<number, Lanes>()
  private bytes = 0

  constructor(private readonly most = MOST_BYTES) {}

  of(platform: number, count: number, make: (earlier?: Lanes) => Lanes): Lanes {
    const known = this.lanes.get(platform)
    const lanes = known?.areNear(count) ? known : make(known)
    this.lanes.delete(platform)
    this.lanes.set(platform, lanes)
    if (lanes === known) return lanes
    this.bytes += lanes.bytes - (known?.bytes ?? 0)
    for (const [oldest, its] of this.lanes) {
      if (this.bytes <= this.most) break
      this.bytes -= its.bytes
      this.lanes.delete(oldest)
    }
    return lanes
  }

  end(platform: number, fact: InLane, to: number): void {
    const lanes = this.lanes.get(platform)
    if (!lanes) return
    this.bytes -= lanes.bytes
    lanes.end(fact, to)
    this.bytes += lanes.bytes
  }
}
