import { type Party, platformIdOf } from '@pilot-ledger/kernel'
import { company, randomFrom, shares } from './invented'
import { publishedFigures } from './letter'
import { later, Script, type Step } from './script'

export const CMC = '中山市创新型制型CMC/CMO"一站式"服务中试平台'
const TOTAL = 2_063_000_000n
const PRODUCTS = 42
const CLIENTS = 48
const CONTRACTS = 52

/**
 * The platform of F4–F8: 13 lines, 48 clients, 42 products, 2 varieties approved, 20,630,000.00 CNY signed. Among them, on
 * purpose: a branch beside its head office, a renamed client, a foreign client, a related client, a variety with two
 * strengths, batches before signing, too few validation batches before an approval, a line that was retired.
 */
export function cmcScript(): Step[] {
  const script = new Script(platformIdOf(CMC), 'cmc')
  const random = randomFrom(20630000)
  script.register('2024-05-20', 'registered', {
    type: 'PlatformRegistered',
    data: {
      name: CMC,
      host: company('广东星昊药业有限公司', 200),
      town: '火炬开发区',
      fields: ['生物医药与健康'],
      registeredOn: '2024-05-20',
      synthetic: true,
    },
  })
  script.register('2024-11-28', 'recognised', {
    type: 'PlatformRecognized',
    data: { tier: 'municipal', batch: '2024', on: '2024-11' },
  })
  lines(script)
  const clients = clientList()
  relations(script, clients)
  contracts(script, clients, random)
  publishedFigures(script, 'cmc')
  return script.steps
}

function lines(script: Script): void {
  for (let i = 1; i <= 14; i++) {
    script.register('2024-06-12', `line-${i}`, {
      type: 'ProductionLineCommissioned',
      data: {
        key: `L${String(i).padStart(2, '0')}`,
        title: `演示 GMP 生产线 ${i}`,
        from: i <= 10 ? '2021-03' : '2023-09-01',
      },
    })
  }
  script.register('2025-01-16', 'line-14-retired', {
    type: 'ProductionLineRetired',
    data: { key: 'L14', on: '2025-01-15', reason: '演示：停用改造' },
  })
}

/** 48 legal persons; the last is foreign. */
function clientList(): Party[] {
  const domestic = Array.from({ length: CLIENTS - 1 }, (_, i) =>
    company(`演示药业${i + 1}有限公司`, 4000 + i, i % 3 === 0 ? '442000' : '110105'),
  )
  return [
    ...domestic,
    { id: { scheme: 'foreign', country: 'DE', value: 'HRB 100200' }, name: 'Demonstration Pharma GmbH' },
  ]
}

const BRANCH = company('演示药业1有限公司中山分公司', 4900)

function relations(script: Script, clients: readonly Party[]): void {
  script.register('2024-11-15', 'branch', {
    type: 'BranchDeclared',
    data: { key: 'FZ-01', title: '演示药业1 中山分公司', from: '2020-01-01', party: BRANCH, headOffice: clients[0] },
  })
  script.register('2024-11-15', 'affiliation', {
    type: 'AffiliationDeclared',
    data: { key: 'GL-01', title: '演示：同一集团', from: '2019-06-01', party: clients[5], relation: 'controls' },
  })
}

function contracts(script: Script, clients: readonly Party[], random: () => number): void {
  const amounts = shares(TOTAL, CONTRACTS, random)
  for (let i = 0; i < CONTRACTS; i++) {
    const contractNo = `CMC-${String(i + 1).padStart(3, '0')}`
    const client = clientOf(clients, i)
    const signedOn = later('2024-12-02', Math.floor(i * 5.2))
    const product = productOf(i)
    script.sign({
      contractNo,
      client,
      title: `演示：${product}工艺开发与中试`,
      products: i === 0 ? ['演示片 10mg', '演示片 20mg'] : [product],
      categories: i % 3 === 0 ? ['技术熟化', '产品试制'] : ['产品试制'],
      signedOn,
      amount: amounts[i],
    })
    const invoiced = (amounts[i] * 4n) / 10n
    script.invoice(later(signedOn, 25), contractNo, 'invoice', 90_000 + i, invoiced)
    if (i % 5 !== 4) script.pay(later(signedOn, 48), contractNo, 'payment', `CMCHD-${i}`, client, invoiced)
    if (i % 4 !== 3) script.prove(later(signedOn, 50), contractNo, 'contract', 9000 + i)
    if (i % 2 === 0 && i > 1) batch(script, contractNo, product, `P${i}01`, '中试', later(signedOn, i === 6 ? -9 : 30))
  }
  approvals(script, clients)
}

/** Places 48–51 are second contracts: a renamed client, a branch, two that come back. */
function clientOf(clients: readonly Party[], i: number): Party {
  if (i < CLIENTS) return clients[i]
  if (i === 48) return { ...clients[1], name: '演示药业2（更名后）股份有限公司' }
  return i === 49 ? BRANCH : clients[i - 40]
}

/** 42 products: two strengths under the first contract, then one each until they are used up, then again from the start. */
function productOf(i: number): string {
  const product = i === 0 ? 0 : ((i - 1) % (PRODUCTS - 2)) + 2
  return product === 0 ? '演示片 10mg' : `演示制剂${product - 1}`
}

function batch(
  script: Script,
  contractNo: string,
  product: string,
  batchNo: string,
  kind: '中试' | '工艺验证',
  startedOn: string,
): void {
  const recordedOn = later(startedOn, 13)
  script.record(recordedOn, contractNo, `batch-${batchNo}`, {
    type: 'BatchRun',
    data: {
      batchNo,
      product,
      line: 'L03',
      kind,
      size: '100000',
      unit: '片',
      startedOn,
      completedOn: later(startedOn, 4),
      yieldPercent: '97.2',
    },
  })
  script.record(later(recordedOn, 2), contractNo, `released-${batchNo}`, {
    type: 'BatchReleased',
    data: { batchNo, product, on: later(startedOn, 12), by: '质量部' },
  })
}

/** Variety one in two strengths, validated by three batches each; variety two with one batch only (W9). */
function approvals(script: Script, clients: readonly Party[]): void {
  for (const [at, strength] of ['10mg', '20mg'].entries()) {
    for (let n = 1; n <= 3; n++)
      batch(script, 'CMC-001', `演示片 ${strength}`, `V${at + 1}0${n}`, '工艺验证', later('2024-12-02', n * 6 + at * 3))
    approve(
      script,
      'CMC-001',
      `演示片 ${strength}`,
      '演示片',
      `国药准字H2025000${at + 1}`,
      `2025S0000${at + 1}`,
      clients[0],
      '2025-06-18',
    )
  }
  batch(script, 'CMC-002', '演示制剂1', 'V301', '工艺验证', '2025-01-06')
  approve(script, 'CMC-002', '演示制剂1', '演示制剂1', '国药准字H20250003', '2025S00003', clients[1], '2025-07-22')
}

function approve(
  script: Script,
  contractNo: string,
  product: string,
  variety: string,
  approvalNo: string,
  certificateNo: string,
  holder: Party,
  approvedOn: string,
): void {
  script.record(later(approvedOn, 4), contractNo, `approval-${approvalNo}`, {
    type: 'DrugApprovalObtained',
    data: { product, variety, approvalNo, certificateNo, holder, approvedOn },
  })
}
