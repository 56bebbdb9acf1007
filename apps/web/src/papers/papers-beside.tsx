import {
  createContext,
  type ReactNode,
  type RefObject,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { usePhone } from '../kit/phone'
import { keyOf, type Paper } from './paper'
import { PaperPane } from './paper-pane'

interface Opener {
  /** `from`: where the focus goes back to; undefined leaves it where it is. */
  readonly open: (paper: Paper, from?: HTMLElement) => void
  readonly shown?: string
}
const Opening = createContext<Opener | undefined>(undefined)

interface Shown {
  /** Undefined: what is looked at has none. */
  readonly paper?: Paper
  readonly focused: boolean
}

/** How a paper is opened on this page; undefined where none is shown. */
export const usePapers = (): Opener | undefined => useContext(Opening)

/**
 * A part of a page, and beside it the paper that proves what stands there: next to it where there is room, over it on a phone.
 * `papers` is the order in which one goes from one to the next. Where the page has a row that is looked at (`at`), the paper
 * follows it, and tells (`onMoved`) when a paper of another is opened or gone on to.
 */
export function PapersBeside({
  papers,
  at,
  onMoved,
  opened,
  stays,
  waiting = false,
  children,
}: {
  papers: readonly Paper[]
  at?: string
  onMoved?: (of: string) => void
  /** For a key of the page itself: opens what proves one, and leaves the focus where it is. */
  opened?: RefObject<((of: string) => void) | undefined>
  /** Whether one was open in the part of the page that stood here before: then one is open here too. */
  stays?: RefObject<boolean>
  /** The papers have not come yet. */
  waiting?: boolean
  children: ReactNode
}) {
  const first = (at === undefined ? papers[0] : papers.find(({ of }) => of === at)) as Paper | undefined
  const [shown, setShown] = useState<Shown | undefined>(stays?.current ? { paper: first, focused: false } : undefined)
  const from = useRef<HTMLElement>(undefined)
  const phone = usePhone()
  const tell = useRef(onMoved)
  tell.current = onMoved
  const open = useCallback((paper: Paper, opener?: HTMLElement) => {
    from.current = opener
    setShown({ paper, focused: opener !== undefined })
    tell.current?.(paper.of)
  }, [])
  const close = () => {
    setShown(undefined)
    // Where the page has drawn itself anew meanwhile the opener may be gone.
    requestAnimationFrame(() => from.current?.isConnected && from.current.focus())
  }
  const papersNow = useRef(papers)
  papersNow.current = papers
  useEffect(() => {
    if (!opened) return
    opened.current = (of) => setShown({ paper: papersNow.current.find((it) => it.of === of), focused: false })
  }, [opened])
  useEffect(() => {
    if (at === undefined) return
    setShown((it) =>
      it === undefined || it.paper?.of === at
        ? it
        : { paper: papersNow.current.find(({ of }) => of === at), focused: false },
    )
  }, [at])

  // Whoever waited for it sees it when it comes.
  useEffect(() => {
    if (shown && !shown.paper && first) setShown({ paper: first, focused: false })
  }, [shown, first])
  useEffect(() => {
    if (stays) stays.current = shown !== undefined
  }, [stays, shown])

  const index = shown?.paper ? papers.findIndex((it) => keyOf(it) === keyOf(shown.paper as Paper)) : -1
  const move = (by: number) => {
    const next = papers[index + by]
    if (!next) return
    setShown({ paper: next, focused: false })
    if (next.of !== shown?.paper?.of) onMoved?.(next.of)
  }
  const opener = useMemo(() => ({ open, shown: shown?.paper && keyOf(shown.paper) }), [open, shown])
  return (
    <Opening value={opener}>
      <div className={`beside${shown ? ' open' : ''}`}>
        <div className="beside-what" inert={phone && shown !== undefined}>
          {children}
        </div>
        {shown && (
          <PaperPane
            paper={shown.paper}
            waiting={waiting}
            focused={shown.focused}
            place={index === -1 ? undefined : { no: index + 1, of: papers.length }}
            move={move}
            close={close}
          />
        )}
      </div>
    </Opening>
  )
}
