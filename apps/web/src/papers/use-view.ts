import { useState } from 'react'

const STEP = 1.25
const [LEAST, MOST] = [0.25, 6]

/** How a paper is looked at: which page, how large (1 is the width of the pane), turned by how much. */
export interface View {
  readonly page: number
  readonly pages: number
  readonly zoom: number
  readonly turned: number
  readonly go: (page: number) => void
  readonly enlarge: (by: 1 | -1) => void
  readonly fit: () => void
  readonly turn: () => void
}

export function useView(pages: number): View {
  const [page, setPage] = useState(1)
  const [zoom, setZoom] = useState(1)
  const [turned, setTurned] = useState(0)
  return {
    page,
    pages,
    zoom,
    turned,
    go: (to) => setPage(Math.max(1, Math.min(pages, to))),
    enlarge: (by) => setZoom((it) => Math.max(LEAST, Math.min(MOST, by === 1 ? it * STEP : it / STEP))),
    fit: () => setZoom(1),
    turn: () => setTurned((it) => (it + 90) % 360),
  }
}
