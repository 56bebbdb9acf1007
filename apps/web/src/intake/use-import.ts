import { useState } from 'react'
import { useRefresh } from '../api/answers'
import { type ImportReport, type Problem, Refused, sendFileForFile, sendFileTelling } from '../api/ask'
import { rememberImport } from '../desk/waiting/in-this-browser'
import { useSession } from '../session/session'
import { t } from '../words/word'
import { bundled } from './bundle'
import type { Choices } from './to-be-chosen'

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
  const { actor } = useSession()
  const [file, setFile] = useState<Chosen>()
  const [running, setRunning] = useState<{ mode: Mode; progress?: Progress }>()
  const [preview, setPreview] = useState<Report>()
  const [result, setResult] = useState<Report>()
  const [problem, setProblem] = useState<Problem | 'unreadable'>()
  const [choices, setChoices] = useState<Choices>({})

  const run = async (chosen: Chosen, mode: Mode, decided: Choices) => {
    setRunning({ mode })
    setProblem(undefined)
    const params = { id: platform, mode, name: chosen.name, rows: LISTED, ...chosenOf(decided) }
    try {
      const report = await sendFileTelling<Report>(ROUTE, params, chosen.bytes, (progress: Progress) =>
        setRunning({ mode, progress }),
      )
      // 全部 with a fault recorded nothing: that is what a check says.
      const recorded = report.verdict === 'recorded' || report.verdict === 'stopped'
      rememberImport(actor, platform, report.counts.faults)
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
  const choose = async (files: readonly File[]) => {
    setPreview(undefined)
    setResult(undefined)
    setProblem(undefined)
    setFile(undefined)
    setChoices({})
    try {
      // A file that is saved anew after it was chosen can be read no more; its bytes can.
      const chosen = await onePiece(files)
      setFile(chosen)
      await run(chosen, 'preview', {})
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
    /** For which contracts invoices were said to be. */
    choices,
    decide: (decided: Choices) => {
      setChoices(decided)
      return file && run(file, 'preview', decided)
    },
    again: () => file && run(file, 'preview', choices),
    record: (mode: 'all' | 'good') => file && run(file, mode, choices),
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

/** Several files are sent as one: they are checked, and recorded, together. */
async function onePiece(files: readonly File[]): Promise<Chosen> {
  const [first] = files
  if (files.length > 1)
    return { name: `${t('import.several', { files: files.length })}.zip`, bytes: await bundled(files) }
  return { name: first.name, bytes: new Blob([await first.arrayBuffer()]) }
}

const chosenOf = (choices: Choices) => (Object.keys(choices).length === 0 ? {} : { choices: JSON.stringify(choices) })

export type Importing = ReturnType<typeof useImport>

function save(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
