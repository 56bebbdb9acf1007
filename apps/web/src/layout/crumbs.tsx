import { Link } from 'react-router'
import { useTitles } from '../kit/titles'
import { t } from '../words/word'
import { type Chosen, withChosen } from './chosen'
import type { Trail } from './places'

/** Where one is, and the places above: one thing of many by its own name, where that has been seen. */
export function Crumbs({ trail: { group, pages }, chosen }: { trail: Trail; chosen: Chosen }) {
  const titles = useTitles()
  return (
    <nav className="crumbs" aria-label={t('crumbs')}>
      <ol>
        {group && <li>{t(group.word)}</li>}
        {pages.map(({ page, to }, i) => {
          const text = (page.path.includes(':') ? titles.get(to) : undefined) ?? t(page.word)
          return (
            <li key={to}>
              {i === pages.length - 1 ? (
                <span aria-current="page">{text}</span>
              ) : (
                <Link to={group?.keeps ? withChosen(to, chosen) : to}>{text}</Link>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
