import {
  type BusinessDate,
  type Checked,
  type Entry,
  extend,
  foldHistory,
  isRefusal,
  type Party,
  type Recorded,
  type Refusal,
} from '@pilot-ledger/kernel'
import { decideCorrection, decideRecord, decideVoid, type PlatformHistory } from './decide'
import type { FigurePublished, PlatformContent, PlatformEvent, PlatformRegistered } from './events'
import { platformRules } from './rules'

/** Noon in Shanghai of a business day. */
export const noon = (day: BusinessDate) => Date.parse(`${day}T12:00:00+08:00`)

export const XINGHAO: Party = { id: { scheme: 'uscc', value: '913502000728319549' }, name: '广东星昊药业有限公司' }
export const PARTNER: Party = { id: { scheme: 'uscc', value: '91350200776049653A' }, name: '中山某某仪器有限公司' }
export const SUBSIDIARY: Party = {
  id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' },
  name: '某某仪器有限公司广州分公司',
}
export const ABROAD: Party = { id: { scheme: 'foreign', country: 'DE', value: 'HRB 1234' }, name: 'Muster Pharma GmbH' }

export const registered: PlatformRegistered = {
  type: 'PlatformRegistered',
  data: {
    name: '中山市创新型制型CMC/CMO"一站式"服务中试平台',
    host: XINGHAO,
    town: '火炬开发区',
    fields: ['生物医药'],
    registeredOn: '2024-12-02',
  },
}

/** F8 of the letter: 2063 万元, contract amount signed. */
export const published: FigurePublished = {
  type: 'FigurePublished',
  data: {
    publicationNo: 'F8',
    figure: 'contractAmount',
    value: '2063',
    unit: '万元',
    unitAsWritten: '万元',
    basis: 'signed',
    windowFrom: '2024-11',
    windowTo: '2025-08-31',
    source: { document: '中山科函〔2025〕178号', publishedOn: '2025-09-15', wording: '签订合同金额2063万元' },
  },
}

/** A register as it is after these contents were recorded one by one, by default on the day the letter came out. */
export function given(contents: readonly PlatformContent[], day: BusinessDate = '2025-09-15'): Register {
  const entries = contents.map((event, i) => entryOf(event, i, day))
  return new Register(foldHistory(platformRules, entries))
}

export class Register {
  constructor(readonly history: PlatformHistory) {}

  /** Records a content and gives the register after it; fails the test where it is refused. */
  and(content: PlatformContent, today: BusinessDate = '2025-09-15'): Register {
    return this.after(decideRecord(this.history, content, today), today)
  }

  refusalOf(content: PlatformContent, today: BusinessDate = '2025-09-15'): Refusal | undefined {
    return refusalIn(decideRecord(this.history, content, today))
  }

  /** Corrects the n-th live entry. */
  corrected(n: number, content: PlatformContent, today: BusinessDate = '2025-09-15'): Register {
    return this.after(
      decideCorrection(this.history, { corrects: this.entry(n), content, reason: '录入有误' }, today),
      today,
    )
  }

  refusalOfCorrection(n: number, content: PlatformContent, today: BusinessDate = '2025-09-15'): Refusal | undefined {
    return refusalIn(decideCorrection(this.history, { corrects: this.entry(n), content, reason: '录入有误' }, today))
  }

  voided(n: number, today: BusinessDate = '2025-09-15'): Register {
    return this.after(decideVoid(this.history, { voids: this.entry(n), reason: '重复登记' }, today), today)
  }

  refusalOfVoid(n: number, today: BusinessDate = '2025-09-15'): Refusal | undefined {
    return refusalIn(decideVoid(this.history, { voids: this.entry(n), reason: '重复登记' }, today))
  }

  entry(n: number): string {
    return this.history.live[n].id
  }

  private after(decided: Checked<readonly PlatformEvent[]>, today: BusinessDate): Register {
    if (isRefusal(decided)) throw new Error(`refused: ${decided.code} at ${decided.pointer} (${decided.en})`)
    const { revision } = this.history
    return new Register(
      decided.reduce(
        (history, event, i) => extend(platformRules, history, entryOf(event, revision + 1 + i, today)),
        this.history,
      ),
    )
  }
}

function entryOf(
  event: Recorded<PlatformContent>,
  revision: number,
  day: BusinessDate,
): Entry<Recorded<PlatformContent>> {
  return { id: `entry-${revision}`, revision, recordedAt: noon(day), actor: '王工', event }
}

function refusalIn(decided: Checked<readonly PlatformEvent[]>): Refusal | undefined {
  return isRefusal(decided) ? decided : undefined
}
