/** A contract of a platform that stands, as a list of them names it. */
export interface ListedContract {
  readonly contractNo: string
  /** `uscc:9144…`, see `partyKey`. */
  readonly client: string
  readonly clientName: string
}
/**
 * What is asked of all contracts of a platform at once: no stream tells which there are. Provided by an app that has figures, or reads
 * the log from end to end; without it an invoice finds its contract only by a number that it names.
 */
export interface PlatformContracts {
  /** In the order in which they came into the ledger. */
  listed(platform: string): Promise<readonly ListedContract[]>
  /** Numbers of those that may hold one of these invoices (`invoiceFigures`), recorded or waiting for a second person. */
  holding(platform: string, invoices: readonly string[]): Promise<readonly string[]>
}
export const PLATFORM_CONTRACTS = Symbol('PLATFORM_CONTRACTS')
