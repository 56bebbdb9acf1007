import { defineContractEvent, ENGAGEMENT_EVENTS, INVOICE_FORM } from '@pilot-ledger/engagements/definitions'
import { type AnyEventDefinition, type Fields, field, objectForm } from '@pilot-ledger/kernel'
import { PLATFORM_EVENTS } from '@pilot-ledger/platforms/definitions'
import { PROGRAMME_EVENTS } from '@pilot-ledger/programme/definitions'
import type { Contract } from '../api/ask'
import { CONTROLS, definedFields, routeOf } from '../forms/defined-fields'
import { wordsOfEvents } from '../words/defined-words'
import { fieldsOf, groupsOf, possible, startOf } from './forms/fields'
import { partsOf } from './timeline/summary-parts'
import { contractWords } from './words'

/** No event of the ledger: each form that a field can have is in it. */
const sampleLent = defineContractEvent({
  type: 'SampleLent',
  zh: '样品借出',
  en: 'Sample lent',
  route: { path: 'samples/:no/loans', action: 'recordEngagementEntry', fromPath: { sampleNo: 'no' } },
  group: 'delivery',
  allowed: { beforeSigning: false, suspended: true, completed: true, terminated: false },
  day: 'lentOn',
  summary: [
    'sampleNo',
    'borrower',
    { sign: '→' },
    { labelled: 'purpose' },
    { joined: ['size', 'sort'] },
    'deposit',
    { share: 'deposit', of: 'worth' },
    'pieces',
    'insured',
    'note',
  ],
  fields: {
    sampleNo: field.number('样品编号', 'Sample no.'),
    product: field.text(100, '产品', 'Product'),
    borrower: field.party('借用单位', 'Borrower'),
    purpose: field.choice({ test: ['检测', 'Test'], show: ['展示', 'Show'] }, '用途', 'Purpose'),
    size: field.matching(/^\d+$/, '规格', 'Size'),
    sort: field.choice(['大', '小'], '类别', 'Sort'),
    tags: field.choices({ cold: ['冷藏', 'Cold'] }, '条件', 'Conditions'),
    parts: field.texts(100, '部件', 'Parts'),
    deposit: field.amount('押金', 'Deposit'),
    worth: field.signedAmount('价值', 'Worth'),
    pieces: field.whole(2, 9, '件数', 'Pieces', { unit: ['件', 'pieces'] }),
    insured: field.flag('已投保', 'Insured'),
    lentOn: field.day('借出日期', 'Lent on'),
    backOn: field.maybe(field.laterDay('应还日期', 'Back on')),
    since: field.dayOrMonth('启用', 'Since'),
    scan: field.file('扫描件', 'Scan'),
    place: { form: objectForm('PlaceDto', { room: field.text(20, '房间', 'Room') }), zh: '地点', en: 'Place' },
    invoice: { form: INVOICE_FORM, zh: '发票', en: 'Invoice', optional: true },
    note: field.maybe(
      field.text(700, '备注', 'Note', { long: true, when: { field: 'purpose', is: 'test' }, fixed: true }),
    ),
    secret: field.text(10, '内部', 'Inner', { hidden: true }),
  },
})

const DATA = {
  sampleNo: 'YP-1',
  product: '物镜组',
  borrower: { id: { scheme: 'person', value: 'P-1' }, name: '甲' },
  purpose: 'test',
  size: '12',
  sort: '大',
  deposit: '5.00',
  worth: '9.00',
  pieces: 3,
  insured: true,
  lentOn: '2025-06-01',
}
const CONTRACT = { products: ['物镜组', '棱镜'], state: 'completed' } as unknown as Contract

describe('an event that only its definition knows', () => {
  test('has a form: a field for each of its own, in their order, with the control of its form', () => {
    expect(definedFields(sampleLent).map((it) => `${it.name} ${it.kind}${it.needed ? ' needed' : ''}`)).toEqual([
      'sampleNo text needed',
      'product text needed',
      'borrower party needed',
      'purpose choice needed',
      'size text needed',
      'sort choice needed',
      'tags choices needed',
      'parts words needed',
      'deposit amount needed',
      'worth signedAmount needed',
      'pieces whole needed',
      'insured flag needed',
      'lentOn day needed',
      'backOn day',
      'since dayOrMonth needed',
      'file file needed',
      'place.room text needed',
      'invoice invoice',
      'note long',
    ])
    const named = (name: string) => definedFields(sampleLent).find((it) => it.name === name)
    expect(named('purpose')).toMatchObject({ from: ['test', 'show'], wordOf: 'entry.SampleLent.purpose' })
    expect(named('sort')).toMatchObject({ from: ['大', '小'], wordOf: undefined })
    expect(named('pieces')).toMatchObject({ min: 2, max: 9 })
    expect(named('note')).toMatchObject({ max: 700, fixed: true, when: { field: 'purpose', is: 'test' } })
  })
  test('chooses among the products of its contract and begins today', () => {
    expect(fieldsOf(sampleLent, CONTRACT).find((it) => it.name === 'product')).toMatchObject({
      kind: 'choice',
      from: ['物镜组', '棱镜'],
    })
    expect(startOf(sampleLent, CONTRACT, '2025-06-30')).toEqual({ product: '物镜组', lentOn: '2025-06-30' })
  })
  test('stands in its group of the menu', () => {
    const [[group, events]] = groupsOf([sampleLent])
    expect([group, events]).toEqual(['delivery', [sampleLent]])
    expect(possible(sampleLent, CONTRACT)).toBe(true)
    expect(possible(sampleLent, { ...CONTRACT, state: 'terminated' })).toBe(false)
  })
  test('is sent to its route, what the address says not said again', () => {
    const { sampleNo, ...body } = DATA
    expect(routeOf('/api/engagements/{id}', sampleLent, { id: 'c1' }, DATA)).toEqual({
      route: 'POST /api/engagements/{id}/samples/{no}/loans',
      params: { id: 'c1', no: sampleNo },
      body,
    })
  })
  test('is read in one line', () => {
    expect(partsOf(sampleLent, DATA)).toEqual([
      { text: 'YP-1' },
      { text: '甲' },
      { text: '→' },
      { label: 'entry.SampleLent.purpose', word: 'entry.SampleLent.purpose.test' },
      { text: '12 大' },
      { amount: '5.00' },
      { label: 'entry.SampleLent.worth', amount: '9.00' },
      { text: '3', unit: 'entry.SampleLent.pieces.unit' },
      { word: 'yes' },
    ])
    expect(partsOf(sampleLent, { deposit: '9.00', worth: '9.00' })).toEqual([{ text: '→' }, { amount: '9.00' }])
  })
  test('has its words in both languages', () => {
    expect(wordsOfEvents([sampleLent])).toMatchObject({
      'entry.SampleLent': ['样品借出', 'Sample lent'],
      'entry.SampleLent.purpose': ['用途', 'Purpose'],
      'entry.SampleLent.purpose.show': ['展示', 'Show'],
      'entry.SampleLent.pieces.unit': ['件', 'pieces'],
      'entry.SampleLent.place.room': ['房间', 'Room'],
    })
  })
})

describe('every event of a contract, of a platform and of a programme', () => {
  const ALL: readonly AnyEventDefinition[] = [...ENGAGEMENT_EVENTS.all, ...PLATFORM_EVENTS.all, ...PROGRAMME_EVENTS.all]
  const EVENTS = ALL.map((it) => [it.type, it] as const)
  const kindsOf = (fields: Fields): string[] =>
    Object.values(fields).flatMap(({ form }) => (form.kind === 'object' ? kindsOf(form.parts ?? {}) : [form.kind]))

  test.each(EVENTS)('%s has a control for each field', (_, { fields }) => {
    expect(kindsOf(fields).filter((it) => !Object.hasOwn(CONTROLS, it))).toEqual([])
  })
  test.each(EVENTS)('%s is read in one line, whatever it leaves out', (_, definition) => {
    expect(() => partsOf(definition, {})).not.toThrow()
  })
  test.each(EVENTS)('%s has a word for whatever its form and its line ask for', (_, definition) => {
    const words = { ...contractWords, ...wordsOfEvents([definition]) }
    const requested = definedFields(definition).flatMap(({ word, wordOf, from }) => [
      word,
      ...(wordOf ? (from ?? []).map((it) => `${wordOf}.${it}`) : []),
    ])
    const group = definition.group === undefined ? [] : [`group.${definition.group}`]
    expect([...requested, ...group].filter((it) => it === undefined || !Object.hasOwn(words, it))).toEqual([])
  })
})
