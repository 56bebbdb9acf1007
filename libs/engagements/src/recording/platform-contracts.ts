/** A contract of a platform that stands, as a list of them names it. */
export interface ListedContract {
  readonly contractNo: string
  /** `uscc:9144…`, see `partyKey`. */
  readonly client: string
  readonly clientName: string
}
/**
 * The contracts of a platform, in the order in which they came into the ledger: no stream tells which there are. Provided by an app
 * that has figures; without it an invoice finds its contract only by a number that it names.
 */
export type PlatformContracts = (platform: string) => readonly ListedContract[] | Promise<readonly ListedContract[]>
export const PLATFORM_CONTRACTS = Symbol('PLATFORM_CONTRACTS')
