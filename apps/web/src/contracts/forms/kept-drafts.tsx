import { Alert, Button } from 'antd'
import { useLocation } from 'react-router'
import type { Entry } from '../../api/ask'
import { aboutOf, placeOf, useDrafts } from '../../forms/drafts'
import { momentText } from '../../kit/moment'
import { useSession } from '../../session/session'
import { t, wordIn } from '../../words/word'
import type { Action } from './action-drawer'

/** 草稿 of a contract: what was typed into its forms and not recorded is offered again, or given up. */
export function KeptDrafts({ entries, go }: { entries: readonly Entry[]; go: (action: Action) => void }) {
  const { actor } = useSession()
  const { pathname } = useLocation()
  const { drafts, all } = useDrafts(actor)
  const here = all
    .filter((it) => placeOf(it.form) === pathname)
    .flatMap((draft) => {
      const action = actionOf(aboutOf(draft.form), entries)
      return action ? [{ draft, action }] : []
    })
  if (here.length === 0) return null
  return (
    <Alert
      type="info"
      className="kept-drafts no-print"
      title={t('draft.kept')}
      description={
        <ul>
          {here.map(({ draft, action }) => (
            <li key={draft.form}>
              {nameOf(action)} <span className="number">{momentText(new Date(draft.at).toISOString())}</span>
              <Button size="small" onClick={() => go(action)}>
                {t('draft.goOn')}
              </Button>
              <Button size="small" type="text" onClick={() => drafts.drop(draft.form)}>
                {t('draft.giveUp')}
              </Button>
            </li>
          ))}
        </ul>
      }
    />
  )
}

/** What the form was for; undefined where the entry that it would change stands no more. */
function actionOf(about: string, entries: readonly Entry[]): Action | undefined {
  const [does, of] = about.split(':', 2)
  if (does === 'record') return { does, type: of }
  const entry = entries.find((it) => it.entryId === of && it.live)
  return entry && (does === 'correct' || does === 'void') ? { does, entry } : undefined
}

function nameOf(action: Action): string {
  if (action.does === 'record') return t(wordIn('entry', action.type))
  return `${t(action.does === 'correct' ? 'contract.correct' : 'contract.void')} ${t(wordIn('entry', action.entry.type))}`
}
