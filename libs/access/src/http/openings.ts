import type { FastifyRequest } from 'fastify'
import type { Identity } from '../domain/identity'

/** A look is over so long after its first request: who still asks then looks again. */
const LOOK_MS = 3_600_000
/** Looks that are remembered; the oldest begun go first, and are noted again. */
const MOST = 20_000
/** As the page makes one for each opening of a paper. */
const OPENING = /^[0-9a-f]{32}$/

/**
 * 一次查看: a paper is asked for in many parts, and by its facts before them; whoever opens it says in each request which opening it
 * belongs to (`?opening=`). The first of them is noted in the access log, the others are that look. What is forgotten here is
 * noted once more: nothing is ever shown that is noted nowhere.
 */
export class Openings {
  private readonly begun = new Map<string, number>()

  constructor(private readonly clock: () => number) {}

  /** The look that a request is part of; undefined where it names none, and is a look of its own. */
  lookOf(request: FastifyRequest, { actor }: Identity): string | undefined {
    const { opening } = request.query as { opening?: unknown }
    if (typeof opening !== 'string' || !OPENING.test(opening)) return undefined
    // The paper, not which page of it.
    const { id, sha256 } = request.params as { id?: string; sha256?: string }
    return JSON.stringify([actor, id, sha256, opening])
  }

  isNoted(look: string): boolean {
    const begun = this.begun.get(look)
    return begun !== undefined && this.clock() - begun < LOOK_MS
  }

  noted(look: string): void {
    this.begun.delete(look)
    this.begun.set(look, this.clock())
    if (this.begun.size > MOST) this.begun.delete(this.begun.keys().next().value as string)
  }
}
