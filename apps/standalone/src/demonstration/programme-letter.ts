import type { ProgrammeFigurePublished } from '@pilot-ledger/programme'
import { PROGRAMME_ID, RECORDED_ON } from './programme-keep'
import type { Step } from './script'

type Stated = Pick<ProgrammeFigurePublished['data'], 'figure' | 'value' | 'states' | 'windowFrom' | 'windowTo'>

/** What the letter says of the programme: number, counting word, words. A target is marked as one. */
const STATED: readonly (readonly [no: string, unit: string, wording: string, stated: Stated])[] = [
  ['F9', '家', '市级中试平台 3 家', { figure: 'recognisedPlatforms', value: '3' }],
  ['F10', '家', '培育单位 5 家', { figure: 'cultivatingUnits', value: '5' }],
  ['F11', '个', '申报单位 17 个', { figure: 'applicants', value: '17', ...inTheCall() }],
  ['F12', '个', '覆盖镇街 9 个', { figure: 'applicantTowns', value: '9', ...inTheCall() }],
  ['F13', '家', '培育单位申报 5 家', { figure: 'cultivatingApplicants', value: '5', ...inTheCall() }],
  ['F14', '家', '市级目标 10 家以上', { figure: 'recognisedPlatforms', value: '10', states: 'target' }],
  [
    'F15',
    '个',
    '推荐省级 3 个单位',
    { figure: 'provincialNominations', value: '3', windowFrom: '2025-07-01', windowTo: '2025-07-31' },
  ],
  ['F16', '家', '省级目标不少于 1 家', { figure: 'provincialPlatforms', value: '1', states: 'target' }],
  ['F17', '项', '2022 年以来撮合 55 项', { figure: 'demandsMatched', value: '55', windowFrom: '2022-01-01' }],
  ['F18', '项', '其中经费支持 15 项', { figure: 'demandsFunded', value: '15', windowFrom: '2022-01-01' }],
  ['F19', '家', '共享单位 14 家', { figure: 'sharingUnits', value: '14' }],
  ['F20', '条', '有效信息 225 条', { figure: 'sharedEntries', value: '225' }],
  ['F21', '个', '项目库每家不少于 2 个', { figure: 'libraryProjects', value: '2', states: 'target' }],
  ['F22', '万元', '优秀的最高补助 100 万元', { figure: 'subsidyCap', value: '100' }],
]

/** Opened in June (the day is not given), closed at the end of August. */
function inTheCall() {
  return { windowFrom: '2025-06', windowTo: '2025-08-31' }
}

/** Records F9–F22 as the letter states them, as entries of their own. */
export function publishedByProgramme(steps: Step[]): void {
  for (const [publicationNo, unitAsWritten, wording, stated] of STATED) {
    const money = unitAsWritten === '万元'
    steps.push({
      on: RECORDED_ON,
      key: `tc-published-${publicationNo}`,
      kind: 'programme',
      programme: PROGRAMME_ID,
      content: {
        type: 'FigurePublished',
        data: {
          publicationNo,
          ...stated,
          unit: money ? '万元' : 'count',
          unitAsWritten,
          basis: money ? 'notStated' : 'notApplicable',
          source: { document: '中山科函〔2025〕178号', publishedOn: '2025-09-15', wording },
        },
      },
    })
  }
}
