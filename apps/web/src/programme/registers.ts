import { CALL_REGISTERS } from './call-registers'
import type { Register, RegisterField } from './register'
import { STANDING_REGISTERS } from './standing-registers'

export type { Form, Register, RegisterField, RegisterStep } from './register'
export { ELEMENTS } from './standing-registers'

/** 登记簿: what each takes and which steps follow, as the service's own table says (a test holds the two together). */
export const REGISTERS: readonly Register[] = [...CALL_REGISTERS, ...STANDING_REGISTERS]

export const registerOf = (kind: string): Register | undefined => REGISTERS.find((it) => it.kind === kind)

/** What an entry's type says can be stated in it. */
export function fieldsOf(event: string): readonly RegisterField[] {
  for (const it of REGISTERS) {
    if (it.event === event) return it.fields
    const step = it.steps.find((step) => step.event === event)
    if (step) return step.fields
  }
  return []
}
