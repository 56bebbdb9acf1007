import type { Answers } from '../api/ask'

export type Desk = Answers['GET /api/desk']
/** A part of it, where it is told. */
export type Told<Name extends keyof Desk> = NonNullable<Desk[Name]>
