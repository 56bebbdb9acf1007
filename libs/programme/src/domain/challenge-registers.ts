import { type Refusal, refuse } from '@pilot-ledger/kernel'
import { day, document, key, maybe, party, type Register, reason, since, synthetic, title } from './register'
import { type Item, stepOf } from './state'

/** Units put forward to the province. */
export const NOMINATION: Register = {
  kind: 'nomination',
  event: 'ProvincialNominationMade',
  path: 'nominations',
  zh: '省级推荐',
  en: 'provincial nomination',
  fields: {
    key: key('推荐编号', 'SJ-2025-01'),
    title: title('推荐名称'),
    party: party('被推荐单位'),
    on: day('推荐日期', '2025-07-18'),
    platform: { form: 'platform', zh: '已登记的平台 id', optional: true },
    document,
    synthetic,
  },
  steps: [
    {
      event: 'ProvincialRecognitionGranted',
      path: 'recognition',
      zh: '省级认定',
      en: 'provincial recognition',
      once: true,
      fields: { on: day('认定日期'), document, synthetic },
      refuse: (_, item) => refuseAnswered(item, 'ProvincialRecognitionDeclined'),
    },
    {
      event: 'ProvincialRecognitionDeclined',
      path: 'declined',
      zh: '省级未通过',
      en: 'provincial refusal',
      once: true,
      fields: { on: day('日期'), reason, synthetic },
      refuse: (_, item) => refuseAnswered(item, 'ProvincialRecognitionGranted'),
    },
  ],
  // The province's own list; whom the city put forward without success it does not tell others.
  published: {
    fields: ['key', 'title', 'party', 'synthetic'],
    steps: { ProvincialRecognitionGranted: ['on', 'document', 'synthetic'] },
    once: (type) => type === 'ProvincialRecognitionGranted',
  },
}

/** 揭榜挂帅. */
export const DEMAND: Register = {
  kind: 'demand',
  event: 'DemandPosted',
  path: 'demands',
  zh: '揭榜挂帅需求',
  en: 'posted demand',
  fields: {
    key: key('榜单编号', 'JB-2023-001'),
    title: title('需求名称'),
    party: maybe(party('发榜单位')),
    from: since('发榜日期'),
    synthetic,
  },
  steps: [
    {
      event: 'DemandMatched',
      path: 'match',
      zh: '揭榜撮合',
      en: 'match',
      once: true,
      fields: { on: day('撮合日期'), party: maybe(party('揭榜单位')), synthetic },
    },
    {
      event: 'DemandFunded',
      path: 'funding',
      zh: '经费支持',
      en: 'funding',
      once: true,
      fields: {
        on: day('立项日期'),
        amount: maybe({ form: 'amount', zh: '支持金额', example: '500000.00' }),
        synthetic,
      },
      needs: [
        {
          event: 'DemandMatched',
          code: 'funding-needs-match',
          zh: '撮合成功的需求方可予以经费支持',
          en: 'only a matched demand is funded',
        },
      ],
    },
  ],
  published: 'counts',
}

function refuseAnswered(item: Item, other: string): Refusal | undefined {
  if (!stepOf(item, other)) return undefined
  return refuse('nomination-answered', { zh: '该推荐已有结果', en: 'the nomination has been answered already' })
}
