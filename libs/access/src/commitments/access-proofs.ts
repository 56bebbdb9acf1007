import { type EventLog, type RecordedEvent, Unavailable } from '@pilot-ledger/event-log'
import { type Checked, canonicalJson, type JsonObject, refuse, SINGLE_STREAMS } from '@pilot-ledger/kernel'
import {
  inclusionFault,
  inclusionProof,
  type LedgerProof,
  leafHash,
  leafOf as loggedLeafOf,
  rootOf,
  sameHash,
  toBase64,
} from '@pilot-ledger/proof'
import type { Database } from '../store/database'
import { type EntryRow, isForgotten, leafOf, type ReadRow } from '../store/leaves'
import { fileOf } from './access-committer'
import { ACCESS_PROOF, type AccessProof } from './access-proof'
import { CommittedTree, type SizeAndRoot, TREES, type TreeName } from './committed-tree'
import { isStated, said, statedIn } from './standing'

/** Of machines that share a log, as many commitments as may stand between two of one file, mostly. */
const PAGE = 8

interface Found extends SizeAndRoot {
  readonly event: RecordedEvent
}

/** What is asked for. */
export interface AskedProof {
  /** Of the log; by default the newest checkpoint's. */
  readonly size?: number
  /** With what the entry says of persons, and the salt, so that it can be shown on. */
  readonly whole?: boolean
}

/** 查阅记录证明: that one entry of access.db stands in the log, for whoever may read it. */
export class AccessProofs {
  private readonly file: string

  /**
   * @param log in the shapes that were stored; its positions are the entries' numbers, 1 for the first
   */
  constructor(
    private readonly database: Database,
    private readonly log: Pick<EventLog, 'readStream'>,
    private readonly proof: Pick<LedgerProof, 'tree' | 'signedSize' | 'checkpointOf'>,
  ) {
    this.file = fileOf(database)
  }

  /**
   * Refusals: `unknown-access-entry`, `access-not-committed` (what has come is committed within a minute), `unknown-size`. Throws
   * `Unavailable` where what is kept leads to no such proof: nobody is shown one that does not hold.
   */
  async of(
    name: TreeName,
    sequence: number,
    { size: asked, whole = false }: AskedProof = {},
  ): Promise<Checked<AccessProof>> {
    const row = this.database.prepare(`SELECT * FROM ${TREES[name].table} WHERE sequence = ?`).get(sequence)
    if (!row) return UNKNOWN_ENTRY
    const tree = new CommittedTree(this.database, name)
    const found = await this.commitmentOf(tree, name, sequence)
    if (!found) return NOT_COMMITTED
    const number = Number(found.event.position)
    const checkpoint = asked === undefined ? await this.proof.checkpointOf(number) : undefined
    const size = asked ?? (checkpoint?.size as number)
    if (size < number || size > Math.min(this.proof.signedSize, this.proof.tree.size)) return unknownSize(number)

    const leaf = TREES[name].said(row)
    const nodes = inclusionProof(tree, sequence - 1, found.size)
    const root = Buffer.from(found.root, 'base64')
    const entry = loggedLeafOf(found.event, number)
    if (
      inclusionFault({ leaf: leafOf(leaf), index: sequence - 1, size: found.size, root, proof: nodes }) ||
      !sameHash(leafHash(Buffer.from(canonicalJson(entry), 'utf8')), this.proof.tree.leaf(number))
    )
      throw new Unavailable(
        'damaged',
        '账户库与承诺不符，请以 verify 核对 / access.db is not what was committed: see verify',
      )
    return {
      format: ACCESS_PROOF,
      tree: name,
      leaf,
      ...(whole && opened(row as unknown as EntryRow | ReadRow, TREES[name].personal(row))),
      proof: nodes.map(toBase64),
      committed: { entry, proof: this.proof.tree.inclusion(number - 1, size).map(toBase64) },
      size,
      root: toBase64(this.proof.tree.root(size)),
      ...(checkpoint && { checkpoint: checkpoint.note }),
    }
  }

  /** The first commitment that the entry is under and that the file leads to. Where accounts were begun anew, what was given up does not count. */
  private async commitmentOf(tree: CommittedTree, name: TreeName, sequence: number): Promise<Found | undefined> {
    const { head } = await this.log.readStream(SINGLE_STREAMS.access, { direction: 'backward', limit: 1 })
    let [from, to] = [0, head + 1]
    while (from < to) {
      const middle = Math.floor((from + to) / 2)
      const found = await this.next(middle, name)
      if (!found || found.size >= sequence) to = middle
      else from = found.event.revision + 1
    }
    for (let found = await this.next(from, name); found; found = await this.next(found.event.revision + 1, name))
      if (found.size >= sequence && toBase64(rootOf(tree, 0, found.size)) === found.root) return found
    return undefined
  }

  /** What is stated of this file next, from a revision of the stream on. */
  private async next(from: number, name: TreeName): Promise<Found | undefined> {
    for (let at = from; ; ) {
      const { events } = await this.log.readStream(SINGLE_STREAMS.access, { from: at, limit: PAGE })
      for (const event of events) {
        const { data } = said(event)
        if (data.file !== this.file || !isStated(data)) continue
        return { event, ...(new Map(statedIn(data)).get(name) as SizeAndRoot) }
      }
      if (events.length === 0) return undefined
      at += events.length
    }
  }
}

/** Nothing of it where it was forgotten: the digest is left. */
function opened(row: EntryRow | ReadRow, personal: JsonObject) {
  return isForgotten(row) ? {} : { personal, salt: toBase64(row.salt) }
}

const UNKNOWN_ENTRY = refuse('unknown-access-entry', { zh: '没有此条记录', en: 'there is no such entry' })
const NOT_COMMITTED = refuse('access-not-committed', {
  zh: '此条尚未向账本承诺，一分钟内承诺，请稍后再试',
  en: 'the entry is not committed to the log yet; it will be within a minute',
})
const unknownSize = (least: number) =>
  refuse('unknown-size', {
    pointer: '/size',
    zh: '早于此条的承诺，或超出已签署的大小',
    en: 'before the entry was committed, or beyond what is signed',
    facts: { least: String(least) },
  })
