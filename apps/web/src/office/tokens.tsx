import { Button, Table, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Answers } from '../api/ask'
import { momentText } from '../kit/moment'
import { Nothing } from '../kit/states'

type Token = Answers['GET /api/tokens']['tokens'][number]

export function TokenTable({ tokens, revoke }: { tokens: readonly Token[]; revoke?: (id: string) => void }) {
  const { t } = useTranslation()
  const moment = (it?: string) => it && <span className="number">{momentText(it)}</span>
  return (
    <Table<Token>
      rowKey="id"
      size="small"
      bordered
      pagination={false}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: <Nothing what={t('token.none')} /> }}
      dataSource={[...tokens]}
      columns={[
        { key: 'label', title: t('token.label'), render: (_, it) => it.label },
        {
          key: 'scopes',
          title: t('token.scopes'),
          render: (_, it) => it.scopes.map((scope) => t(`token.scope.${scope}`)).join('、'),
        },
        {
          key: 'addresses',
          title: t('token.addresses'),
          render: (_, it) => (it.addresses.length === 0 ? t('token.anywhere') : it.addresses.join('、')),
        },
        { key: 'createdAt', title: t('account.createdAt'), render: (_, it) => moment(it.createdAt) },
        { key: 'expiresAt', title: t('token.expiresAt'), render: (_, it) => moment(it.expiresAt) },
        { key: 'usedAt', title: t('token.usedAt'), render: (_, it) => moment(it.usedAt) },
        {
          key: 'revoke',
          title: '',
          render: (_, it) =>
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
