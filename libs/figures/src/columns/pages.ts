/** Gives a stored page of a table. Throws what names the damage where it is not as it was written, or not of so many bytes. */
export type ReadPage = (table: string, page: number, bytes?: number) => Buffer

/** Until a store is there, everything is changed and stays. */
export const neverStored: ReadPage = (table, page) => {
  throw new Error(`page ${page} of ${table} was never stored`)
}

interface HeldPage {
  readonly content: ArrayBufferView
  readonly page: number
  drop(page: number): void
  /** Since it was last thought of dropping. */
  asked: boolean
}

/** Memory for pages of all tables that lie in the store as well: one more than there is room for, and the least asked for goes. */
export class PageRoom {
  read: ReadPage = neverStored
  private readonly held = new Set<HeldPage>()
  private taken = 0

  constructor(
    /** How many there is room for; it may be made wider. */
    public bytes: number,
  ) {}

  enter(page: HeldPage): void {
    this.add(page)
    for (const it of this.held) {
      if (this.taken <= this.bytes || it === page) return
      this.leave(it)
      if (!it.asked) it.drop(it.page)
      else {
        // A second chance, at the end of the line.
        it.asked = false
        this.add(it)
      }
    }
  }

  leave(page: HeldPage): void {
    if (this.held.delete(page)) this.taken -= page.content.byteLength
  }

  private add(page: HeldPage): void {
    this.held.add(page)
    this.taken += page.content.byteLength
  }
}

/** The pages of one table: read when first asked for. One that was changed stays until it is saved. */
export class Pages<Content extends ArrayBufferView> {
  private readonly held: ((HeldPage & { readonly content: Content }) | undefined)[] = []
  private readonly changed = new Set<number>()

  constructor(
    private readonly table: string,
    private readonly room: PageRoom,
    private readonly contentOf: (bytes: Buffer) => Content,
  ) {}

  /** To read; what is written there may be lost. */
  get(page: number): Content {
    const held = this.held[page] ?? this.read(page)
    held.asked = true
    return held.content
  }

  /** To write. */
  change(page: number): Content {
    const held = this.held[page] ?? this.read(page)
    if (!this.changed.has(page)) {
      this.changed.add(page)
      this.room.leave(held)
    }
    return held.content
  }

  /** A new page, not stored yet. */
  put(page: number, content: Content): void {
    this.held[page] = this.holding(page, content)
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

  private read(page: number) {
    const held = this.holding(page, this.contentOf(this.room.read(this.table, page)))
    this.held[page] = held
    this.room.enter(held)
    return held
  }

  private holding(page: number, content: Content) {
    return { content, page, asked: true, drop: this.drop }
  }

  private readonly drop = (page: number): void => {
    this.held[page] = undefined
  }
}
