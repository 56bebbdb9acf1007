import { PlusOutlined } from '@ant-design/icons'
import { ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements/definitions'
import type { AnyEventDefinition } from '@pilot-ledger/kernel'
import { Button, Dropdown } from 'antd'
import { t } from 'i18next'
import type { Contract } from '../../api/shapes'
import { wordIn } from '../../words/word'
import { groupsOf, possible } from './fields'

const EVENTS: readonly AnyEventDefinition[] = ENGAGEMENT_EVENTS.all

/** What can be recorded on a contract, as far as it makes sense now; whether it may is judged by the service. */
export function RecordMenu({ contract, onChoose }: { contract: Contract; onChoose: (type: string) => void }) {
  const items = groupsOf(EVENTS).map(([group, events]) => ({
    key: group,
    type: 'group' as const,
    label: t(wordIn('group', group)),
    children: events.map((it) => ({
      key: it.type,
      label: t(wordIn('entry', it.type)),
      disabled: !possible(it, contract),
    })),
  }))
  return (
    <>
      {EVENTS.filter((it) => it.daily).map((it) => (
        <Button key={it.type} onClick={() => onChoose(it.type)} disabled={!possible(it, contract)}>
          {t(wordIn('entry', it.type))}
        </Button>
      ))}
      <Dropdown menu={{ items, onClick: ({ key }) => onChoose(key) }} trigger={['click']}>
        <Button type="primary" icon={<PlusOutlined />}>
          {t('contract.record')}
        </Button>
      </Dropdown>
    </>
  )
}
