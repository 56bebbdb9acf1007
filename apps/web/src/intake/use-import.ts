import { useState } from 'react'
import { useRefresh } from '../api/answers'
import { type ImportReport, type Problem, Refused, sendFileForFile, sendFileTelling } from '../api/ask'

const ROUTE = 'POST /api/platforms/{id}/imports'
/** Rows that are listed; counts and totals are of all. */
const LISTED = 1000

export type Report = ImportReport
export type Mode = Report['mode']
export interface Progress {
  readonly phase: 'reading' | 'checking' | 'recording'
  readonly done: number
  readonly of?: number
}
/** The bytes as they were when the file was chosen: what was checked is what is recorded. */
interface Chosen {
  readonly name: string
  readonly bytes: Blob
}

/** One file on its way: chosen, checked, recorded. */
export function useImport(platform: string) {
  const refresh = useRefresh()
  const [file, setFile] = useState<Chosen>()
  const [running, setRunning] = useState<{ mode: Mode; progress?: Progress }>()
  const [preview, setPreview] = useState<Report>()
  const [result, setResult] = useState<Report>()
  const [problem, setProblem] = useState<Problem | 'unreadable'>()

  const run = async (chosen: Chosen, mode: Mode) => {
    setRunning({ mode })
    setProblem(undefined)
    const params = { id: platform, mode, name: chosen.name, rows: LISTED }
    try {
      const report = await sendFileTelling<Report>(ROUTE, params, chosen.bytes, (progress: Progress) =>
        setRunning({ mode, progress }),
      )
      // 全部 with a fault recorded nothing: that is what a check says.
      const recorded = report.verdict === 'recorded' || report.verdict === 'stopped'
      setResult(recorded ? report : undefined)
      if (!recorded) setPreview(report)
      if (recorded) await refresh()
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      setProblem(error.problem)
    } finally {
      setRunning(undefined)
    }
  }
  const choose = async (it: File) => {
    setPreview(undefined)
    setResult(undefined)
    setProblem(undefined)
    setFile(undefined)
    try {
      // A file that is saved anew after it was chosen can be read no more; its bytes can.
      const chosen = { name: it.name, bytes: new Blob([await it.arrayBuffer()]) }
      setFile(chosen)
      await run(chosen, 'preview')
    } catch (error) {
      if (!(error instanceof DOMException)) throw error
      setProblem('unreadable')
    }
  }
  return {
    file,
    running,
    preview,
    result,
    problem,
    choose,
    again: () => file && run(file, 'preview'),
    record: (mode: 'all' | 'good') => file && run(file, mode),
    forget: () => {
      setFile(undefined)
      setPreview(undefined)
      setResult(undefined)
      setProblem(undefined)
    },
    /** The same workbook with its faults marked, laid where the browser lays what one downloads. */
    takeMarked: async (name: string) => {
      if (!file) return
      try {
        const params = { id: platform, name: file.name }
        save(await sendFileForFile('POST /api/platforms/{id}/imports/marked', params, file.bytes), name)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        setProblem(error.problem)
      }
    },
  }
}

export type Importing = ReturnType<typeof useImport>

function save(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
