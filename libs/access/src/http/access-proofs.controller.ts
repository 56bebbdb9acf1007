import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common'
import { ApiOperation, ApiTags } from '@nestjs/swagger'
import { Answers } from '@pilot-ledger/http'
import type { FastifyReply } from 'fastify'
import { AccessProofs } from '../commitments/access-proofs'
import type { TreeName } from '../commitments/committed-tree'
import { ACCESS_PROOF_ANSWER } from './answer-shapes'
import { orAnswer } from './answers'
import { AccessProofQuery } from './dtos'

/** What stood in the log of one size never changes; it says who did what, so that only whoever may read it keeps it. */
const FOR_EVER_HIS_OWN = 'private, max-age=31536000, immutable'
const SUMMARY = '证明：此条在账本中 · that the entry stands in the log'

/** 查阅记录证明: for an auditor who believes neither the service nor its file of accounts. */
@ApiTags('查阅记录 access log')
@Controller('api')
export class AccessProofsController {
  constructor(@Inject(AccessProofs) private readonly proofs: AccessProofs) {}

  @Get('access-log/:sequence/proof')
  @ApiOperation({ summary: SUMMARY })
  @Answers(ACCESS_PROOF_ANSWER)
  read(
    @Param('sequence') sequence: string,
    @Query() query: AccessProofQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.of('reads', sequence, query, reply)
  }

  @Get('account-entries/:sequence/proof')
  @ApiOperation({ summary: SUMMARY })
  @Answers(ACCESS_PROOF_ANSWER)
  entry(
    @Param('sequence') sequence: string,
    @Query() query: AccessProofQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.of('accountEntries', sequence, query, reply)
  }

  private async of(tree: TreeName, sequence: string, { size, whole }: AccessProofQuery, reply: FastifyReply) {
    const asked = { size: size === undefined ? undefined : Number(size), whole: whole === 'true' }
    const proof = orAnswer(await this.proofs.of(tree, sequenceIn(sequence), asked))
    // What is said of a person may have to be forgotten tomorrow, and checkpoints come: neither is kept.
    if (size !== undefined && !asked.whole) void reply.header('cache-control', FOR_EVER_HIS_OWN)
    return proof
  }
}

/** A text that is no number is that of no entry. */
const sequenceIn = (text: string) => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0)
