import { formatAmount, platformIdOf } from '@pilot-ledger/kernel'
import { company, randomFrom, shares } from './invented'
import { publishedFigures } from './letter'
import { invoiceNumber, later, Script, type Step } from './script'

export const INSTRUMENTS = '中山市精密仪器与智能装备中试平台'
const TOTAL = 911_680_000n
const PROJECTS = 27
const FIELDS = ['产品试制', '试验验证', '检验检测', '技术熟化'] as const

/**
 * The platform of F1–F3: 11 joint centres, 27 projects, 9,116,800.00 CNY. Among them, on purpose: a framework with two
 * call-offs, a contract signed the day before the window and amended inside it, one amended down to exactly what was
 * invoiced, a partner that is a client too, a third-party payer, an advance, a red invoice across the window's edge, an
 * invoice over two contracts, a termination with retained income, a late entry, a voided contract, a correction of a
 * correction.
 */
export function instrumentsScript(): Step[] {
  const platform = platformIdOf(INSTRUMENTS)
  const script = new Script(platform, 'jm')
  const random = randomFrom(20241101)
  script.register('2024-06-03', 'registered', {
    type: 'PlatformRegistered',
    data: {
      name: INSTRUMENTS,
      host: company('长春理工大学中山研究院', 100),
      town: '火炬开发区',
      fields: ['光电光学', '智能制造'],
      registeredOn: '2024-06-03',
      synthetic: true,
    },
  })
  script.register('2024-11-28', 'recognised', {
    type: 'PlatformRecognized',
    data: { tier: 'municipal', batch: '2024', on: '2024-11' },
  })
  const partners = Array.from({ length: 11 }, (_, i) => company(`演示光电企业${i + 1}有限公司`, 1000 + i))
  for (const [i, party] of partners.entries()) {
    const from = later('2024-12-03', i * 22)
    script.register(later(from, 3), `centre-${i + 1}`, {
      type: 'JointCentreEstablished',
      data: { key: `LY-${String(i + 1).padStart(2, '0')}`, title: `演示联合研发中心${i + 1}`, from, party },
    })
  }
  contracts(script, partners, random)
  publishedFigures(script, 'instruments')
  return script.steps
}

function contracts(script: Script, partners: readonly ReturnType<typeof company>[], random: () => number): void {
  const amounts = shares(TOTAL, PROJECTS, random)
  const clients = Array.from({ length: 20 }, (_, i) =>
    company(`演示客户${i + 1}科技有限公司`, 2000 + i, i % 5 === 4 ? '440300' : '442000'),
  )
  const framework = script.sign({
    contractNo: 'JM-KJ-01',
    client: clients[0],
    title: '演示：年度装调与检测框架协议',
    products: [],
    categories: ['检验检测'],
    signedOn: '2024-11-20',
    amount: 150_000_000n,
    kind: 'framework',
  })
  for (let i = 0; i < PROJECTS; i++) {
    const contractNo = `JM-2025-${String(i + 1).padStart(3, '0')}`
    const callOff = i < 2
    // The third client is a partner of a joint centre as well; its centre is in force when the contract is signed (W6).
    const client = callOff ? clients[0] : i === 2 ? partners[0] : clients[i % clients.length]
    const signedOn = later('2024-12-02', i * 10)
    const lowered = i === 3
    // 补录: recorded two months after signing, and everything on it after that.
    const late = i === 9
    const signed = lowered ? amounts[i] + 8_000_000n : amounts[i]
    const key = script.sign({
      contractNo,
      client,
      title: `演示：精密仪器中试服务${i + 1}`,
      products: [`演示仪器部件${(i % 19) + 1}`],
      categories: i % 4 === 0 ? [FIELDS[0], FIELDS[2]] : [FIELDS[i % FIELDS.length]],
      signedOn,
      amount: signed,
      kind: callOff ? 'callOff' : 'single',
      parent: callOff ? framework : undefined,
      recordedAfter: late ? 60 : undefined,
    })
    if (i === 6) {
      // The other share of the invoice that contract 6 (place 5) opened: one document over two contracts.
      const total = amounts[5] / 2n + 1_000_000n
      script.invoice(later(signedOn, 10), contractNo, 'shared-invoice', 70_050, 1_000_000n, total)
    }
    money(
      script,
      key,
      i,
      later(signedOn, late ? 62 : 20),
      client,
      lowered ? { signed, final: amounts[i] } : undefined,
      amounts[i],
    )
    if (i % 3 !== 2) script.prove(later(signedOn, 62), contractNo, 'contract', 500 + i)
    if (i % 4 === 1 && !late) {
      script.record(later(signedOn, 45), contractNo, 'accepted', {
        type: 'DeliverableAccepted',
        data: {
          deliverableNo: 'CG-01',
          title: '演示中试报告',
          acceptedOn: later(signedOn, 44),
          acceptedBy: '委托方项目部',
        },
      })
    }
  }
  beforeTheWindow(script)
  voided(script, clients[4])
}

/** Invoices and payments; the special cases are told by the contract's place in the list. */
function money(
  script: Script,
  contractNo: string,
  i: number,
  on: string,
  client: ReturnType<typeof company>,
  lowered: { signed: bigint; final: bigint } | undefined,
  amount: bigint,
): void {
  const number = 70_000 + i * 10
  const half = amount / 2n
  if (lowered) {
    // 补充协议减至恰为已开票额 (H3): the whole final amount is invoiced before the amendment.
    script.invoice(on, contractNo, 'invoice', number, lowered.final)
    script.record(later(on, 30), contractNo, 'amended', {
      type: 'ContractAmended',
      data: {
        amendmentNo: '补充协议一',
        previousAmount: formatAmount(lowered.signed),
        delta: formatAmount(lowered.final - lowered.signed),
        newAmount: formatAmount(lowered.final),
        amendedOn: later(on, 29),
        reason: '演示：减少工作量至已开票额',
      },
    })
    return
  }
  if (i === 5) {
    // One invoice over two contracts: the other share is on the next.
    script.invoice(on, contractNo, 'invoice', number, half, half + 1_000_000n)
    return
  }
  if (i === 7) {
    // 预收: paid before anything is invoiced (W3).
    script.pay(on, contractNo, 'advance', `JMHD-${i}`, client, half)
    return
  }
  if (i === 8) {
    // 终止，收入保留.
    script.invoice(on, contractNo, 'invoice', number, half)
    script.pay(later(on, 12), contractNo, 'payment', `JMHD-${i}`, client, half)
    script.record(later(on, 41), contractNo, 'terminated', {
      type: 'ContractTerminated',
      data: { on: later(on, 40), settlementAmount: formatAmount(half), reason: '演示：委托方项目取消，已收款不退' },
    })
    return
  }
  if (i === 10) {
    correctedInvoice(script, contractNo, on, number, half)
    return
  }
  const edge = i === 12
  script.invoice(edge ? '2025-08-28' : on, contractNo, 'invoice', number, half)
  if (edge) {
    // 红冲跨统计期: invoiced inside the window, reversed after it.
    script.record('2025-09-06', contractNo, 'reversed', {
      type: 'InvoiceReversed',
      data: {
        invoice: { kind: 'digital', number: invoiceNumber(number) },
        redInvoice: { kind: 'digital', number: invoiceNumber(number + 1) },
        amount: formatAmount(half),
        on: '2025-09-05',
      },
    })
  } else if (i % 3 !== 0) {
    const payer = i === 11 ? company('演示代付企业有限公司', 3001) : client
    script.pay(later(on, 15), contractNo, 'payment', `JMHD-${i}`, payer, half)
  }
}

/** 更正的更正: typed wrongly, corrected wrongly, corrected again. */
function correctedInvoice(script: Script, contractNo: string, on: string, number: number, amount: bigint): void {
  const content = (share: bigint) =>
    ({
      type: 'InvoiceIssued',
      data: {
        invoice: { kind: 'digital', number: invoiceNumber(number) },
        share: formatAmount(share),
        total: formatAmount(share),
        tax: '0.00',
        issuedOn: on,
      },
    }) as const
  const first = script.record(later(on, 1), contractNo, 'invoice', content(amount / 10n))
  const second = script.correct(later(on, 5), contractNo, 'corrected', first, content(amount - 100n), '演示：漏录一位')
  script.correct(later(on, 9), contractNo, 'corrected-again', second, content(amount), '演示：更正有误，按票面改')
}

/** Signed the day before the window opens, amended inside it: in no figure of the window but the auditor's switch. */
function beforeTheWindow(script: Script): void {
  const client = company('演示客户期前科技有限公司', 2500)
  const contractNo = script.sign({
    contractNo: 'JM-2024-099',
    client,
    title: '演示：期前签订、期内变更',
    products: ['演示仪器部件1'],
    categories: ['技术熟化'],
    signedOn: '2024-10-31',
    amount: 30_000_000n,
  })
  script.record('2025-02-11', contractNo, 'amended', {
    type: 'ContractAmended',
    data: {
      amendmentNo: '补充协议一',
      previousAmount: '300000.00',
      delta: '200000.00',
      newAmount: '500000.00',
      amendedOn: '2025-02-10',
      reason: '演示：增加试验项目',
    },
  })
}

function voided(script: Script, client: ReturnType<typeof company>): void {
  const contractNo = script.sign({
    contractNo: 'JM-2025-900',
    client,
    title: '演示：重复登记的合同',
    products: ['演示仪器部件2'],
    categories: ['产品试制'],
    signedOn: '2025-03-03',
    amount: 26_000_000n,
  })
  script.void('2025-03-20', contractNo, `jm-${contractNo}-sign`, '演示：与 JM-2025-010 为同一合同')
}
