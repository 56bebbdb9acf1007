import { Hint } from '../words/hint'
import { t, wordIn } from '../words/word'
import { Tag } from './tag'

/** A warning by its name; its number and its whole sentence on hover. */
export function WarningTag({ code }: { code: string }) {
  return (
    <Hint title={`${t(wordIn('warning', code))}（${code}）`}>
      <Tag color="orange">{t(wordIn('warningShort', code))}</Tag>
    </Hint>
  )
}
