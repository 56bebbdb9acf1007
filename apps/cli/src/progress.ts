import { SingleBar } from 'cli-progress'

/** Starts a bar for one long step; silent where nobody watches. */
export type Progress = (title: string) => (done: number, of: number) => void

export const noProgress: Progress = () => () => undefined

/** Bars on a terminal; nothing elsewhere, the summary line says it all. Call `end` when the work is done. */
export function bars(): { progress: Progress; end(): void } {
  const open: SingleBar[] = []
  if (!process.stderr.isTTY) return { progress: noProgress, end: () => undefined }
  return {
    progress: (title) => {
      const bar = new SingleBar({ format: `${title} {bar} {value}/{total}`, stream: process.stderr })
      open.push(bar)
      bar.start(0, 0)
      return (done, of) => {
        bar.setTotal(of)
        bar.update(done)
      }
    },
    end: () => {
      for (const bar of open) bar.stop()
    },
  }
}
