import { Inject, Injectable, type OnApplicationBootstrap, Optional } from '@nestjs/common'
import {
  KnownParties,
  LIVE_CALL_OFFS,
  type LiveCallOffs,
  MovedFrameworks,
  PLATFORM_CONTRACTS,
  type PlatformContracts,
  SecondPerson,
} from '@pilot-ledger/engagements/recording'
import { UPLOADS, type Uploads } from '@pilot-ledger/evidence/upload'
import { LOGGER, RefusalException } from '@pilot-ledger/http'
import { isRefusal, refuse } from '@pilot-ledger/kernel'
import { platformRules, platformStream } from '@pilot-ledger/platforms'
import { Recorder, SETTLED_DAYS, type SettledDays } from '@pilot-ledger/recording'
import type { Logger } from 'pino'
import { choicesOf } from '../invoices/matching/choices'
import { DecidedAgain } from './decided-again'
import { intakeApart, kindApart } from './file-apart'
import { importRecords } from './import-records'
import type { ImportRequest } from './import-request'
import { keepPapersOf } from './keep-papers'
import type { ImportReport } from './report'
import { withInvoices } from './with-invoices'

export interface ImportOrder extends Omit<ImportRequest, 'file' | 'chosen'> {
  /** Of e-invoices: for which contracts they are, where a person says it. */
  readonly contract?: string
  readonly choices?: string
  readonly file: { readonly path: string; readonly sha256: string; readonly bytes: number; readonly name?: string }
}

/** A file on disk onto the log of this process: one import at a time for each platform. */
@Injectable()
export class ImportService implements OnApplicationBootstrap {
  private readonly known: KnownParties
  private readonly frameworks: MovedFrameworks
  private readonly second: SecondPerson
  private readonly again: DecidedAgain
  private readonly busy = new Set<string>()

  constructor(
    private readonly recorder: Recorder,
    @Optional() @Inject(SETTLED_DAYS) settled?: SettledDays,
    @Optional() @Inject(LIVE_CALL_OFFS) callOffs?: LiveCallOffs,
    @Optional() @Inject(LOGGER) logger?: Logger,
    @Optional() @Inject(PLATFORM_CONTRACTS) private readonly contracts?: PlatformContracts,
    /** Absent where no papers are kept: entries name the files that came, and those are uploaded elsewhere. */
    @Optional() @Inject(UPLOADS) private readonly uploads?: Uploads,
  ) {
    this.known = new KnownParties(recorder)
    this.frameworks = new MovedFrameworks(recorder, callOffs)
    this.second = new SecondPerson(recorder, this.frameworks, settled)
    this.again = new DecidedAgain(recorder, this.known, this.frameworks, this.second, settled, logger)
  }

  onApplicationBootstrap(): void {
    this.again.onApplicationBootstrap()
  }

  /** Refusals, thrown: `unknown-platform`, `import-running`, and those of a file that is not read as a whole. */
  async run({ file, contract, choices, ...requested }: ImportOrder): Promise<ImportReport> {
    const { platform } = requested
    const chosen = choicesOf(contract, choices)
    if (isRefusal(chosen)) throw new RefusalException([chosen])
    const { history } = await this.recorder.load(platformStream(platform), platformRules)
    if (!history.state.registration) throw new RefusalException([UNKNOWN_PLATFORM])
    if (this.busy.has(platform)) throw new RefusalException([RUNNING], 409)
    this.busy.add(platform)
    try {
      const { name, sha256, bytes } = file
      const kind = await kindApart(platform, file)
      const second = {
        requested: await this.second.ofPlatform(platform, requested.identity),
        frameworks: this.frameworks,
      }
      const source = withInvoices(intakeApart(platform, file, kind), {
        platform,
        recorder: this.recorder,
        choices: chosen,
        requested: second.requested,
        ...(this.contracts && { contracts: this.contracts }),
      })
      const about = { ...(name !== undefined && { name }), sha256, bytes, kind }
      return await importRecords(
        source,
        { ...requested, file: about, ...chosenText(contract, choices) },
        this.recorder,
        this.known,
        second,
        this.uploads && keepPapersOf({ platform, file, identity: requested.identity }, this.uploads, this.recorder),
      )
    } finally {
      this.busy.delete(platform)
    }
  }
}

function chosenText(contract: string | undefined, choices: string | undefined): Pick<ImportRequest, 'chosen'> {
  return contract === undefined && choices === undefined ? {} : { chosen: JSON.stringify([contract, choices]) }
}

const UNKNOWN_PLATFORM = refuse('unknown-platform', { zh: '平台未登记', en: 'the platform is not registered' })
const RUNNING = refuse('import-running', {
  zh: '该平台正在导入另一文件，请稍后再传（重复导入不会重复登记）',
  en: 'another import of this platform is running; send the file again after it (nothing is recorded twice)',
})
