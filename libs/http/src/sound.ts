import { getMetadataStorage, ValidationTypes } from './class-validator'
import { type ContentClass, nestedTypeOf } from './nested-fields'

type Plain = Readonly<Record<string, unknown>>
/** Whether one field of an object holds what it may. */
type FieldCheck = (value: unknown, object: Plain) => boolean
type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number]

const compiled = new WeakMap<ContentClass, ReadonlyMap<string, FieldCheck>>()

/**
 * Whether a value is without fault by the very checks that class-validator holds for its class. They are looked up once for a
 * class: class-validator looks through those of all classes for each object and makes a report of each field, sound or not,
 * which only a value with faults needs. What is judged here in no other way than there is left to it: such a value is not sound.
 */
export function isSound(type: ContentClass, object: Plain): boolean {
  const checks = checksOf(type)
  for (const name of Object.keys(object)) if (!checks.has(name)) return false
  for (const [name, check] of checks) {
    if (!check(Object.hasOwn(object, name) ? object[name] : undefined, object)) return false
  }
  return true
}

/** The fields of a class. */
export const isField = (type: ContentClass, name: string): boolean => checksOf(type).has(name)

export function isObject(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function checksOf(type: ContentClass): ReadonlyMap<string, FieldCheck> {
  const known = compiled.get(type)
  if (known) return known
  const checks = new Map<string, FieldCheck>()
  const all = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false)
  for (const name of new Set(all.map((it) => it.propertyName))) {
    const its = all.filter((it) => it.propertyName === name)
    checks.set(name, its.every(isPlain) ? checkOf(its, nestedTypeOf(type, name)) : () => false)
  }
  compiled.set(type, checks)
  return checks
}

const KINDS = new Set([
  ValidationTypes.CUSTOM_VALIDATION,
  ValidationTypes.NESTED_VALIDATION,
  ValidationTypes.CONDITIONAL_VALIDATION,
])
const isPlain = ({ type, each, groups, validateIf }: Metadata) =>
  KINDS.has(type) && !each && !groups?.length && validateIf === undefined

function checkOf(metadata: readonly Metadata[], nested: ContentClass | undefined): FieldCheck {
  const ofType = (type: string) => metadata.filter((it) => it.type === type)
  const conditions = ofType(ValidationTypes.CONDITIONAL_VALIDATION).map(
    (it) => it.constraints[0] as (object: Plain, value: unknown) => boolean,
  )
  const validators = ofType(ValidationTypes.CUSTOM_VALIDATION).flatMap((it) =>
    getMetadataStorage()
      .getTargetValidatorConstraints(it.constraintCls)
      .map(({ instance }) => instance),
  )
  const within = ofType(ValidationTypes.NESTED_VALIDATION).length > 0
  return (value, object) => {
    for (const asks of conditions) if (!asks(object, value)) return true
    for (const it of validators) if (it.validate(value) !== true) return false
    return !within || value === undefined || isSoundWithin(nested, value)
  }
}

function isSoundWithin(type: ContentClass | undefined, value: unknown): boolean {
  if (type === undefined) return false
  if (Array.isArray(value)) return value.every((it) => isObject(it) && isSound(type, it))
  return isObject(value) && isSound(type, value)
}
