/** Gives a stored page of a table. Throws what names the damage where it is not as it was written. */
export type ReadPage = (table: string, page: number) => Buffer

interface HeldPage {
  readonly bytes: Buffer
  readonly of: Pages
  readonly page: number
  /** Since it was last thought of dropping. */
  asked: boolean
}

/** Memory for pages of all tables that lie in the store as well: one more than there is room for, and the least asked for goes. */
export class PageRoom {
  /** Until a store is there, everything is changed and stays. */
  read: ReadPage = (table, page) => {
    throw new Error(`page ${page} of ${table} was never stored`)
  }
  private readonly held = new Set<HeldPage>()
  private taken = 0

  constructor(private readonly bytes: number) {}

  enter(page: HeldPage): void {
    this.held.add(page)
    this.taken += page.bytes.length
    // Those that were asked for since get a second chance, at the end of the line.
    for (const it of this.held) {
      if (this.taken <= this.bytes) return
      this.leave(it)
      if (it === page || it.asked) {
        it.asked = false
        this.held.add(it)
        this.taken += it.bytes.length
        if (it === page) return
      } else it.of.drop(it.page)
    }
  }

  leave(page: HeldPage): void {
    if (this.held.delete(page)) this.taken -= page.bytes.length
  }
}

/** The pages of one table, as bytes: read when first asked for. A page that was changed stays until it is saved. */
export class Pages {
  private readonly held: (HeldPage | undefined)[] = []
  private readonly changed = new Set<number>()

  constructor(
    private readonly table: string,
    private readonly room: PageRoom,
  ) {}

  /** To read; what is written there may be lost. */
  bytes(page: number): Buffer {
    const held = this.held[page] ?? this.read(page)
    held.asked = true
    return held.bytes
  }

  /** To write. */
  change(page: number): Buffer {
    const held = this.held[page] ?? this.read(page)
    if (!this.changed.has(page)) {
      this.changed.add(page)
      this.room.leave(held)
    }
    return held.bytes
  }

  /** A page in the place of what was there, if anything was. */
  put(page: number, bytes: Buffer): void {
    const before = this.held[page]
    if (before) this.room.leave(before)
    this.held[page] = { bytes, of: this, page, asked: true }
    this.changed.add(page)
  }

  get changedPages(): number[] {
    return [...this.changed].sort((a, b) => a - b)
  }

  /** It lies in the store as it is here. */
  saved(page: number): void {
    const held = this.held[page]
    if (this.changed.delete(page) && held) this.room.enter(held)
  }

  drop(page: number): void {
    this.held[page] = undefined
  }

  private read(page: number): HeldPage {
    const held: HeldPage = { bytes: this.room.read(this.table, page), of: this, page, asked: true }
    this.held[page] = held
    this.room.enter(held)
    return held
  }
}
