import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common'
import { type Refusal, refuse } from '@pilot-ledger/kernel'
import type { ValidationError } from 'class-validator'
import { validateSync } from './class-validator'
import { type ContentClass, nestedTypeOf } from './nested-fields'
import { RefusalException } from './problem'
import { isField, isObject, isSound } from './sound'
import { pointerOf } from './strict-json'

type Path = readonly (string | number)[]

/** More faults than this help nobody; without a bound a body of nonsense would be answered by one many times its size. */
const MOST_FAULTS = 100

/**
 * Checks a body, a query or parameters against their class: all faults at once, each with its pointer. Nothing is converted
 * and nothing unknown is let through.
 */
@Injectable()
export class StrictValidation implements PipeTransform {
  transform(value: unknown, { metatype }: ArgumentMetadata): unknown {
    if (!metatype || UNCHECKED.has(metatype)) return value
    return validated(metatype, value)
  }
}

/**
 * A value checked against a class; `at` is where it stands in the request. Throws all faults at once. What comes back is the
 * value as it was sent, plain JSON that the log can take, only its type is known now: an instance of the class is not.
 */
export function validated<T extends object>(type: ContentClass<T>, value: unknown, at = ''): T {
  if (!isObject(value)) {
    throw new RefusalException([
      refuse('object-expected', { pointer: at, zh: '须为 JSON 对象', en: 'a JSON object is expected' }),
    ])
  }
  const faults = isSound(type, value) ? [] : faultsIn(type, value)
  if (faults.length === 0) return value as object as T
  throw new RefusalException(faults.slice(0, MOST_FAULTS).map((it) => ({ ...it, pointer: at + it.pointer })))
}

/** All that is wrong with a value, as class-validator tells it. */
export function faultsIn(type: ContentClass, value: object): readonly Refusal[] {
  const faults: Refusal[] = []
  const instance = instanceOf(type, value, [], faults)
  const reported = validateSync(instance, { forbidUnknownValues: false })
  return [...faults, ...reported.flatMap((it) => faultsOf(it, []))]
}

const UNCHECKED = new Set<unknown>([String, Number, Boolean, Object, Array])

/**
 * The value as an instance of its class, so that class-validator finds its checks. By hand, because class-transformer drops
 * keys such as `toString` in silence and calls whatever a body names `constructor`: both must be refused by name.
 */
function instanceOf(type: ContentClass, plain: object, path: Path, faults: Refusal[]): object {
  const instance = new type() as Record<string, unknown>
  for (const [name, value] of Object.entries(plain)) {
    const here = [...path, name]
    if (isField(type, name)) instance[name] = nested(nestedTypeOf(type, name), value, here, faults)
    else faults.push(unknownProperty(here))
  }
  return instance
}

function nested(type: ContentClass | undefined, value: unknown, path: Path, faults: Refusal[]): unknown {
  if (type === undefined) return value
  if (Array.isArray(value)) return value.map((it, i) => nested(type, it, [...path, i], faults))
  return isObject(value) ? instanceOf(type, value, path, faults) : value
}

function faultsOf(error: ValidationError, above: Path): Refusal[] {
  const path = [...above, error.property]
  // One missing field breaks all its checks: the first of ours says it best.
  const [first] = Object.entries(error.constraints ?? {}).filter(([name]) => name !== 'nestedValidation')
  const children = (error.children ?? []).flatMap((it) => faultsOf(it, path))
  return first ? [faultOf(first[1], pointerOf(path)), ...children] : children
}

function faultOf(message: string, pointer: string): Refusal {
  const { code, zh, en } = JSON.parse(message) as { code: string; zh: string; en: string }
  return refuse(code, { pointer, zh, en })
}

function unknownProperty(path: Path): Refusal {
  return refuse('unknown-property', {
    pointer: pointerOf(path),
    zh: '未知字段',
    en: 'the property is not known here',
  })
}
