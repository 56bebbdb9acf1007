import { createHmac, randomBytes } from 'node:crypto'
import { type FigureDefinition, HOME_REGION } from '@pilot-ledger/figures'
import {
  type Identity,
  type IdentityKind,
  type Json,
  nameKey,
  numberKey,
  type Party,
  partyKey,
} from '@pilot-ledger/kernel'

/** Of no place that there is (ISO 3166-1 leaves it to whoever uses it). */
const NOWHERE = 'ZZ'
/** As many digits as a region has in a credit code, in its place. */
const NO_REGION = '000000'

/**
 * What stands in a masked certificate for clients and products: the same for the same, by the ledger's own rules of what is one.
 * The key is made for one certificate and kept nowhere, so that nobody, not even the ledger, tries out later whom a token is of, and
 * two certificates have nothing in common.
 */
export class Tokens {
  private readonly key = randomBytes(32)

  /**
   * @param region where a figure asks whether a client is registered there: that much is told of each
   * @param hosts a figure asks whether a client is one with a platform's host: hosts are public, so this tells which token is theirs
   */
  constructor(
    private readonly region: string | undefined,
    readonly hosts: boolean,
  ) {}

  /** A value of the same form as that for which it stands. */
  of({ kind, value }: Identity): Json {
    if (kind === 'party') return this.party(value as unknown as Party)
    return Array.isArray(value) ? value.map((it) => this.text(kind, it)) : this.text(kind, value as string)
  }

  private party({ id }: Party): Json {
    const identity = partyKey(id)
    const isThere = this.region !== undefined && id.scheme === 'uscc' && id.value.slice(2, 8) === this.region
    const token = `M0${isThere ? this.region : NO_REGION}${this.digits('party', identity)}`
    const country = id.scheme === 'foreign' && { country: NOWHERE }
    return { id: { scheme: id.scheme, value: token, ...country }, name: token }
  }

  private text(kind: Exclude<IdentityKind, 'party'>, value: string): string {
    return `M${this.digits(kind, ONE[kind](value))}`
  }

  /** 96 bits, of digits that no rule of what is one takes for each other. */
  private digits(kind: IdentityKind, identity: string): string {
    return createHmac('sha256', this.key).update(`${kind}\n${identity}`).digest('hex').slice(0, 24).toUpperCase()
  }
}

/** The figure that asks where a client is registered. */
const IN_CITY = 'clients.inCity'
/** Which asks whether he is the platform's host. */
const UNRELATED = 'clients.unrelated'

/** For one certificate: they tell of parties what the figure asks of them, and no more. Without a figure, nothing. */
export function tokensFor(figure?: FigureDefinition): Tokens {
  const looksAtHosts =
    figure?.code === UNRELATED || figure?.of === 'allRegisters' || figure?.leansOnAllRegisters === true
  return new Tokens(figure?.code === IN_CITY ? HOME_REGION : undefined, looksAtHosts)
}

const ONE: Readonly<Record<Exclude<IdentityKind, 'party'>, (value: string) => string>> = {
  name: nameKey,
  number: numberKey,
  text: (it) => it,
}
