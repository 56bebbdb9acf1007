import { join } from 'node:path'
import { type EventLog, type RecordedEvent, Unavailable } from '@pilot-ledger/event-log'
import { type Checked, isRefusal, type NamedCheckpoint, nextTurn, type Refusal } from '@pilot-ledger/kernel'
import { BACKUP_CONTINUED, type BackupContinued } from '../definitions/notices'
import { checkpointText, openCheckpoint } from '../domain/checkpoint'
import { type Continuation, explains, isSame, named } from '../domain/continuation'
import { fault } from '../domain/fault'
import type { SignerKey } from '../domain/keys'
import { signatureLine, signedNote } from '../domain/note'
import { Audit, type Finding } from './audit'
import { CHECKPOINTS, CheckpointFile, cosignedBeside } from './checkpoint-file'
import { contradiction } from './forked-log'
import { CheckpointHistories, signedIn } from './histories'
import { ledgerKey } from './ledger-key'
import { KEY_FILE, type LedgerProofOptions } from './options'
import { recordContinued, unmarkRestored } from './restored'
import { checkpointFilesIn } from './shared-checkpoints'

export interface ContinuedBackup extends Pick<LedgerProofOptions, 'folder' | 'keyFile' | 'elsewhere'> {
  readonly actor: string
  readonly reason: string
}

const NOTHING_KEPT = { size: 0, node: () => undefined }

/**
 * 沿用旧备份: entries that were signed are lost, and nobody has them; the ledger goes on from an older backup. That is an entry of
 * its own, the first behind the backup's, told in every certificate from then on. Behind it another history is signed, under the same
 * key: whoever holds a checkpoint of the one before sees it, and a witness refuses it until its operator begins with the log anew.
 * A log that differs otherwise from what was signed is no older backup. May be called again: what is done is not done twice.
 * @param log the store's own, that nobody else writes meanwhile
 */
export async function continueBackup(log: EventLog, what: ContinuedBackup): Promise<Checked<Continuation>> {
  const { folder, keyFile, elsewhere } = what
  const unfit = BACKUP_CONTINUED.fields.reason.form.fault(what.reason)
  if (unfit) return unfit
  const others = elsewhere === undefined ? [] : checkpointFilesIn(elsewhere)
  if (elsewhere !== undefined && others.length === 0)
    throw new Unavailable('unreachable', `没有检查点文件 / there is no file with checkpoints in ${elsewhere}`)
  const key = ledgerKey(keyFile ?? join(folder, KEY_FILE), false)
  // Elsewhere first: what is shown is the one in the data folder.
  const paths = [...others, join(folder, CHECKPOINTS)]
  const files: CheckpointFile[] = []
  try {
    for (const it of paths) files.push(await CheckpointFile.open(it))
    const histories = paths.map((it) => new CheckpointHistories(it))
    const cosigned = paths.map((it) => new CheckpointHistories(cosignedBeside(it), true))
    const said = await continuationsOf(log, histories, cosigned, key, what)
    if (isRefusal(said)) return said
    const { continuations, recorded } = said
    const ends = histories.map(({ all }) => all.at(-1)?.last)
    const due = ends.map((end) =>
      end ? continuations.findLast((it) => abandons(it, named(end))) : continuations.at(-1),
    )
    for (const [i, it] of due.entries()) if (it) await files[i].append(noteOf(it, key))
    const done = due.find((it) => it !== undefined) ?? recorded
    if (done) unmarkRestored(folder)
    return done ?? fault('nothing-to-continue')
  } finally {
    for (const it of files) await it.close()
  }
}

/** Those that the log tells of; where it is older than what was signed and does not say so yet, that is recorded. */
async function continuationsOf(
  log: EventLog,
  histories: readonly CheckpointHistories[],
  cosigned: readonly CheckpointHistories[],
  key: SignerKey,
  { actor, reason }: ContinuedBackup,
): Promise<Checked<Told>> {
  let unbelieved: Refusal | undefined
  const open = (note: string, file: string, number: number) => {
    const opened = openCheckpoint(note, key)
    if (!isRefusal(opened)) return opened
    unbelieved ??= { ...opened, facts: { ...opened.facts, file, number: String(number) } }
    return undefined
  }
  // Whether the last history of a file goes on or ends here is what is asked.
  const audit = new Audit(NOTHING_KEPT, signedIn([...histories, ...cosigned], open, true))
  for await (const page of log.readAll({ pageSize: 500 })) {
    for (const entry of page) audit.add(entry)
    await nextTurn()
  }
  const from = { size: audit.size, root: audit.root() }
  const finding = audit.end()
  if (unbelieved) return unbelieved
  if (finding.broken?.root || finding.misplaced !== undefined)
    return fault('not-an-older-backup', { told: contradiction(finding) })
  if (!finding.broken) return finding
  const abandoned = abandonedBy(histories, cosigned, finding)
  audit.add(await recorded(log, { from: named(from), abandoned, reason }, actor))
  const { continuations } = finding
  return { continuations, recorded: continuations.at(-1) }
}

interface Told {
  readonly continuations: readonly Continuation[]
  /** Just now. */
  readonly recorded?: Continuation
}

/**
 * The ends of histories that reach further than the log, each once, the one that was signed last at the end. Where only what
 * witnesses have cosigned tells of one, its end is what they have cosigned last.
 */
function abandonedBy(
  histories: readonly CheckpointHistories[],
  cosigned: readonly CheckpointHistories[],
  { size, continuations }: Finding,
): NamedCheckpoint[] {
  const lost = endsOf(histories).filter((it) => it.size > size && !continuations.some((known) => abandons(known, it)))
  const told = (it: NamedCheckpoint) =>
    lost.some((end) => it.size <= end.size) || continuations.some((known) => explains(known, 'cosigned', it.size))
  const only = endsOf(cosigned).filter((it) => it.size > size && !told(it))
  const all = [...only, ...lost]
  return all.filter((it, i) => !all.slice(i + 1).some((other) => isSame(it, other)))
}

const endsOf = (histories: readonly CheckpointHistories[]) =>
  histories.flatMap(({ all }) => all.flatMap(({ last }) => (last ? [named(last)] : [])))

const abandons = ({ abandoned }: Continuation, end: NamedCheckpoint) => abandoned.some((it) => isSame(it, end))

async function recorded(log: EventLog, data: BackupContinued['data'], actor: string): Promise<RecordedEvent> {
  const position = await recordContinued(log, data, actor)
  const entry = await log.readAt(position)
  if (!entry) throw new Unavailable('unreachable', `条目未能读回 / the entry was not read back: ${position}`)
  return entry
}

function noteOf({ sequence, root }: Continuation, key: SignerKey): string {
  const text = checkpointText({ origin: key.name, size: sequence, root })
  return signedNote(text, [signatureLine(text, key)])
}
