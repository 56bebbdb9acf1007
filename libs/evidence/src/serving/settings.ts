import { Unavailable } from '@pilot-ledger/event-log'

/** Where papers lie, and how large one may be, as a program was told. */
export interface EvidenceTold {
  /** `s3://…`, or a folder; without it the folder `evidence` of the data folder. */
  readonly at?: string
  /** Bytes of one file; the default of uploads without it. */
  readonly mostBytes?: number
}

export const EVIDENCE_OPTIONS = {
  evidence: { type: 'string' },
  'evidence-max-mb': { type: 'string' },
} as const
export const EVIDENCE_USAGE = `  --evidence DIR|s3://… 或 PILOT_LEDGER_EVIDENCE：佐证材料库，目录或对象存储 s3://BUCKET/PREFIX?endpoint=…&region=…&style=path|host（密钥取自 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY）· where papers lie: a folder, or a bucket
  --evidence-max-mb N 或 PILOT_LEDGER_EVIDENCE_MAX_MB：单个文件上限，缺省 50 MB · the largest file that is taken`

const MiB = 1_048_576
/** One PUT of an object store takes 5 GB; what reads a paper takes far less. */
const MOST_MB = 1_024

/** What a program was told by its command line or else its environment. Throws `Unavailable` for a size that is none. */
export function evidenceTold(
  given: { readonly evidence?: string; readonly 'evidence-max-mb'?: string },
  environment: NodeJS.ProcessEnv,
): EvidenceTold {
  const { PILOT_LEDGER_EVIDENCE, PILOT_LEDGER_EVIDENCE_MAX_MB } = environment
  const at = given.evidence ?? PILOT_LEDGER_EVIDENCE
  const most = given['evidence-max-mb'] ?? PILOT_LEDGER_EVIDENCE_MAX_MB
  if (most !== undefined && !(/^[1-9]\d{0,3}$/.test(most) && Number(most) <= MOST_MB))
    throw new Unavailable(
      'unreachable',
      `--evidence-max-mb ${most}: 应为 1 至 ${MOST_MB} / a number from 1 to ${MOST_MB}`,
    )
  return { ...(at && { at }), ...(most !== undefined && { mostBytes: Number(most) * MiB }) }
}
