import i18next from 'i18next'
import { clientsFor, type Known } from '../../forms/known-of-platform'
import { questionsOf } from './questions'

const CODE = '91440101MA5CJQ4N59'
const known = {
  platform: 'P',
  asOf: {},
  usual: { contract: '48000.00', receipt: '20000.00' },
  clients: [
    {
      id: { scheme: 'uscc', value: CODE },
      name: '示例光电科技有限公司',
      names: ['示例光学有限公司', '示例光电科技有限公司'],
      contracts: 3,
      lastSignedOn: '2026-05-06',
    },
    {
      id: { scheme: 'foreign', country: 'DE', value: 'HRB 1234' },
      name: 'Beispiel Optik GmbH',
      names: ['Beispiel Optik GmbH'],
      contracts: 1,
      lastSignedOn: '2025-05-06',
    },
  ],
} as unknown as Known
const client = (name: string, value = CODE) => ({ id: { scheme: 'uscc', value }, name })

beforeAll(() => i18next.init({ lng: 'zh', resources: {} }))

describe('an absurd amount is asked about', () => {
  test.each([
    // 10 × 48,000.00
    ['ContractSigned', { amount: '480000.00' }, 1],
    ['ContractSigned', { amount: '48万' }, 1],
    ['ContractSigned', { amount: '479999.99' }, 0],
    ['PaymentReceived', { share: '200000.00' }, 1],
    // Of invoices there are too few to say what is usual.
    ['InvoiceIssued', { share: '99999999.00' }, 0],
    ['ContractSigned', { amount: '一千' }, 0],
    ['BatchRun', {}, 0],
  ])('%s %j', (type, values, questions) => expect(questionsOf(type, values, known)).toHaveLength(questions))
  test('nothing is asked while nothing is known', () =>
    expect(questionsOf('ContractSigned', { amount: '480000.00' }, undefined)).toEqual([]))
})

describe('a known code under another name is asked about', () => {
  test.each([
    ['示例光电科技有限公司', 0],
    // A name that it signed under before.
    ['示例光学有限公司', 0],
    ['示例光电有限公司', 1],
    ['', 0],
  ])('%s', (name, questions) =>
    expect(questionsOf('ContractSigned', { client: client(name) }, known)).toHaveLength(questions),
  )
  test('of a code that nobody knows nothing is asked', () =>
    expect(questionsOf('ContractSigned', { client: client('某公司', '91440101MA5CJQ4N58') }, known)).toEqual([]))
})

describe('clients are found by code, name or sound', () => {
  const sounds = (name: string, typed: string) => name === '示例光电科技有限公司' && 'slgdkj5'.startsWith(typed)
  test.each([
    ['MA5CJQ', ['示例光电科技有限公司']],
    ['ma5cjq', ['示例光电科技有限公司']],
    ['光学', ['示例光电科技有限公司']],
    ['slgd', ['示例光电科技有限公司']],
    ['SLGDKJ5', ['示例光电科技有限公司']],
    ['HRB', ['Beispiel Optik GmbH']],
    ['Optik', ['Beispiel Optik GmbH']],
    ['', ['示例光电科技有限公司', 'Beispiel Optik GmbH']],
    ['无此单位', []],
  ])('%s', (typed, names) => expect(clientsFor(known, typed, sounds).map((it) => it.name)).toEqual(names))
})
