import { Controller, Get, Header, Inject, Query, Req, Res } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger'
import { Answers, orRefuse } from '@pilot-ledger/http'
import { isRefusal, refuse } from '@pilot-ledger/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { toBase64 } from '../domain/base64'
import { type LengthBytes, parseTilePath, TILE_HEIGHT, type Tile, widthOf } from '../domain/tiles'
import { SignedPapers } from '../paper/paper-checkpoint'
import { qrDrawing } from '../paper/qr-code'
import { LedgerProof } from '../signing/ledger-proof'
import { CONSISTENCY, INCLUSION, WITNESSES } from './answer-shapes'
import { EntryBundles } from './entry-bundles'
import { ConsistencyQuery, InclusionQuery } from './queries'

const TEXT = 'text/plain; charset=utf-8'
/** What a tree of one size was never changes: whoever stands between may keep it. Hashes tell nothing of what they are of. */
const FOR_EVER = 'public, max-age=31536000, immutable'
/** Entries tell what they are of: only whoever may read them keeps them. */
const FOR_EVER_HIS_OWN = 'private, max-age=31536000, immutable'
/** A checkpoint is soon followed by another. */
const FOR_NOW = 'no-cache'

/** 证明: the signed checkpoint and the tree under it, as C2SP's tlog-tiles has them, up to what is signed. */
@ApiTags('证明 proof')
@Controller('api/log')
export class LogProofController {
  constructor(
    @Inject(LedgerProof) private readonly proof: LedgerProof,
    @Inject(EntryBundles) private readonly bundles: EntryBundles,
    @Inject(SignedPapers) private readonly papers: SignedPapers,
  ) {}

  @Get('checkpoint')
  @Header('content-type', TEXT)
  @Header('cache-control', FOR_NOW)
  @ApiOperation({
    summary: '最新检查点，附已有的会签 · the last signed checkpoint, with its cosignatures (c2sp.org/tlog-checkpoint)',
  })
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  checkpoint(): string {
    const { checkpoint } = this.proof
    return orRefuse(checkpoint ?? UNKNOWN_CHECKPOINT)
  }

  /** The same for a page that is printed: the code and its words, one picture. */
  @Get('checkpoint.svg')
  @Header('content-type', 'image/svg+xml; charset=utf-8')
  @Header('cache-control', FOR_NOW)
  @ApiOperation({ summary: '检查点，印于纸上 · the last signed checkpoint as a code for paper' })
  @ApiOkResponse({ content: { 'image/svg+xml': { schema: { type: 'string' } } } })
  async drawn(): Promise<string> {
    const checkpoint = orRefuse((await this.papers.covering(this.proof.tree.size)) ?? UNKNOWN_CHECKPOINT)
    const { origin, size, root, note } = checkpoint
    return qrDrawing(note, [
      '印制时检查点 checkpoint at printing：',
      `${size} · ${root}`,
      `账本 log：${origin}`,
      '扫码核对 scan it into the verifier or a witness',
    ])
  }

  @Get('key')
  @Header('content-type', TEXT)
  @ApiOperation({ summary: '验证公钥 · the key that checkpoints are verified with (c2sp.org/signed-note)' })
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  key(): string {
    return `${this.proof.verifierKey}\n`
  }

  /** 见证人: who cosigns the checkpoints, up to where, and why not if so. */
  @Get('witnesses')
  @Header('cache-control', FOR_NOW)
  @Answers(WITNESSES)
  witnesses() {
    const witnesses = this.proof.witnessStates.map(({ name, verifierKey: key, size, at, fault }) => ({
      name,
      key,
      ...(size !== undefined && at !== undefined && { size, at: new Date(at).toISOString() }),
      ...(fault && { fault: { code: fault.code, zh: fault.zh, en: fault.en } }),
    }))
    return { required: this.proof.cosignaturesRequired, witnesses }
  }

  /** 树块: hashes of one level of the tree that stand side by side, 32 bytes each. */
  @Get('tile/*')
  @Header('content-type', 'application/octet-stream')
  @ApiOperation({ summary: '树块 · a tile of the tree (c2sp.org/tlog-tiles)' })
  @ApiParam({ name: 'path', description: 'L/N[.p/W]', example: '0/000.p/1' })
  @ApiOkResponse({ content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  tile(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Buffer {
    const { level, index, width } = this.tileAt((request.params as { '*': string })['*'])
    // However its address is written: entries have one of their own, which not everybody may ask.
    if (level === 'entries') return orRefuse<Buffer>(UNKNOWN_TILE)
    return keptForEver(reply, this.proof.tree.hashes(level * TILE_HEIGHT, index * 2 ** TILE_HEIGHT, width))
  }

  /**
   * 条目包: the very bytes that 256 leaves are made of, each after its length in two bytes; what is masked as its commitment. The
   * format has no room for an entry beyond 65,535 bytes, and none for a gap, so a bundle with one is refused and says where it
   * stands; the part of it that ends before that entry is served.
   */
  @Get('tile/entries/*')
  @Header('content-type', 'application/octet-stream')
  @ApiOperation({ summary: '条目包 · an entry bundle of the log (c2sp.org/tlog-tiles)' })
  @ApiParam({ name: 'path', description: 'N[.p/W]', example: '000.p/1' })
  @ApiOkResponse({ content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  entries(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    return this.bundle(request, reply, 2)
  }

  /** The same with lengths of four bytes, of which none is ever refused: another encoding, and so under another address, as C2SP asks. */
  @Get('tile/data/*')
  @Header('content-type', 'application/octet-stream')
  @ApiOperation({ summary: '条目包，长度四字节 · an entry bundle of entries of any length' })
  @ApiParam({ name: 'path', description: 'N[.p/W]', example: '000.p/1' })
  @ApiOkResponse({ content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  data(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    return this.bundle(request, reply, 4)
  }

  /** 包含证明: that an entry is in the log of a size. */
  @Get('inclusion')
  @Answers(INCLUSION)
  inclusion(@Query() query: InclusionQuery, @Res({ passthrough: true }) reply: FastifyReply) {
    const { tree } = this.proof
    const size = this.sizeOf(query.size, '/size')
    const index = this.sizeOf(query.index, '/index', size - 1)
    return keptForEver(reply, {
      index,
      size,
      leaf: toBase64(tree.leaf(index + 1)),
      root: toBase64(tree.root(size)),
      proof: tree.inclusion(index, size).map(toBase64),
    })
  }

  /** 一致性证明: that the log of one size is the beginning of that of another. */
  @Get('consistency')
  @Answers(CONSISTENCY)
  consistency(@Query() query: ConsistencyQuery, @Res({ passthrough: true }) reply: FastifyReply) {
    const { tree } = this.proof
    const size = this.sizeOf(query.size, '/size')
    const older = this.sizeOf(query.older, '/older', size)
    return keptForEver(reply, {
      older,
      size,
      olderRoot: toBase64(tree.root(older)),
      root: toBase64(tree.root(size)),
      proof: tree.consistency(older, size).map(toBase64),
    })
  }

  private async bundle(request: FastifyRequest, reply: FastifyReply, lengthBytes: LengthBytes): Promise<Buffer> {
    const tile = this.tileAt(`entries/${(request.params as { '*': string })['*']}`)
    return keptForEver(reply, orRefuse(await this.bundles.of(tile, lengthBytes)), FOR_EVER_HIS_OWN)
  }

  private tileAt(path: string): Tile {
    const tile = parseTilePath(`tile/${path}`)
    const there = !isRefusal(tile) && widthOf(tile.level, tile.index, this.size()) >= tile.width
    return there ? tile : orRefuse<Tile>(UNKNOWN_TILE)
  }

  /** What is signed and, while the kept hashes are made again, there. */
  private size(): number {
    return Math.min(this.proof.signedSize, this.proof.tree.size)
  }

  private sizeOf(text: string, pointer: string, most = this.size()): number {
    const size = Number(text)
    if (size <= most) return size
    const facts = { most: String(Math.max(0, most)) }
    return orRefuse<number>(
      refuse('unknown-size', { pointer, zh: '超出已签署的大小', en: 'beyond what is signed', facts }),
    )
  }
}

const UNKNOWN_CHECKPOINT = refuse('unknown-checkpoint', {
  zh: '尚未签署任何检查点',
  en: 'no checkpoint has been signed yet',
})
const UNKNOWN_TILE = refuse('unknown-tile', { zh: '账本没有此树块', en: 'the log has no such tile' })

/** Said only of an answer that is there: reading the hashes may fail, and nobody should keep that. */
function keptForEver<T>(reply: FastifyReply, answer: T, by = FOR_EVER): T {
  void reply.header('cache-control', by)
  return answer
}
