import { Controller, Get, Inject, Param, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { storedEvidence } from '@pilot-ledger/evidence/recording'
import {
  EVIDENCE_STORE,
  type EvidenceStore,
  OpeningQuery,
  UNKNOWN_EVIDENCE,
  withStoredFile,
} from '@pilot-ledger/evidence/serving'
import { Answers, FILE_READERS_LIMITS, FileReaders, RefusalException } from '@pilot-ledger/http'
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
    return withStoredFile(this.store, sha256, (path) => {
      const args = [path, file.mediaType]
      return READERS.result(platform, { module: require.resolve('./read-contents'), name: 'readContents', args })
    })
  }
}
