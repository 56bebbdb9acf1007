import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'

const COLOURS: Readonly<Record<string, string>> = {
  active: 'blue',
  completed: 'green',
  terminated: 'default',
  voided: 'red',
  waiting: 'orange',
}

export function StateTag({ state }: { state: string }) {
  const { t } = useTranslation()
  return <Tag color={COLOURS[state]}>{t(`state.${state}`)}</Tag>
}
