import { EditOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { Link } from 'react-router'
import { addressOf, useDrafts } from '../forms/drafts'
import { momentText } from '../kit/moment'
import { useSession } from '../session/session'
import { t } from '../words/word'

/** 草稿: how many forms wait half filled, and the way to each; nothing where there are none. */
export function KeptDrafts() {
  const { actor } = useSession()
  const { all } = useDrafts(actor)
  if (all.length === 0) return null
  const items = all.map((it) => ({
    key: it.form,
    label: (
      <Link to={addressOf(it)}>
        {it.title} <small className="number">{momentText(new Date(it.at).toISOString())}</small>
      </Link>
    ),
  }))
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button size="small" icon={<EditOutlined />}>
        {t('draft.kept')} {all.length}
      </Button>
    </Dropdown>
  )
}
