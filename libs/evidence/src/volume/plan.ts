/** A paper of a row: which file, and what it is called in the volume. */
export interface VolumePaper {
  readonly sha256: string
  /** 材料种类, as people read it. */
  readonly kind: string
  readonly fileName: string
  /** Absent where the file was not uploaded. */
  readonly mediaType?: string
  /** Of the file itself. */
  readonly pages: number
}

/** What the papers prove: a contract of the list, a row of an indicator. */
export interface VolumeRow<P extends VolumePaper = VolumePaper> {
  readonly heading: string
  readonly papers: readonly P[]
}

/** Where a paper stands in the volume: first and last page, 1 for the first behind the table of contents. */
export interface PlannedPaper extends VolumePaper {
  readonly from: number
  readonly to: number
}

export interface VolumePlan {
  readonly rows: readonly VolumeRow<PlannedPaper>[]
  /** Each file once, in the order in which they are bound. */
  readonly bound: readonly PlannedPaper[]
  /** Pages with a number on them: all but cover and table of contents. */
  readonly pages: number
}

const BOUND_AS_PAGES = new Set(['application/pdf', 'image/jpeg', 'image/png', 'image/tiff'])
/** Whether a file stands in the volume page by page; of any other there is one sheet that says what it is and where to find it. */
export const isBoundAsPages = (mediaType: string | undefined): mediaType is string =>
  mediaType !== undefined && BOUND_AS_PAGES.has(mediaType)

/**
 * Gives papers their pages, one after the other. A file that proves several rows is bound once, where it is first needed, and has
 * the same pages wherever it is named again.
 */
export class PageNumbers {
  private readonly placed = new Map<string, { readonly from: number; readonly to: number }>()
  /** Each file once, in the order in which they are bound. */
  readonly bound: PlannedPaper[] = []

  /** Pages that are given. */
  get pages(): number {
    return this.bound.at(-1)?.to ?? 0
  }

  place<P extends VolumePaper>(paper: P): P & PlannedPaper {
    const there = this.placed.get(paper.sha256)
    if (there) return { ...paper, ...there }
    const from = this.pages + 1
    const its = { from, to: this.pages + (isBoundAsPages(paper.mediaType) ? paper.pages : 1) }
    this.placed.set(paper.sha256, its)
    this.bound.push({ ...paper, ...its })
    return { ...paper, ...its }
  }
}

/**
 * Which pages each row's papers take. Known from the entries alone, before anything is bound: the list that is printed and the
 * volume are given the same numbers.
 */
export function planVolume(rows: readonly VolumeRow[]): VolumePlan {
  const numbers = new PageNumbers()
  const planned = rows.map(({ heading, papers }) => ({ heading, papers: papers.map((it) => numbers.place(it)) }))
  return { rows: planned, bound: numbers.bound, pages: numbers.pages }
}

/** 佐证页码 of a row, as a form has it: `3-7, 12`; empty where it has no paper. */
export function pagesOf(papers: readonly Pick<PlannedPaper, 'from' | 'to'>[]): string {
  const ranges = new Set(papers.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)))
  return [...ranges].join(', ')
}

/** 佐证页码 of many rows: what follows upon each other is one range, `1-120, 130`; empty where none has a paper. */
export function pagesTogether(papers: readonly Pick<PlannedPaper, 'from' | 'to'>[]): string {
  const joined: { from: number; to: number }[] = []
  for (const { from, to } of [...papers].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (last && from <= last.to + 1) last.to = Math.max(last.to, to)
    else joined.push({ from, to })
  }
  return pagesOf(joined)
}
