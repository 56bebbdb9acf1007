import { Injectable, type PipeTransform, type ArgumentMetadata } from '@nestjs/common'
import { type Refusal, refuse } from '@pilot-ledger/kernel'
import { plainToInstance } from 'class-transformer'
import { type ValidationError, validateSync } from 'class-validator'
import { RefusalException } from './problem'
import { pointerOf } from './json-pointer'

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

/** A value checked against a class, as an instance of it; `at` is where it stands in the request. Throws all faults at once. */
export function validated<T extends object>(type: new (...args: never[]) => T, value: unknown, at = ''): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RefusalException([
      refuse('object-expected', { pointer: at, zh: '须为 JSON 对象', en: 'a JSON object is expected' }),
    ])
  }
  const instance = plainToInstance(type as never, value) as T
  const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false })
  if (errors.length > 0) {
    throw new RefusalException(
      errors.flatMap((it) => faultsOf(it, [])).map((it) => ({ ...it, pointer: at + it.pointer })),
    )
  }
  return instance
}

const UNCHECKED = new Set<unknown>([String, Number, Boolean, Object, Array])

function faultsOf(error: ValidationError, above: readonly string[]): Refusal[] {
  const path = [...above, error.property]
  const own = Object.entries(error.constraints ?? {}).map(([name, message]) => faultOf(name, message, pointerOf(path)))
  // One missing field breaks all its checks: the first of ours says it best.
  const [first] = own
  return [...(first ? [first] : []), ...(error.children ?? []).flatMap((it) => faultsOf(it, path))]
}

function faultOf(name: string, message: string, pointer: string): Refusal {
  if (name === 'whitelistValidation')
    return refuse('unknown-property', { pointer, zh: '未知字段', en: 'the property is not known here' })
  if (name === 'nestedValidation')
    return refuse('object-expected', { pointer, zh: '须为 JSON 对象', en: 'an object is expected' })
  const { code, zh, en } = JSON.parse(message) as { code: string; zh: string; en: string }
  return refuse(code, { pointer, zh, en })
}
