import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../api/answers'
import type { Answers } from '../../api/ask'
import type { BankAccount as Account } from '../../api/shapes'
import { Loading, Nothing } from '../../kit/states'
import { Money } from '../../money/money'
import { useSession } from '../../session/session'
import { AccountDays } from './account-days'
import { AccountForm } from './account-form'
import { BringStatement } from './bring-statement'

const AT = '/api/platforms/{id}/reconciliation'
type Statement = Answers['GET /api/platforms/{id}/reconciliation/statements']['statements'][number]

/** Accounts with how far their statements go, and the statements; who may brings another. */
export function Statements({ platform }: { platform: string }) {
  const { may } = useSession()
  const accounts = useAnswer(`GET ${AT}/accounts`, { id: platform })
  const statements = useAnswer(`GET ${AT}/statements`, { id: platform })
  const failed = accounts.error ? accounts : statements
  if (!accounts.data || !statements.data)
    return <Loading error={failed.error} retry={() => void failed.refetch()} rows={8} />
  return (
    <>
      <Accounts accounts={accounts.data.accounts} />
      {may('bringStatements') && accounts.data.accounts.length > 0 && (
        <BringStatement platform={platform} accounts={accounts.data.accounts} />
      )}
      <StatementTable statements={statements.data.statements} />
      {may('bringStatements') && accounts.data.accounts.length > 0 && (
        <AccountDays platform={platform} accounts={accounts.data.accounts} />
      )}
      {may('bringStatements') && <AccountForm platform={platform} accounts={accounts.data.accounts} />}
    </>
  )
}

function Accounts({ accounts }: { accounts: readonly Account[] }) {
  const { t } = useTranslation()
  return (
    <section className="sheet">
      <h2>{t('bank.accounts')}</h2>
      <Table<Account>
        rowKey="account"
        size="small"
        bordered
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: <Nothing what={t('bank.noAccounts')} /> }}
        dataSource={[...accounts]}
        columns={[
          { key: 'account', title: t('bank.account'), render: (_, it) => <span className="number">{it.account}</span> },
          { key: 'bank', title: t('bank.bank'), render: (_, it) => it.bank },
          { key: 'holder', title: t('bank.holder'), render: (_, it) => it.holder },
          { key: 'map', title: t('bank.mapOf'), render: (_, it) => (it.columnMap ? t('bank.hasMap') : '—') },
          { key: 'openedOn', title: t('bank.openedOn'), render: (_, it) => it.openedOn ?? '—' },
          { key: 'closedOn', title: t('bank.closedOn'), render: (_, it) => it.closedOn ?? '—' },
          { key: 'count', title: t('bank.statementCount'), align: 'right', render: (_, it) => it.statements },
          { key: 'upTo', title: t('bank.upTo'), render: (_, it) => <span className="number">{it.upTo ?? '—'}</span> },
          { key: 'balance', title: t('bank.balance'), align: 'right', render: (_, it) => <Money value={it.balance} /> },
        ]}
      />
    </section>
  )
}

function StatementTable({ statements }: { statements: readonly Statement[] }) {
  const { t } = useTranslation()
  const money = (key: 'opening' | 'credits' | 'debits' | 'closing', title: string) => ({
    key,
    title,
    align: 'right' as const,
    render: (_: unknown, it: Statement) => <Money value={it[key]} />,
  })
  return (
    <section className="sheet">
      <h2>{t('bank.statements')}</h2>
      <Table<Statement>
        rowKey="statement"
        size="small"
        bordered
        pagination={{ pageSize: 24, hideOnSinglePage: true }}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: <Nothing what={t('bank.noStatements')} /> }}
        dataSource={[...statements]}
        columns={[
          { key: 'account', title: t('bank.account'), render: (_, it) => <span className="number">{it.account}</span> },
          {
            key: 'days',
            title: t('bank.span'),
            render: (_, it) => <span className="number">{`${it.from} – ${it.to}`}</span>,
          },
          {
            key: 'file',
            title: t('bank.fileName'),
            render: (_, it) => (it.voided ? t('bank.voided', { reason: it.voided }) : it.fileName),
          },
          money('opening', t('bank.balanceBefore')),
          money('credits', t('bank.came')),
          money('debits', t('bank.went')),
          money('closing', t('bank.balance')),
          { key: 'lines', title: t('bank.lineCount'), align: 'right', render: (_, it) => it.lineCount },
          { key: 'open', title: t('bank.openLines'), align: 'right', render: (_, it) => it.openLines },
        ]}
      />
    </section>
  )
}
