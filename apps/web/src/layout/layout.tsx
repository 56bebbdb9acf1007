import { LogoutOutlined, MenuOutlined } from '@ant-design/icons'
import { useIsFetching } from '@tanstack/react-query'
import { Alert, Button, Drawer, Dropdown, Layout } from 'antd'
import { Component, type ReactNode, useEffect, useRef, useState } from 'react'
import { Link, Outlet, useLocation } from 'react-router'
import { useAnswer, useHead } from '../api/answers'
import { bringAhead } from '../kit/brought'
import { cutFacts } from '../kit/moment'
import { PaperFoot } from '../kit/page'
import { usePhone } from '../kit/phone'
import { UnitChoice } from '../money/money'
import { useSession } from '../session/session'
import { LanguageChoice } from '../words/language'
import { t } from '../words/word'
import { Crumbs } from './crumbs'
import { KeptDrafts } from './kept-drafts'
import { MadeReady } from './made-ready'
import { Outline } from './outline'
import { type Group, trailOf } from './places'
import { Search } from './search'
import { useChosen } from './use-chosen'
import { useNotedVisits } from './use-visited'

const KEPT = 'pilot-ledger.outline'

/** Around every place: where one can go, who one is, in which unit and language, how far the ledger is. */
export function PageLayout({ groups }: { groups: readonly Group[] }) {
  const { actor, role, way, logOut } = useSession()
  const { pathname } = useLocation()
  const trail = trailOf(groups, pathname)
  const chosen = useChosen(trail)
  useNotedVisits(trail)
  const outline = { groups, chosen, here: trail.pages[0]?.page }
  const head = useHead()
  const phone = usePhone()
  const [folded, setFolded] = useState(localStorage.getItem(KEPT) === 'folded')
  const [drawn, setDrawn] = useState(false)
  const fold = () => {
    localStorage.setItem(KEPT, folded ? 'open' : 'folded')
    setFolded(!folded)
  }
  return (
    <Layout className="frame">
      <button type="button" className="skip" onClick={() => document.getElementById('main')?.focus()}>
        {t('skip')}
      </button>
      <Layout.Header>
        <Button
          type="text"
          className="menu-button"
          icon={<MenuOutlined />}
          aria-label={t('outline')}
          aria-expanded={phone ? drawn : !folded}
          onClick={phone ? () => setDrawn(true) : fold}
        />
        <Link to="/" className="brand">
          {t('ledger')}
        </Link>
        <Search groups={groups} />
        <Dropdown
          menu={{
            items: [
              { key: 'role', label: t(`role.${role}`), disabled: true },
              { key: 'own', label: <Link to="/own">{t('own.title')}</Link> },
              ...(way === 'none'
                ? []
                : [{ key: 'out', icon: <LogoutOutlined />, label: t('logOut'), onClick: logOut }]),
            ],
          }}
          trigger={['click']}
        >
          <Button type="text" className="who">
            {actor}
          </Button>
        </Dropdown>
      </Layout.Header>
      <div className={`frame-body${folded ? ' folded' : ''}`}>
        <aside>
          <Outline {...outline} />
        </aside>
        <div className="frame-place">
          <div className="bar">
            <Crumbs trail={trail} chosen={chosen} />
            <span className="number" title={head && t('head.meaning', cutFacts(head))}>
              {head ? t('head.at', cutFacts(head)) : ' '}
            </span>
            {head?.stale && (
              <strong role="alert" className="stale">
                {t('head.stale')}
              </strong>
            )}
            <OtherHistory />
            <span className="bar-choices">
              <KeptDrafts />
              <UnitChoice />
              <LanguageChoice />
            </span>
          </div>
          <main id="main" tabIndex={-1}>
            {/* Anew at every address. */}
            <FaultBoundary key={pathname} word={t('fault')} again={t('again')}>
              <Outlet />
            </FaultBoundary>
            <PaperFoot place={pathname} />
          </main>
        </div>
      </div>
      <Ahead groups={groups} />
      <Drawer open={phone && drawn} placement="left" size={260} title={t('outline')} onClose={() => setDrawn(false)}>
        <Outline {...outline} gone={() => setDrawn(false)} />
      </Drawer>
    </Layout>
  )
}

/** Brings the places that one may go to, and what they are made of, while nothing is asked for: what was opened is there first. */
function Ahead({ groups }: { groups: readonly Group[] }) {
  const calm = useIsFetching() === 0
  const left = useRef(groups.flatMap(({ pages }) => pages.flatMap(({ shows }) => shows.fetch ?? [])))
  useEffect(() => (calm ? bringAhead(left.current) : undefined), [calm])
  return (
    <FaultBoundary>
      <MadeReady calm={calm} />
    </FaultBoundary>
  )
}

/** Told on every page: what is recorded from then on may be recorded in the wrong ledger. */
function OtherHistory() {
  const { may } = useSession()
  const { data } = useAnswer('GET /api/log/witnesses', {}, { enabled: may('readProof') })
  const names = data?.witnesses.filter(({ fault }) => fault?.code === 'witness-saw-other-history').map((it) => it.name)
  if (!names?.length) return null
  return (
    <strong role="alert" className="stale">
      {t('witness.otherHistory', { names: names.join(t('comma')) })}
    </strong>
  )
}

/** A fault of one part: the rest of the page goes on. Said with its words, where it has any: of what nobody sees nothing is. */
class FaultBoundary extends Component<{ children: ReactNode; word?: string; again?: string }, { fault?: Error }> {
  override state: { fault?: Error } = {}

  static getDerivedStateFromError(fault: Error) {
    return { fault }
  }

  override render() {
    const { fault } = this.state
    if (!fault) return this.props.children
    if (this.props.word === undefined) return null
    return (
      <Alert
        type="error"
        showIcon
        role="alert"
        title={this.props.word}
        description={fault.message}
        // The whole page: a place whose file did not come does not come again by itself.
        action={<Button onClick={() => location.reload()}>{this.props.again}</Button>}
      />
    )
  }
}
