import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Inject, Injectable, type OnApplicationShutdown, Optional } from '@nestjs/common'
import { FILE_READERS_LIMITS, FileReaders, LOGGER, RefusalException, scratchFolder } from '@pilot-ledger/http'
import { refuse, type Window } from '@pilot-ledger/kernel'
import type { Logger } from 'pino'
import { v4 as uuid } from 'uuid'
import { broughtHere } from '../reading/brought-here'
import { EVIDENCE_STORE } from '../reading/tokens'
import type { EvidenceStore } from '../store'
import { bindVolume, type ContentsReading } from './bind'
import type { PlannedPaper, VolumePlan } from './plan'
import type { Standing, VolumeHead } from './sheets'

/** A page of a scan takes a second or two at its worst; one file of a thousand such is given time. */
const READING = { ...FILE_READERS_LIMITS, readers: 1, patience: 120_000, waitPatience: 3_600_000 }
/** Volumes that are being made, over all platforms; each waits for the one reader paper by paper. */
const MOST_MAKING = 4
/** Kept to be fetched, over all platforms, and how long. */
const MOST_KEPT = 16
const KEPT_MS = 3_600_000

/** What reads the words of a file that has no pages to bind; without it its sheet says only what it is. */
export const CONTENTS_READING = Symbol('CONTENTS_READING')

/** What is to be bound: the papers of one list of a platform. */
export interface VolumeAsked {
  readonly platform: string
  /** Which list of the platform's: `contracts`, or one of a round. Of the same list, window and cut there is one volume. */
  readonly list: string
  readonly window: Window
  /** A sequence. */
  readonly cut: number
  readonly head: VolumeHead
}

interface Volume extends VolumeAsked {
  readonly id: string
  /** Known once the rows are read, which is soon. */
  readonly planned: Promise<VolumePlan>
  readonly folder: string
  readonly ending: AbortController
  readonly making: Promise<void>
  state: 'making' | 'made' | 'failed'
  bound: number
  standing: readonly Standing[]
  expiry?: NodeJS.Timeout
}

/**
 * 佐证材料汇编, bound in the background. Which pages the papers take is known at once, and is what the list of the same window and
 * cut says.
 */
@Injectable()
export class Bindery implements OnApplicationShutdown {
  private readonly volumes = new Map<string, Volume>()
  private readonly readers = new FileReaders(READING)

  constructor(
    @Inject(EVIDENCE_STORE) private readonly store: EvidenceStore,
    @Optional() @Inject(CONTENTS_READING) private readonly contents?: ContentsReading,
    @Optional() @Inject(LOGGER) private readonly logger?: Logger,
  ) {}

  /**
   * The volume of a list, a window and a cut; one that is there already, or is being made, is not made again.
   * Refusal: `volumes-busy`.
   */
  async begin(asked: VolumeAsked, plan: () => Promise<VolumePlan>) {
    const { platform, list, window, cut } = asked
    const all = [...this.volumes.values()]
    const same = all.find(
      (it) =>
        it.platform === platform &&
        it.list === list &&
        it.cut === cut &&
        it.window.from === window.from &&
        it.window.to === window.to &&
        it.state !== 'failed',
    )
    if (same) return this.told(same)
    if (all.filter((it) => it.state === 'making').length >= MOST_MAKING) throw new RefusalException([BUSY], 503)
    // From the look at the others to here nothing waits: of two who ask at once the second finds the first's.
    const volume = this.make(asked, plan())
    this.forgetOldest()
    return this.told(volume)
  }

  state(platform: string, id: string) {
    return this.told(this.known(platform, id))
  }

  /** Where a finished one lies, and its name. Refusal: `volume-not-made`. */
  file(platform: string, id: string): { readonly path: string; readonly title: string; readonly cut: number } {
    const volume = this.known(platform, id)
    if (volume.state !== 'made') throw new RefusalException([NOT_MADE], 409)
    return { path: bookOf(volume.folder), title: volume.head.title, cut: volume.cut }
  }

  async onApplicationShutdown(): Promise<void> {
    const all = [...this.volumes.values()]
    for (const it of all) it.ending.abort()
    await Promise.all(all.map(({ making }) => making))
    await Promise.all(all.map((it) => this.forget(it)))
  }

  private make(asked: VolumeAsked, planned: Promise<VolumePlan>): Volume {
    const folder = scratchFolder('volume')
    const ending = new AbortController()
    const making = this.bound(asked.head, planned, folder, ending.signal, (pages) => {
      volume.bound = pages
    }).then(
      (standing) => {
        volume.standing = standing
        volume.state = 'made'
      },
      (error: Error) => {
        if (!ending.signal.aborted) this.logger?.error({ err: error }, 'a bound volume could not be made')
        volume.state = 'failed'
      },
    )
    const id = uuid()
    const volume: Volume = { ...asked, id, planned, folder, ending, making, state: 'making', bound: 0, standing: [] }
    volume.expiry = setTimeout(() => void this.forget(volume), KEPT_MS).unref()
    this.volumes.set(volume.id, volume)
    return volume
  }

  /** What is made on the way stands in a folder of its own, and is gone when the volume is there. */
  private async bound(
    head: VolumeHead,
    planned: Promise<VolumePlan>,
    folder: string,
    signal: AbortSignal,
    onProgress: (pages: number) => void,
  ): Promise<readonly Standing[]> {
    const scratch = join(folder, 'parts')
    await mkdir(scratch)
    try {
      return await bindVolume({
        head,
        plan: await planned,
        fileOf: (paper) => this.fetched(paper, scratch, signal),
        scratch,
        target: bookOf(folder),
        readers: this.readers,
        contents: this.contents,
        onProgress,
        signal,
      })
    } finally {
      await rm(scratch, { recursive: true, force: true })
    }
  }

  private async fetched({ sha256 }: PlannedPaper, folder: string, signal: AbortSignal): Promise<string | undefined> {
    const path = join(folder, 'paper')
    return (await broughtHere(this.store, sha256, path, signal)) ? path : undefined
  }

  private async told({ id, state, window, cut, planned, bound, standing }: Volume) {
    const { pages } = await planned
    const notBound = standing.map(({ paper, why }) => ({ page: paper.from, fileName: paper.fileName, ...why }))
    return { id, state, ...window, sequence: cut, pages, bound, notBound }
  }

  private known(platform: string, id: string): Volume {
    const volume = this.volumes.get(id)
    if (volume?.platform === platform) return volume
    throw new RefusalException([UNKNOWN], 404)
  }

  private forgetOldest(): void {
    const finished = [...this.volumes.values()].filter((it) => it.state !== 'making')
    for (const it of finished.slice(0, Math.max(0, this.volumes.size - MOST_KEPT))) void this.forget(it)
  }

  private async forget(volume: Volume): Promise<void> {
    clearTimeout(volume.expiry)
    volume.ending.abort()
    await volume.making
    this.volumes.delete(volume.id)
    await rm(volume.folder, { recursive: true, force: true })
  }
}

const bookOf = (folder: string) => join(folder, 'volume.pdf')

const UNKNOWN = refuse('unknown-volume', {
  zh: '没有此汇编，或保留时间已过，请重新生成',
  en: 'there is no such volume, or it is kept no longer: have it made again',
})
const NOT_MADE = refuse('volume-not-made', { zh: '汇编尚未生成', en: 'the volume is not made yet' })
const BUSY = refuse('volumes-busy', {
  zh: '正在生成的汇编过多，请稍后再试',
  en: 'too many volumes are being made; try again in a while',
})
