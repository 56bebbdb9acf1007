import { orRefuse, validated } from '@pilot-ledger/http'
import { refuse } from '@pilot-ledger/kernel'
import type { RegisterChange } from '../domain/decide'
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

/**
 * The correction a body asks for, its data checked by the class of its type; `at` is where it stands in the request's body.
 * Throws the faults, as every check of a body.
 */
export function correctionOf({ corrects, content, reason }: dto.RegisterCorrectionDto, at = ''): RegisterChange {
  const { type, data } = content
  const checker = DATA_CLASS.get(type) ?? orRefuse<DataClass>(unknownType(at))
  const checked = { type, data: validated(checker, data, `${at}/content/data`) } as unknown as PlatformContent
  return { kind: 'correction', corrects, content: checked, reason }
}

export function voidOf({ voids, reason }: dto.RegisterVoidDto): RegisterChange {
  return { kind: 'void', voids, reason }
}

const unknownType = (at: string) =>
  refuse('unknown-value', {
    pointer: `${at}/content/type`,
    zh: '未知的记录类型',
    en: 'the type of entry is not known',
  })
