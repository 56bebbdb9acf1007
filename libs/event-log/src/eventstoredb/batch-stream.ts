import { randomUUID } from 'node:crypto'
import type { EventStoreDBClient } from '@eventstore/db-client'
import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb'
import { appendRequest, correlationOf, NoAnswer, readAnswer, type StoreAnswer } from './append-messages'
import { type BatchCall, openBatchCall } from './client'
import type { WireEvent } from './wire-event'

interface Waiting {
  resolve(answer: StoreAnswer): void
  reject(error: Error): void
}

/** One open call, and who waits on it: an error on it concerns them and nobody else. */
interface Open {
  readonly call: BatchCall
  readonly waiting: Map<string, Waiting>
  /** When the server last said anything on it. */
  heard: number
}

/** Sends appends over one long-lived call and hands each its answer. What comes twice or too late finds nobody and is dropped. */
export class BatchStream {
  private current: Open | undefined
  private opening: Promise<Open> | undefined
  private closed = false
  /** Answers nobody waited for any more. */
  strayAnswers = 0

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly onOpen: () => void = () => undefined,
  ) {}

  /** Rejects with `StoreConflict`, `StoreRefusal` or `NoAnswer`; always within `timeoutMs`. */
  send(stream: string, expected: number, events: readonly WireEvent[], timeoutMs: number): Promise<StoreAnswer> {
    return new Promise((resolve, reject) => {
      const correlation = randomUUID()
      let sentOn: Open | undefined
      let sentAt = 0
      let over = false
      const end = () => {
        over = true
        clearTimeout(timer)
        sentOn?.waiting.delete(correlation)
      }
      const fail = (error: Error) => {
        end()
        reject(error)
      }
      // Neither the client's deadline nor the server's ends a call on a silent server.
      const timer = setTimeout(() => {
        fail(new NoAnswer(`no answer within ${timeoutMs} ms`, sentOn !== undefined))
        this.doubt(sentOn, sentAt)
      }, timeoutMs)
      const write = (open: Open) => {
        if (over) return
        sentOn = open
        sentAt = performance.now()
        const succeed = (answer: StoreAnswer) => {
          end()
          resolve(answer)
        }
        open.waiting.set(correlation, { resolve: succeed, reject: fail })
        open.call.write(appendRequest(correlation, stream, expected, events))
      }
      if (this.current) write(this.current)
      else this.opened().then(write, (error: Error) => fail(new NoAnswer(error.message, false)))
    })
  }

  get isClosed(): boolean {
    return this.closed
  }

  close(): void {
    this.closed = true
    if (this.current) this.drop(this.current, 'the log is closed')
  }

  private opened(): Promise<Open> {
    if (this.closed) return Promise.reject(new Error('the log is closed'))
    if (this.opening) return this.opening
    const opening = openBatchCall(this.client)
      .then((call) => this.listen(call))
      .finally(() => {
        if (this.opening === opening) this.opening = undefined
      })
    this.opening = opening
    return opening
  }

  private listen(call: BatchCall): Open {
    const open: Open = { call, waiting: new Map(), heard: performance.now() }
    call.on('data', (answer: BatchAppendResp) => {
      open.heard = performance.now()
      this.hand(open, answer)
    })
    call.on('error', (error) => this.drop(open, error.message))
    call.on('end', () => this.drop(open, 'the server ended the call'))
    if (this.closed) {
      call.cancel()
      throw new Error('the log is closed')
    }
    this.current = open
    this.onOpen()
    return open
  }

  private hand(open: Open, answer: BatchAppendResp): void {
    const waiting = open.waiting.get(correlationOf(answer))
    if (!waiting) {
      this.strayAnswers++
      return
    }
    const stated = readAnswer(answer)
    if (stated instanceof Error) waiting.reject(stated)
    else waiting.resolve(stated)
  }

  /**
   * An append got no answer in time. When the server said nothing at all since then, the call is given up, and whoever else
   * waits on it sends again; when others were answered meanwhile, only this append was left out.
   */
  private doubt(open: Open | undefined, sentAt: number): void {
    if (open === undefined) this.opening = undefined
    else if (open.heard < sentAt) this.drop(open, 'the server has fallen silent')
  }

  private drop(open: Open, reason: string): void {
    if (this.current === open) this.current = undefined
    for (const it of [...open.waiting.values()]) it.reject(new NoAnswer(reason, true))
    open.call.cancel()
    // Where the server has ended its half, only this makes the client forget the call.
    open.call.destroy()
  }
}
