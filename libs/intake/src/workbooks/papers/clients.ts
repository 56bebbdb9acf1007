import type { ContractSigned } from '@pilot-ledger/engagements'
import { groups } from '@pilot-ledger/figures'
import { type Party, partyKey } from '@pilot-ledger/kernel'
import { rowsBehind, told } from '../entries'
import {
  type Asked,
  amount,
  count,
  day,
  index,
  inPages,
  type Paper,
  type PlatformAsked,
  type Row,
  text,
} from '../paper'
import { partyCode, relatedOnSigning } from '../parties'
import { byTaxBasis, fen, figure, figuresOf, wholeNumber } from '../totals'

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
  async *rows(asked, platform) {
    const { tables } = asked
    const byClient = new Map<string, { first: number; rows: ReturnType<typeof rowsBehind> }>()
    for (const row of rowsBehind(platform, 'projects')) {
      const key = keyOf(platform, tables, row.row)
      const known = byClient.get(key)
      if (known) known.rows.push(row)
      else byClient.set(key, { first: row.day, rows: [row] })
    }
    const amounts = new Map(groups(platform.question, figure('contractAmount'), 'client').map((it) => [it.key, it]))
    yield* inPages(byClient, async ([key, { rows }]): Promise<Row> => {
      // The name of its last contract: names change, codes do not.
      const signings = await Promise.all([rows[0], rows[rows.length - 1]].map((it) => told<ContractSigned>(asked, it)))
      const [first, last] = signings.map((it) => it.content.data)
      const party = legalPerson(platform, key) ?? last.client
      const { value = '0.00', taxBasis, parts = [] } = amounts.get(key) ?? {}
      const part = (basis: string) =>
        fen(parts.find((it) => it.taxBasis === basis)?.value ?? (taxBasis === basis ? (value ?? '0.00') : '0.00'))
      return {
        client: party.name,
        clientCode: partyCode(party.id),
        related: relatedOnSigning(platform.question, last.client.id, last.signedOn) ? '是' : '否',
        projects: rows.length,
        firstSignedOn: first.signedOn,
        inclusive: part('inclusive'),
        exclusive: part('exclusive'),
        remark: partyKey(last.client.id) === partyKey(party.id) ? '' : `含分支机构 ${last.client.name}`,
      }
    })
  },
  totals(asked) {
    const { inclusive, exclusive } = byTaxBasis(figuresOf(asked.whole, ['contractAmount'])[0])
    const cells = { projects: wholeNumber(asked, 'projects'), inclusive, exclusive }
    return [{ label: `合计（去重后 ${wholeNumber(asked, 'clients')} 家）`, cells, adds: true }]
  },
}

function keyOf({ question }: PlatformAsked, tables: Asked['tables'], row: number): string {
  return tables.keys.text(tables.keyOfScoped(question.clientOf(row))).slice('party:'.length)
}

/** The head office as its branch's declaration names it; undefined for a client that stands for itself. */
function legalPerson({ register }: PlatformAsked, key: string): Party | undefined {
  const declared = register.state.memberships.find(
    ({ kind, start }) => kind === 'branch' && start.headOffice && partyKey(start.headOffice.id) === key,
  )
  return declared?.start.headOffice
}
