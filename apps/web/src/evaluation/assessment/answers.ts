import type { Answers } from '../../api/ask'

export type RoundAnswer = Answers['GET /api/rounds/{round}']
export type Standing = RoundAnswer['platforms'][number]
export type Assessment = Answers['GET /api/rounds/{round}/platforms/{id}']
export type Eligibility = NonNullable<Assessment['eligibility']>
export type Line = Assessment['indicators'][number]
export type ScoreStep = NonNullable<Line['score']>
export type RowsAnswer = Answers['GET /api/rounds/{round}/platforms/{id}/indicators/{indicator}/rows']
export type Row = RowsAnswer['rows'][number]
export type AuditAnswer = Answers['GET /api/rounds/{round}/platforms/{id}/audit']
export type AuditedRow = AuditAnswer['rows'][number]
export type Subsidy = RoundAnswer['subsidies'][number]
export type Words = Readonly<{ zh: string; en: string }>

/** The routes of one platform's assessment. */
export const AT = '/api/rounds/{round}/platforms/{id}'
