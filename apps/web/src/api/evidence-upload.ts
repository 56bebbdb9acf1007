import { type Answers, type Problem, Refused, reach } from './ask'

type State = Answers['GET /api/platforms/{id}/evidence-uploads/{upload}']
/** What the service has recorded of an uploaded file. */
export type StoredFile = NonNullable<State['stored']>

/** The line to the service, and how long it is left alone when it broke. */
export interface Line {
  readonly reach: (address: string, init: RequestInit) => Promise<Response>
  readonly pause: (milliseconds: number) => Promise<void>
}
const LINE: Line = { reach, pause: (milliseconds) => new Promise((go) => setTimeout(go, milliseconds)) }

/** A piece must arrive within a minute, also over a slow line. */
export const PIECE_BYTES = 8 * 1_048_576
const TUS = { 'tus-resumable': '1.0.0' }
const PAUSES_MS = [500, 2000, 5000, 10_000]
/** Another offset than the service has: what was sent last arrived after all, or only in part. */
const OTHER_OFFSET = 'upload-offset-differs'
const UNKNOWN = 'unknown-upload'

/**
 * 上传 of one file (tus 1.0): announced, then sent piece by piece. Where the line breaks it goes on from where the service is; when
 * it has given up, `send` may be called again and goes on too. Where the service knows nothing of it any more it begins anew.
 */
export class EvidenceUpload {
  private address?: string

  constructor(
    private readonly platform: string,
    private readonly file: Blob & { readonly name: string },
    /** What must arrive. */
    private readonly sha256: string,
    private readonly line: Line = LINE,
  ) {}

  /** Tells of the bytes that have arrived, and whether the line is broken just now. Rejects with `Refused`, or as the signal says. */
  async send(tell: (bytes: number, broken: boolean) => void, signal?: AbortSignal): Promise<StoredFile> {
    /** Asked for where it is not known. */
    let offset: number | undefined
    let told = 0
    for (let broken = 0; ; ) {
      signal?.throwIfAborted()
      try {
        if (this.address === undefined) {
          this.address = await this.announce(signal)
          offset = 0
        }
        if (offset === undefined) {
          const state = await this.state(this.address, signal)
          if (state.stored) {
            // There is nothing to give up any more.
            this.address = undefined
            return state.stored
          }
          offset = state.offset
        }
        told = offset
        tell(told, false)
        // From the end on there is nothing to send: then the service only tries again to store what it has.
        const arrived = await this.piece(this.address, offset, signal)
        if (arrived > offset) broken = 0
        offset = arrived < this.file.size ? arrived : undefined
      } catch (error) {
        // A file that was refused is gone there.
        if (error instanceof Refused && error.problem.status === 422) this.address = undefined
        if (!(error instanceof Refused) || !goesOn(error) || broken === PAUSES_MS.length) throw error
        offset = undefined
        // Whoever had its pieces is gone, and another is asked now.
        if (error.problem.code === UNKNOWN) this.address = undefined
        tell(told, true)
        await this.line.pause(PAUSES_MS[broken++])
      }
    }
  }

  /** Nobody goes on with it: what has arrived is dropped there, and no longer counts as one that is underway. */
  async giveUp(): Promise<void> {
    if (this.address === undefined) return
    // Where that does not arrive either it is given up by itself after its time.
    await this.line.reach(this.address, { method: 'DELETE', headers: TUS, keepalive: true }).catch(() => undefined)
  }

  private async announce(signal?: AbortSignal): Promise<string> {
    const address = `./api/platforms/${this.platform}/evidence-uploads`
    const metadata = `filename ${base64(this.file.name)},sha256 ${base64(this.sha256)}`
    const headers = { ...TUS, 'upload-length': String(this.file.size), 'upload-metadata': metadata }
    const response = await this.exchange(address, { method: 'POST', headers, signal })
    const { id } = (await response.json()) as State
    return `${address}/${id}`
  }

  private async state(address: string, signal?: AbortSignal): Promise<State> {
    const response = await this.exchange(address, { method: 'GET', headers: TUS, signal })
    return (await response.json()) as State
  }

  private async piece(address: string, from: number, signal?: AbortSignal): Promise<number> {
    const headers = { ...TUS, 'upload-offset': String(from), 'content-type': 'application/offset+octet-stream' }
    const body = this.file.slice(from, from + PIECE_BYTES)
    const response = await this.exchange(address, { method: 'PATCH', headers, body, signal })
    return Number(response.headers.get('upload-offset'))
  }

  private async exchange(address: string, init: RequestInit): Promise<Response> {
    const response = await this.line.reach(address, init)
    if (!response.ok) throw new Refused((await response.json()) as Problem)
    return response
  }
}

const goesOn = ({ problem: { status, code } }: Refused) => status === 0 || code === OTHER_OFFSET || code === UNKNOWN

/** Base64 of the UTF-8 of a text. */
const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)))
