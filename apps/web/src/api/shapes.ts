import type { Answers } from './ask'

/** The things of the answers by the names that several parts of the page know them by. */
export type Contract = Answers['GET /api/engagements/{id}']
export type Entry = Answers['GET /api/engagements/{id}/entries']['entries'][number]
export type Account = Answers['GET /api/accounts']['accounts'][number]
export type BankAccount = Answers['GET /api/platforms/{id}/reconciliation/accounts']['accounts'][number]
export type Sample = Answers['GET /api/rounds/{round}/platforms/{id}/samples/{sample}']
export type ImportReport = Answers['POST /api/platforms/{id}/imports']
