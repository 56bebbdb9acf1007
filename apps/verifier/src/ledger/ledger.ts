import { type ContractContent, type ProgrammeContent, type RegisterContent, TABLES } from './contents'
import { byStream, type Entry, type Live, liveOf } from './live'

type Signed = Extract<ContractContent, { type: 'ContractSigned' }>['data']
export interface Contract {
  readonly stream: string
  readonly signed: Signed
  /** The entry that says so. */
  readonly index: number
  readonly live: readonly Live<ContractContent>[]
}

/** What entries say, by whom it is said: the beginning of every figure. */
export interface Ledger {
  readonly contracts: readonly Contract[]
  /** By platform. */
  readonly registers: ReadonlyMap<string, readonly Live<RegisterContent>[]>
  /** By programme. */
  readonly programmes: ReadonlyMap<string, readonly Live<ProgrammeContent>[]>
}

const PREFIXES = { contract: 'engagement-', register: 'platform-', programme: 'programme-' } as const

/** Entries in the order of the log; those of other streams move no figure. */
export function readLedger(entries: readonly Entry[]): Ledger {
  const contracts: Contract[] = []
  const registers = new Map<string, readonly Live<RegisterContent>[]>()
  const programmes = new Map<string, readonly Live<ProgrammeContent>[]>()
  for (const [stream, its] of byStream(entries)) {
    if (stream.startsWith(PREFIXES.contract)) {
      const live = liveOf<ContractContent>(its, TABLES.contract)
      for (const it of live)
        if (it.type === 'ContractSigned') contracts.push({ stream, signed: it.data, index: it.index, live })
    } else if (stream.startsWith(PREFIXES.register))
      registers.set(stream.slice(PREFIXES.register.length), liveOf<RegisterContent>(its, TABLES.register))
    else if (stream.startsWith(PREFIXES.programme))
      programmes.set(stream.slice(PREFIXES.programme.length), liveOf<ProgrammeContent>(its, TABLES.programme))
  }
  return { contracts, registers, programmes }
}
