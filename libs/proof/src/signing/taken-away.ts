import type { Finding } from './audit'

/** What tells that more was signed than the checkpoints that are there: some were taken away, and whoever did it wants to sign otherwise. */
export const endBefore = ({ sequence, size }: NonNullable<Finding['promised']>, signed: number) =>
  `第 ${sequence} 条载明此前已签至 ${size} 条，而现存检查点止于 ${signed} 条 entry ${sequence} names a signed checkpoint of ${size} entries, and those that are there end at ${signed}`

/** The same by the note that is kept beside the tree, written after each checkpoint. */
export const endBeforeNoted = (noted: number, signed: number) =>
  `树旁所记已签至 ${noted} 条，而现存检查点止于 ${signed} 条 beside the tree it is noted that ${noted} entries are signed, and the checkpoints that are there end at ${signed}`

export const misnamed = (sequence: number) =>
  `第 ${sequence} 条所载的检查点与其前的条目不符 the checkpoint that entry ${sequence} names is not what the log was before it`

export const REMEDY =
  '账本不予服务也不再签署 / the log is neither served nor signed\n' +
  '处理：保留此数据目录作为证据，把所缺的检查点或相配的账本放回；详情用 verify 查看 / what to do: keep this data folder as evidence, put back the checkpoints that are missing or the log that belongs to them; verify tells more'
