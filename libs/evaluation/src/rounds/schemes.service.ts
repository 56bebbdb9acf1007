import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { figureOf } from '@pilot-ledger/figures'
import { FiguresService, type StreamAt, StreamReader } from '@pilot-ledger/figures/reporting'
import { orRefuse, RefusalException } from '@pilot-ledger/http'
import { canonicalJson, type Json, streamName } from '@pilot-ledger/kernel'
import { type Deciding, foldEvents, type Submission } from '@pilot-ledger/recording'
import type { SchemePublished, SchemeVersion } from '../domain/scheme'
import { schemeFaults } from '../domain/scheme-faults'
import { type SchemeState, schemeRules, schemeVersion } from '../domain/scheme-rules'
import { judged } from './round-requests'

/** As many faults as are told at once. */
const MOST_FAULTS = 100
/** Codes of a document that does not have the form; the others are of one that makes no sense. */
const SHAPE = new Set([
  'field-missing',
  'unknown-property',
  'object-expected',
  'list-expected',
  'unknown-value',
  'value-format',
  'value-twice',
])

/** SHA-256 (hex) over the canonical form of a scheme's content: what a round and every sealed result name. */
export function contentHashOf(content: SchemeVersion['content']): string {
  return createHash('sha256')
    .update(canonicalJson(content as unknown as Json))
    .digest('hex')
}

/** 评价方案: published as versions, read as published. */
@Injectable()
export class SchemesService implements Deciding<SchemeState, SchemePublished> {
  readonly rules = schemeRules

  constructor(
    private readonly figures: FiguresService,
    private readonly reader: StreamReader,
  ) {}

  streamOf(scheme: string): string {
    return streamName('scheme', scheme)
  }

  /** Refusals: every fault of the document at once. */
  checked(document: unknown): SchemeVersion {
    const faults = schemeFaults(document, figureOf)
    if (faults.length === 0) return document as SchemeVersion
    const malformed = faults.some((it) => SHAPE.has(it.code))
    throw new RefusalException(faults.slice(0, MOST_FAULTS), malformed ? 400 : 422)
  }

  /** Refusals `scheme-version-exists`, `scheme-version-not-next`. */
  async publish(scheme: SchemeVersion, _: Submission<SchemeState, SchemePublished>) {
    const data = { ...scheme, contentHash: contentHashOf(scheme.content) }
    return judged<SchemeState, SchemePublished>(schemeRules, [{ type: 'SchemePublished', data }])
  }

  async list(query: { asOf?: string; waitFor?: string }) {
    const asOf = await this.figures.cut(query)
    const streams = await this.reader.streams('scheme', asOf.sequence)
    return { asOf, schemes: streams.map((it) => this.line(it)) }
  }

  /** Refusal `unknown-scheme`. */
  async one(id: string, query: { asOf?: string; waitFor?: string }, version?: number) {
    const asOf = await this.figures.cut(query)
    const stream = await this.reader.stream('scheme', id, asOf.sequence)
    const { state } = folded(stream)
    const { content } = orRefuse(schemeVersion(state, version))
    const at = version ?? state.versions.length
    return { asOf, ...this.line(stream, at), content, versions: stream.events.map((it, i) => published(it, i + 1)) }
  }

  private line(stream: StreamAt, version?: number) {
    const { state } = folded(stream)
    const at = version ?? state.versions.length
    const { content: _, ...shown } = orRefuse(schemeVersion(state, at))
    return { id: stream.id, ...shown, newest: state.versions.length, ...published(stream.events[at - 1], at) }
  }
}

function folded(stream: StreamAt) {
  return foldEvents(schemeRules, stream.events)
}

function published(event: StreamAt['events'][number], version: number) {
  return {
    version,
    publishedAt: new Date(event.recordedAt).toISOString(),
    actor: event.metadata.actor,
    entryId: event.id,
    sequence: Number(event.position),
  }
}
