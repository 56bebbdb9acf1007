import { refuse } from '@pilot-ledger/kernel'

export const UNKNOWN_EVIDENCE = refuse('unknown-evidence', {
  zh: '没有此材料，或尚未上传',
  en: 'there is no such evidence, or its file has not been uploaded',
})
export const NO_SUCH_RANGE = refuse('range-not-satisfiable', { zh: '文件没有这一段', en: 'the file has no such part' })
export const NOT_IN_STORE = refuse('evidence-not-in-store', {
  zh: '文件在台账有记载而库中缺失或已损坏，请联系管理员核对（verify）或由平台重新上传',
  en: 'the ledger knows the file, and the store lacks it or holds another: have it verified, or uploaded again by the platform',
})
