import { APPLICATION, CALL } from './call-registers'
import { DEMAND, NOMINATION } from './challenge-registers'
import type { Register, Step } from './register'
import { ELEMENT, LISTING, MEMBER, POLICY, TARGET, TOWN, UPGRADE } from './standing-registers'

/** Every register, in the order people read them. */
export const REGISTERS: readonly Register[] = [
  CALL,
  APPLICATION,
  NOMINATION,
  DEMAND,
  LISTING,
  MEMBER,
  ELEMENT,
  UPGRADE,
  POLICY,
  TARGET,
  TOWN,
]

const BY_OPENING = new Map(REGISTERS.map((it) => [it.event, it]))
const BY_STEP = new Map(
  REGISTERS.flatMap((register) => register.steps.map((step) => [step.event, { register, step }] as const)),
)

/** The register whose item a word opens. */
export function registerOpenedBy(event: string): Register | undefined {
  return BY_OPENING.get(event)
}

/** The step that a word is, and of which register. */
export function stepNamed(event: string): { readonly register: Register; readonly step: Step } | undefined {
  return BY_STEP.get(event)
}
