import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { wordIn } from '../words/word'

const COLOURS: Readonly<Record<string, string>> = {
  active: 'blue',
  completed: 'green',
  terminated: 'default',
  suspended: 'gold',
  voided: 'red',
  waiting: 'orange',
}

export function StateTag({ state }: { state: string }) {
  const { t } = useTranslation()
  return <Tag color={COLOURS[state]}>{t(wordIn('state', state))}</Tag>
}
