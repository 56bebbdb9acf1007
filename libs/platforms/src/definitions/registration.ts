import { choiceForm, defineEvent, field, refuse, refusedAs } from '@pilot-ledger/kernel'
import { LONGEST, synthetic } from './forms'

/** A platform is registered once; its name names its stream. */
export const platformRegistered = defineEvent({
  type: 'PlatformRegistered',
  zh: '平台登记',
  en: 'Platform registered',
  route: { path: '', action: 'registerPlatform' },
  day: 'registeredOn',
  summary: ['name', 'host', 'town'],
  fields: {
    /** Verbatim; names the platform (its id derives from it), so it cannot be corrected. */
    name: field.text(LONGEST.title, '平台全称', 'Name', {
      note: '照认定文件；登记后不可更正',
      example: '中山市精密仪器与智能装备中试平台',
    }),
    host: field.party('依托单位', 'Host'),
    /** Free text here; the dated list of towns is reference data. */
    town: field.text(LONGEST.key, '镇街', 'Town', { example: '火炬开发区' }),
    fields: field.texts(LONGEST.key, '领域', 'Fields', { example: ['精密仪器', '智能装备'] }),
    registeredOn: field.day('登记日期', 'Registered on', { example: '2024-12-02' }),
    synthetic,
  },
  refuse: ({ fields }) => {
    const repeated = fields.findIndex((it, i) => fields.indexOf(it) !== i)
    if (repeated === -1) return undefined
    return refuse('field-repeated', {
      pointer: `/fields/${repeated}`,
      zh: '领域重复填写',
      en: 'a field is named twice',
      facts: { field: fields[repeated] },
    })
  },
})

export const RECOGNITION_TIERS = {
  municipal: ['市级', 'Municipal'],
  provincial: ['省级', 'Provincial'],
  national: ['国家级', 'National'],
} as const
export type RecognitionTier = keyof typeof RECOGNITION_TIERS

const tier = field.formed(
  refusedAs(
    choiceForm(RECOGNITION_TIERS),
    refuse('unknown-tier', {
      zh: '认定级别须为 municipal、provincial 或 national',
      en: 'a tier is municipal, provincial or national',
    }),
  ),
  '级别',
  'Tier',
)
const batch = field.maybe(field.text(LONGEST.key, '批次', 'Batch', { example: '2024年度' }))
const document = field.maybe(field.text(LONGEST.title, '认定文件', 'Document', { example: '中山科函〔2025〕178号' }))
const MONTH_WILL_DO = { note: '原文仅有月份的填 YYYY-MM' }

/** 认定. A month where the source gives only a month; the default window starts on its first day. */
export const platformRecognized = defineEvent({
  type: 'PlatformRecognized',
  zh: '平台认定',
  en: 'Recognised',
  route: { path: 'recognitions', action: 'recordRecognition' },
  day: 'on',
  summary: ['tier', 'batch', 'document'],
  fields: { tier, batch, on: field.dayOrMonth('认定日期', 'Recognised on', MONTH_WILL_DO), document },
})

export const recognitionRevoked = defineEvent({
  type: 'RecognitionRevoked',
  zh: '撤销认定',
  en: 'Recognition revoked',
  route: { path: 'revocations', action: 'recordRecognition' },
  day: 'on',
  summary: ['tier', 'reason'],
  fields: {
    tier,
    on: field.day('失效首日', 'First day out of force', { example: '2025-06-01' }),
    reason: field.text(LONGEST.wording, '理由', 'Reason', { example: '绩效评价不合格', long: true }),
  },
})

/** 培育单位. */
export const cultivationDesignated = defineEvent({
  type: 'CultivationDesignated',
  zh: '列为培育',
  en: 'Designated for cultivation',
  route: { path: 'cultivation-designations', action: 'recordRecognition' },
  day: 'on',
  summary: ['batch', 'document'],
  fields: { batch, on: field.dayOrMonth('列入培育日期', 'Designated on', MONTH_WILL_DO), document },
})
