import { orRefuse, validated } from '@pilot-ledger/http'
import { refuse } from '@pilot-ledger/kernel'
import { MEMBERSHIP_KINDS, MEMBERSHIPS, type PlatformContent } from '../domain/events'
import * as dto from './dtos'
import { KeyedMembershipEndDto, START_CLASS } from './membership-dtos'

type DataClass = new () => object

/** The class that checks the data of a content's type: for corrections, whose content may be of any of them. */
const DATA_CLASS = new Map<string, DataClass>([
  ['PlatformRegistered', dto.PlatformRegisteredDto],
  ['PlatformRecognized', dto.PlatformRecognizedDto],
  ['RecognitionRevoked', dto.RecognitionRevokedDto],
  ['CultivationDesignated', dto.CultivationDesignatedDto],
  ['FigurePublished', dto.FigurePublishedDto],
  ...MEMBERSHIP_KINDS.map((kind): [string, DataClass] => [MEMBERSHIPS[kind].started, START_CLASS[kind]]),
  ...MEMBERSHIP_KINDS.map((kind): [string, DataClass] => [MEMBERSHIPS[kind].ended, KeyedMembershipEndDto]),
])

/** The content of a correction, its data checked by the class of its type. Throws the faults, as every check of a body. */
export function contentOf({ type, data }: dto.RegisterCorrectionContentDto): PlatformContent {
  const checker = DATA_CLASS.get(type) ?? orRefuse<DataClass>(UNKNOWN_TYPE)
  return { type, data: validated(checker, data, '/content/data') } as unknown as PlatformContent
}

const UNKNOWN_TYPE = refuse('unknown-value', {
  pointer: '/content/type',
  zh: '未知的记录类型',
  en: 'the type of entry is not known',
})
