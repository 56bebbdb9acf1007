import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Controller, Get, Inject, Param, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { storedEvidence } from '@pilot-ledger/evidence/recording'
import {
  EVIDENCE_STORE,
  type EvidenceStore,
  OpeningQuery,
  storedBytes,
  UNKNOWN_EVIDENCE,
} from '@pilot-ledger/evidence/serving'
import { Answers, FILE_READERS_LIMITS, FileReaders, RefusalException, scratchFolder } from '@pilot-ledger/http'
import { Recorder } from '@pilot-ledger/recording'
import { CONTENTS, type Contents } from './contents'

/** Those who look wait for nobody who uploads or imports. */
const READERS = new FileReaders({ ...FILE_READERS_LIMITS, readers: 1, patience: 20_000, waitPatience: 30_000 })

/** What a paper holds, for those kinds that no browser shows. */
@ApiTags('佐证 evidence')
@Controller('api/platforms/:id/evidence')
export class ContentsController {
  constructor(
    private readonly recorder: Recorder,
    @Inject(EVIDENCE_STORE) private readonly store: EvidenceStore,
  ) {}

  @Get(':sha256/contents')
  @Answers(CONTENTS)
  async contents(
    @Param('id') platform: string,
    @Param('sha256') sha256: string,
    @Query() _: OpeningQuery,
  ): Promise<Contents> {
    const file = await storedEvidence(this.recorder, platform, sha256)
    if (!file) throw new RefusalException([UNKNOWN_EVIDENCE], 404)
    // The store may be far away: its file is brought here for the process that reads it.
    const folder = scratchFolder('paper')
    try {
      const path = join(folder, 'paper')
      await pipeline(await storedBytes(this.store, sha256), createWriteStream(path, { mode: 0o600 }))
      const args = [path, file.mediaType]
      return await READERS.result(platform, { module: require.resolve('./read-contents'), name: 'readContents', args })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
}
