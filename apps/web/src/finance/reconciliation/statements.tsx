import { t } from 'i18next'
import { useAnswer } from '../../api/answers'
import type { Answers } from '../../api/ask'
import type { BankAccount as Account } from '../../api/shapes'
import { DataTable } from '../../kit/data-table'
import { Loading } from '../../kit/states'
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
  return (
    <section className="sheet">
      <h2>{t('bank.accounts')}</h2>
      <DataTable
        rowKey="account"
        empty="bank.noAccounts"
        rows={accounts}
        columns={[
          { word: 'bank.account', number: (it) => it.account },
          { word: 'bank.bank', cell: (it) => it.bank },
          { word: 'bank.holder', cell: (it) => it.holder },
          { word: 'bank.mapOf', cell: (it) => (it.columnMap ? t('bank.hasMap') : '—') },
          { word: 'bank.openedOn', cell: (it) => it.openedOn ?? '—' },
          { word: 'bank.closedOn', cell: (it) => it.closedOn ?? '—' },
          { word: 'bank.statementCount', right: true, cell: (it) => it.statements },
          { word: 'bank.upTo', number: (it) => it.upTo ?? '—' },
          { word: 'bank.balance', money: (it) => it.balance },
        ]}
      />
    </section>
  )
}

function StatementTable({ statements }: { statements: readonly Statement[] }) {
  const money = (key: 'opening' | 'credits' | 'debits' | 'closing', title: string) => ({
    title,
    money: (it: Statement) => it[key],
  })
  return (
    <section className="sheet">
      <h2>{t('bank.statements')}</h2>
      <DataTable
        rowKey="statement"
        pageSize={24}
        empty="bank.noStatements"
        rows={statements}
        columns={[
          { word: 'bank.account', number: (it) => it.account },
          { word: 'bank.span', number: (it) => `${it.from} – ${it.to}` },
          { word: 'bank.fileName', cell: (it) => (it.voided ? t('bank.voided', { reason: it.voided }) : it.fileName) },
          money('opening', t('bank.balanceBefore')),
          money('credits', t('bank.came')),
          money('debits', t('bank.went')),
          money('closing', t('bank.balance')),
          { word: 'bank.lineCount', right: true, cell: (it) => it.lineCount },
          { word: 'bank.openLines', right: true, cell: (it) => it.openLines },
        ]}
      />
    </section>
  )
}
