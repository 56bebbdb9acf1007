import { Tag } from 'antd'
import { t } from 'i18next'
import { wordIn } from '../../words/word'

const STAGES: Readonly<Record<string, string>> = { assessing: 'blue', sealed: 'orange', published: 'green' }
const STEPS: Readonly<Record<string, string | undefined>> = {
  submitted: 'blue',
  verified: 'blue',
  graded: 'orange',
  confirmed: 'green',
}

export function StageTag({ stage }: { stage: string }) {
  return <Tag color={STAGES[stage]}>{t(wordIn('round.stage', stage))}</Tag>
}

export function StepTag({ step, noShow }: { step: string; noShow?: boolean }) {
  if (noShow && step === 'stating') return <Tag color="red">{t('round.noShow')}</Tag>
  return <Tag color={STEPS[step]}>{t(wordIn('round.step', step))}</Tag>
}
