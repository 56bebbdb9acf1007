import type { FaultCode } from './faults'

/** Why something is not accepted. Thrown inside, told as a value by `verify`: nothing else leaves it. */
export class Failure extends Error {
  /** @param at where it is: a JSON pointer into the certificate, or an entry's number in the log */
  constructor(
    readonly code: FaultCode,
    readonly at = '',
    readonly facts: Readonly<Record<string, string | number>> = {},
  ) {
    super(`${code} ${at}`)
  }
}
