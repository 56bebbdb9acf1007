import { defineEvent, field } from '@pilot-ledger/kernel'
import { figurePublished } from '@pilot-ledger/platforms/definitions'
import { document, synthetic, title } from './forms'

export const programmeOpened = defineEvent({
  type: 'ProgrammeOpened',
  zh: '设立建设计划',
  en: 'Programme opened',
  route: { path: '', action: 'keepProgramme' },
  day: 'openedOn',
  summary: ['name', 'document'],
  fields: {
    /** Verbatim; names the programme (its id derives from it), so it cannot be corrected. */
    name: title('建设计划名称', 'Name', { note: '建立后不可更正', example: '中山市中试平台建设' }),
    openedOn: field.day('建立日期', 'Opened on', { example: '2024-09-02' }),
    document,
    synthetic,
  },
})

/** A figure that a letter states of the programme; `states: 'target'`: not what is, but what is aimed at. */
export const programmeFigurePublished = defineEvent({
  ...figurePublished,
  component: 'ProgrammeFigurePublishedDto',
  fields: {
    ...figurePublished.fields,
    states: field.maybe(field.choice({ target: ['目标', 'target'] }, '公布的是目标而非现状', 'States an aim')),
  },
})
