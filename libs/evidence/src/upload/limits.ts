/** What uploads may take of the machine. */
export interface UploadLimits {
  /** Of one file. */
  readonly mostBytes: number
  /** Unfinished at once, of one platform and of one account. */
  readonly ofPlatform: number
  readonly ofAccount: number
  /** Milliseconds since the last byte after which an unfinished one is given up, and a finished one forgotten. */
  readonly lives: number
  /** Bytes of the disk that are left to the log. */
  readonly reserve: number
}

const MiB = 1_048_576
export const UPLOAD_LIMITS: UploadLimits = {
  mostBytes: 50 * MiB,
  ofPlatform: 200,
  ofAccount: 100,
  lives: 24 * 3_600_000,
  reserve: 256 * MiB,
}
