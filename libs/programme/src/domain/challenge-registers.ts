import { type Refusal, refuse } from '@pilot-ledger/kernel'
import {
  demandFunded,
  demandMatched,
  demandPosted,
  provincialNominationMade,
  provincialRecognitionDeclined,
  provincialRecognitionGranted,
} from '../definitions'
import { called, type Register } from './register'
import { type Item, stepOf } from './state'

/** Units put forward to the province. */
export const NOMINATION: Register = {
  kind: 'nomination',
  ...called(provincialNominationMade),
  steps: [
    {
      ...called(provincialRecognitionGranted),
      once: true,
      refuse: (_, item) => refuseAnswered(item, 'ProvincialRecognitionDeclined'),
    },
    {
      ...called(provincialRecognitionDeclined),
      once: true,
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
  ...called(demandPosted),
  steps: [
    { ...called(demandMatched), once: true },
    {
      ...called(demandFunded),
      once: true,
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
