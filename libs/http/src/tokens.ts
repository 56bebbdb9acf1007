/** The identity recorded with every entry until accounts exist: a configured local actor. */
export const ACTOR = Symbol('ACTOR')
export const LOGGER = Symbol('LOGGER')
/** Checks behind /health/ready. */
export const READINESS = Symbol('READINESS')

/** A name and, when it does not hold, the reason. */
export interface ReadinessCheck {
  readonly name: string
  /** It is told, and the service goes on: for people to look at, no reason to answer nobody. */
  readonly servesOn?: boolean
  /** Undefined while all is well. */
  fault(): string | undefined | Promise<string | undefined>
}
