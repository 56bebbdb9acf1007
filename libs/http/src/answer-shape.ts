import { ApiOkResponse } from '@nestjs/swagger'
import type { Shape } from '@pilot-ledger/kernel'

/** Names of what an answer holds that its shape does not: `never` where there is nothing of the kind. */
type Surplus<R, T> = R extends readonly (infer Item)[]
  ? T extends readonly (infer Wanted)[]
    ? Surplus<Item, Wanted>
    : never
  : string extends keyof R
    ? never
    : R extends object
      ? { [N in keyof R]-?: N extends NamesOf<T> ? SurplusAt<R[N], ValueAt<T, N>> : Unnamed<T, N> }[keyof R]
      : never
type SurplusAt<R, T> = Surplus<NonNullable<R>, NonNullable<T>>
type NamesOf<T> = T extends T ? keyof T : never
type ValueAt<T, N> = T extends T ? (N extends keyof T ? T[N] : never) : never
/** Where anything may stand, nothing is too much. */
type Unnamed<T, N> = object extends T ? never : N
type Fits<R, T> = [Surplus<Awaited<R>, T>] extends [never]
  ? unknown
  : { readonly notInItsShape: Surplus<Awaited<R>, T> }

/** Says in the OpenAPI document what a route answers. A route that answers otherwise, or more, does not compile. */
export function Answers<T>(answer: Shape<T>, description = '') {
  const stated = ApiOkResponse({ description, content: { 'application/json': { schema: answer as never } } })
  return <R extends T | Promise<T>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<(...given: never[]) => R> & Fits<R, T>,
  ): void => void stated(target, key, descriptor)
}
