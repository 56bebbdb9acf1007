import { Injectable } from '@nestjs/common'
import { StreamReader } from '@pilot-ledger/figures/reporting'
import { RefusalException } from '@pilot-ledger/http'
import { type Difference, firstDifference, inTurns, isRefusal, mapInTurns, type Refusal } from '@pilot-ledger/kernel'
import type { ResultSealed } from '../definitions'
import type { Snapshot } from '../domain/snapshot'
import { countingOf } from '../rounds/grants'
import { openRound } from '../rounds/round-context'
import { stateOf } from '../rounds/round-reading.service'
import { hashing } from '../rounds/round-seals'
import { Sealing } from '../rounds/sealing'
import { AuditedRounds, type RoundRead } from './audited-rounds'
import { sealedOf } from './papers/result-of-round'

/** One sealed result held against the log. */
export interface SealCheck {
  readonly round: string
  readonly roundNo: string
  readonly platform: string
  readonly sealNo: number
  /** Sequence of the entry that sealed it. */
  readonly sequence: number
  /** As stored beside the snapshot. */
  readonly hash: string
  /** Of the snapshot as it is stored. */
  readonly storedHash: string
  /** Of the snapshot made again from the log; null where it cannot be made. */
  readonly recomputedHash: string | null
  readonly equal: boolean
  /** Where stored and recomputed part first, or why nothing could be recomputed. */
  readonly difference?: Difference
  readonly fault?: string
}

/**
 * 复核封存: makes a sealed result again from the log: the round as it stood before the seal, at the stored cut, under its
 * scheme's version, with its strikes. Whatever was recorded later has no part in it.
 */
@Injectable()
export class SealVerifier {
  constructor(
    private readonly reading: AuditedRounds,
    private readonly sealing: Sealing,
    private readonly streams: StreamReader,
  ) {}

  /** Every sealed result of every round. */
  async *all(): AsyncGenerator<SealCheck> {
    for (const id of this.streams.ids('round')) {
      const round = await this.reading.round(id)
      for (const { sealNo } of round.state.seals) yield* await this.seal(round, sealNo)
    }
  }

  /** The results of one sealing, platform by platform. */
  async seal(round: RoundRead, sealNo: number): Promise<SealCheck[]> {
    const again = await this.again(round, sealNo)
    const results = round.state.seals.find((it) => it.sealNo === sealNo)?.results ?? []
    return mapInTurns(results, ({ platform }) => this.check(round, sealNo, platform, again))
  }

  private async check(round: RoundRead, sealNo: number, platform: string, again: Recomputed): Promise<SealCheck> {
    const sealed = sealedOf(round, platform, sealNo)
    if (!sealed) throw new Error(`${platform} has no result ${sealNo}`)
    const { result, snapshot, event } = sealed
    const recomputed = again.snapshots.find((it) => it.platform === platform)
    const storedHash = await inTurns(hashing(snapshot))
    const recomputedHash = recomputed ? await inTurns(hashing(recomputed)) : null
    const difference = recomputed && recomputedHash !== storedHash ? firstDifference(snapshot, recomputed) : undefined
    const fault = again.fault ?? (recomputed ? undefined : 'not a platform of the round as it stood then')
    return {
      round: round.id,
      roundNo: round.state.opened.roundNo,
      platform,
      sealNo,
      sequence: Number(event?.position ?? 0),
      hash: result.hash,
      storedHash,
      recomputedHash,
      equal: result.hash === storedHash && storedHash === recomputedHash,
      ...(difference && { difference }),
      ...(fault !== undefined && { fault }),
    }
  }

  private async again(round: RoundRead, sealNo: number): Promise<Recomputed> {
    const at = round.events.findIndex(({ type, data }) => type === 'ResultSealed' && data.sealNo === sealNo)
    const state = stateOf(round.events.slice(0, at))
    try {
      const { position, data } = round.events[at]
      const { at: until, counts } = countingOf(data as ResultSealed['data'], Number(position))
      const made = await this.sealing.snapshots(round.id, openRound(state), until, counts)
      return isRefusal(made) ? { snapshots: [], fault: wordsOf(made) } : { snapshots: made as readonly Snapshot[] }
    } catch (error) {
      // What no longer can be worked out is a finding, not a failure of the check.
      if (!(error instanceof RefusalException)) throw error
      return { snapshots: [], fault: wordsOf(error.refusals[0]) }
    }
  }
}

interface Recomputed {
  readonly snapshots: readonly Snapshot[]
  readonly fault?: string
}

const wordsOf = ({ code, zh, en }: Refusal) => `${code}: ${zh} ${en}`
