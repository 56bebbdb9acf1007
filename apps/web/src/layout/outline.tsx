import { Link } from 'react-router'
import { useWaitingCounts } from '../desk/waiting/waiting'
import { t } from '../words/word'
import { type Chosen, withChosen } from './chosen'
import type { Group, Page } from './places'

/** 目录: every place that one may see, in groups; where one is, or what led there, is marked. */
export function Outline({
  groups,
  here,
  chosen,
  gone,
}: {
  groups: readonly Group[]
  here?: Page
  chosen: Chosen
  gone?: () => void
}) {
  const counts = useWaitingCounts()
  return (
    <nav className="outline" aria-label={t('outline')}>
      {groups.map(({ word, pages, keeps }) => {
        const shown = pages.filter((it) => it.within === undefined)
        return (
          shown.length > 0 && (
            <section key={word} aria-label={t(word)}>
              <div className="outline-group" aria-hidden>
                {t(word)}
              </div>
              <ul>
                {shown.map((it) => (
                  <li key={it.path}>
                    <Link
                      to={keeps ? withChosen(it.path, chosen) : it.path}
                      aria-current={it === here ? 'page' : undefined}
                      onClick={gone}
                    >
                      {t(it.word)}
                    </Link>
                    {counts[it.path] !== undefined && (
                      <span className="outline-count number" title={t('desk.waitingHere', { count: counts[it.path] })}>
                        {counts[it.path]}
                      </span>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          )
        )
      })}
    </nav>
  )
}
