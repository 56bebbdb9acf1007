import { Tag } from '../kit/tag'
import { t, wordIn } from '../words/word'

const COLOURS: Readonly<Record<string, string>> = {
  active: 'blue',
  completed: 'green',
  terminated: 'default',
  suspended: 'gold',
  voided: 'red',
  waiting: 'orange',
}

export function StateTag({ state }: { state: string }) {
  return <Tag color={COLOURS[state]}>{t(wordIn('state', state))}</Tag>
}
