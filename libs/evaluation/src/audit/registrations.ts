import type { EngagementContent } from '@pilot-ledger/engagements'
import type { Tables } from '@pilot-ledger/figures'
import { entryAt, type LogReading } from '@pilot-ledger/figures/reporting'
import { numberKey } from '@pilot-ledger/kernel'
import type { ContractFiles } from './contract-files'

const AT_ONCE = 100

/** 登记编号: which contracts have ever been registered under which number. What stands at a cut is looked up in their files. */
class Registrations {
  private readonly contracts = new Map<string, Set<number>>()
  private readonly numbers = new Map<number, Set<string>>()
  private readTo = 0
  private reading: Promise<void> = Promise.resolve()

  /** Each entry of the log is looked at once, however often it is asked. */
  upTo(log: Pick<LogReading, 'readStream'>, tables: Tables, cut: number): Promise<void> {
    const reading = this.reading.then(() => this.read(log, tables, cut))
    this.reading = reading.catch(() => undefined)
    return reading
  }

  /** Numbers of the contract that another one has borne too, each with those others. */
  *shared(contract: number): Generator<{ readonly key: string; readonly others: readonly number[] }> {
    for (const key of this.numbers.get(contract) ?? []) {
      const others = [...(this.contracts.get(key) ?? [])].filter((it) => it !== contract)
      if (others.length > 0) yield { key, others }
    }
  }

  private async read(log: Pick<LogReading, 'readStream'>, tables: Tables, cut: number): Promise<void> {
    let some: number[] = []
    const take = async () => {
      for (const it of await Promise.all(some.map((it) => entryAt(log, tables, it)))) this.take(tables, it)
      some = []
    }
    for await (const sequence of tables.entriesOfTypes(
      ['TechContractRegistered', 'EntryCorrected'],
      this.readTo,
      cut,
    )) {
      if (some.push(sequence) === AT_ONCE) await take()
    }
    await take()
    this.readTo = Math.max(this.readTo, cut)
  }

  private take(tables: Tables, { type, data, engagement }: Awaited<ReturnType<typeof entryAt>>): void {
    const content = (type === 'EntryCorrected' ? data.content : { type, data }) as unknown as EngagementContent
    const contract = engagement === undefined ? undefined : tables.contractIds.find(engagement)
    if (contract === undefined || content.type !== 'TechContractRegistered') return
    const key = numberKey(content.data.registrationNo)
    put(this.contracts, key, contract)
    put(this.numbers, contract, key)
  }
}

const KNOWN = new WeakMap<Tables, Registrations>()

/** Other contracts, of whatever platform, that stand registered under a number of this one as of the cut of the files. */
export class SharedRegistrations {
  private constructor(
    private readonly known: Registrations,
    private readonly files: ContractFiles,
  ) {}

  static async at(log: LogReading, tables: Tables, cut: number, files: ContractFiles): Promise<SharedRegistrations> {
    const known = KNOWN.get(tables) ?? new Registrations()
    KNOWN.set(tables, known)
    await known.upTo(log, tables, cut)
    return new SharedRegistrations(known, files)
  }

  async *of(contract: number): AsyncGenerator<{ readonly contract: number; readonly registrationNo: string }> {
    for (const { key, others } of this.known.shared(contract)) {
      if ((await this.standing(contract, key)) === undefined) continue
      for (const it of others) {
        const registrationNo = await this.standing(it, key)
        if (registrationNo !== undefined) yield { contract: it, registrationNo }
      }
    }
  }

  private async standing(contract: number, key: string): Promise<string | undefined> {
    const { entries } = await this.files.of(contract)
    let stands: string | undefined
    for (const { content } of entries.values()) {
      if (!REGISTRATION.test(content.type)) continue
      const { registrationNo } = content.data as { readonly registrationNo: string }
      if (numberKey(registrationNo) !== key) continue
      stands = content.type === 'TechContractRegistrationCancelled' ? undefined : registrationNo
    }
    return stands
  }
}

const REGISTRATION = /^TechContractRegist/
function put<Key, Value>(map: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const known = map.get(key)
  if (known) known.add(value)
  else map.set(key, new Set([value]))
}
