import { Button, Tag } from 'antd'
import { t } from 'i18next'
import type { Answers } from '../api/ask'
import { DataTable } from '../kit/data-table'
import { momentText } from '../kit/moment'

type Token = Answers['GET /api/tokens']['tokens'][number]

export function TokenTable({ tokens, revoke }: { tokens: readonly Token[]; revoke?: (id: string) => void }) {
  const moment = (it?: string) => it && <span className="number">{momentText(it)}</span>
  return (
    <DataTable
      rowKey="id"
      empty="token.none"
      rows={tokens}
      columns={[
        { word: 'token.label', cell: (it) => it.label },
        { word: 'token.scopes', cell: (it) => it.scopes.map((scope) => t(`token.scope.${scope}`)).join('、') },
        {
          word: 'token.addresses',
          cell: (it) => (it.addresses.length === 0 ? t('token.anywhere') : it.addresses.join('、')),
        },
        { word: 'account.createdAt', cell: (it) => moment(it.createdAt) },
        { word: 'token.expiresAt', cell: (it) => moment(it.expiresAt) },
        { word: 'token.usedAt', cell: (it) => moment(it.usedAt) },
        {
          title: '',
          cell: (it) =>
            it.revokedAt ? (
              <Tag>{t('token.revoked')}</Tag>
            ) : (
              revoke && (
                <Button size="small" type="link" danger onClick={() => revoke(it.id)}>
                  {t('token.revoke')}
                </Button>
              )
            ),
        },
      ]}
    />
  )
}
