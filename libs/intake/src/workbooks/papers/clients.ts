import type { ContractSigned } from '@pilot-ledger/engagements'
import { type CountedRow, dayOf } from '@pilot-ledger/figures'
import { figureNamed } from '@pilot-ledger/figures/reporting'
import { type Party, partyKey } from '@pilot-ledger/kernel'
import { entryBehind, rowsBehind } from '../entries'
import { eachCounted, earlier, firstTimes } from '../in-order'
import {
  amount,
  count,
  day,
  index,
  inPages,
  inPiles,
  type Paper,
  type PlatformRequested,
  type Requested,
  type Row,
  text,
} from '../paper'
import { partyCode, relatedOnSigning } from '../parties'
import { byTaxBasis, figuresOf } from '../totals'

/** 客户清单: the clients of contracts signed in the window, one legal person once, a branch with its head office. */
export const clients: Paper = {
  code: 'clients',
  zh: '客户清单',
  columns: [
    index,
    text('client', '委托单位', 34),
    text('clientCode', '统一社会信用代码', 24),
    text('related', '是否关联方', 12),
    count('projects', '合同数'),
    day('firstSignedOn', '期内首签'),
    amount('inclusive', '合同金额（含税）', 18),
    amount('exclusive', '合同金额（不含税）', 18),
    text('remark', '备注', 24),
  ],
  notes: ['同一法人计一次：分支机构并入总机构，更名以统一社会信用代码为准。合同金额为变更后金额，含税与不含税不相加。'],
  async *rows(requested, platform) {
    for (const some of inPiles(firstOfEach(platform), CLIENTS_AT_ONCE)) {
      yield* inPages(
        countedUp(platform, some),
        async ({ first, last, projects, inclusive, exclusive }): Promise<Row> => {
          // The name of its last contract: names change, codes do not.
          const signings = await Promise.all([first, last].map((row) => entryBehind<ContractSigned>(requested, row)))
          const [earliest, latest] = signings.map((it) => it.content.data)
          const party = legalPerson(platform, keyOf(platform, requested.tables, first)) ?? latest.client
          return {
            client: party.name,
            clientCode: partyCode(party.id),
            related: relatedOnSigning(platform.question, latest.client.id, latest.signedOn) ? '是' : '否',
            projects,
            firstSignedOn: earliest.signedOn,
            inclusive,
            exclusive,
            remark: partyKey(latest.client.id) === partyKey(party.id) ? '' : `含分支机构 ${latest.client.name}`,
          }
        },
      )
    }
  },
  async totals({ whole }) {
    const [signed, projects, clients] = await figuresOf(whole, ['contractAmount', 'projects', 'clients'])
    const { inclusive, exclusive } = byTaxBasis(signed)
    const cells = { projects: Number(projects.value), inclusive, exclusive }
    return [{ label: `合计（去重后 ${clients.value} 家）`, cells, adds: true }]
  },
}

/** So many clients are counted up in one look through the facts: more of them would be held at once. */
const CLIENTS_AT_ONCE = 2_000

interface Client {
  readonly first: number
  last: number
  projects: number
  inclusive: bigint
  exclusive: bigint
}

/** The row of each client's first contract, in the order of their days: a client stands where it came first. */
function* firstOfEach(platform: PlatformRequested): Generator<CountedRow> {
  const { question } = platform
  const first = firstTimes(question.tables.keyCount)
  for (const it of rowsBehind(platform, 'projects')) if (first(question.clientOf(it.row))) yield it
}

function countedUp({ question }: PlatformRequested, firsts: readonly CountedRow[]): Iterable<Client> {
  const clients = new Map<number, Client>()
  for (const { row } of firsts)
    clients.set(question.clientOf(row), { first: row, last: row, projects: 0, inclusive: 0n, exclusive: 0n })
  const projects = figureNamed('projects')
  const order = earlier(question, (row) => dayOf(question, projects, row))
  eachCounted(question, projects, (row) => {
    const client = clients.get(question.clientOf(row))
    if (!client) return
    client.projects++
    if (order(row, client.last) > 0) client.last = row
  })
  eachCounted(question, figureNamed('contractAmount'), (row) => {
    const client = clients.get(question.clientOf(row))
    const { taxBasis = 'inclusive', fen } = question.tables.fact(row)
    if (client) client[taxBasis] += BigInt(fen)
  })
  return clients.values()
}

function keyOf({ question }: PlatformRequested, tables: Requested['tables'], row: number): string {
  return tables.keyText(question.clientOf(row)).slice('party:'.length)
}

/** The head office as its branch's declaration names it; undefined for a client that stands for itself. */
function legalPerson({ register }: PlatformRequested, key: string): Party | undefined {
  const declared = register.state.memberships.find(
    ({ kind, start }) => kind === 'branch' && start.headOffice && partyKey(start.headOffice.id) === key,
  )
  return declared?.start.headOffice
}
