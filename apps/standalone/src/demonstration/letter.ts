import type { FigurePublished } from '@pilot-ledger/platforms'
import type { Script } from './script'

type Stated = Pick<
  FigurePublished['data'],
  'publicationNo' | 'figure' | 'value' | 'unit' | 'unitAsWritten' | 'basis'
> & { readonly wording: string }

/** What the city's letter of 2025-09-15 says of the two platforms. It gives the start of the window to the month, no end. */
const LETTER: Readonly<Record<'instruments' | 'cmc', readonly Stated[]>> = {
  instruments: [
    {
      publicationNo: 'F1',
      figure: 'jointCentres',
      value: '11',
      unit: 'count',
      unitAsWritten: '家',
      basis: 'notApplicable',
      wording: '联合研发中心 11 家企业',
    },
    {
      publicationNo: 'F2',
      figure: 'projects',
      value: '27',
      unit: 'count',
      unitAsWritten: '项',
      basis: 'notApplicable',
      wording: '中试服务项目 27 项',
    },
    {
      publicationNo: 'F3',
      figure: 'contractAmount',
      value: '911.68',
      unit: '万元',
      unitAsWritten: '万元',
      basis: 'notStated',
      wording: '累计金额 911.68 万元',
    },
  ],
  cmc: [
    {
      publicationNo: 'F4',
      figure: 'productionLines',
      value: '13',
      unit: 'count',
      unitAsWritten: '条',
      basis: 'notApplicable',
      wording: 'GMP 生产线 13 条',
    },
    {
      publicationNo: 'F5',
      figure: 'clients',
      value: '48',
      unit: 'count',
      unitAsWritten: '家',
      basis: 'notApplicable',
      wording: '客户 48 家',
    },
    {
      publicationNo: 'F6',
      figure: 'products',
      value: '42',
      unit: 'count',
      unitAsWritten: '个',
      basis: 'notApplicable',
      wording: '服务产品 42 个',
    },
    {
      publicationNo: 'F7',
      figure: 'approvals',
      value: '2',
      unit: 'count',
      unitAsWritten: '个',
      basis: 'notApplicable',
      wording: '获批品种 2 个',
    },
    {
      publicationNo: 'F8',
      figure: 'contractAmount',
      value: '2063',
      unit: '万元',
      unitAsWritten: '万元',
      basis: 'signed',
      wording: '累计签订合同金额 2063 万元',
    },
  ],
}

/** Records the letter's figures for one platform, as entries of their own. */
export function publishedFigures(script: Script, of: keyof typeof LETTER): void {
  for (const { wording, ...stated } of LETTER[of]) {
    script.register('2025-09-16', `published-${stated.publicationNo}`, {
      type: 'FigurePublished',
      data: {
        ...stated,
        windowFrom: '2024-11',
        source: { document: '中山科函〔2025〕178号', publishedOn: '2025-09-15', wording },
      },
    })
  }
}
