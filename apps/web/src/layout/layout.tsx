import { LogoutOutlined, MenuOutlined } from '@ant-design/icons'
import { Alert, Button, Dropdown, Layout, Menu } from 'antd'
import { Component, type ComponentType, type ReactNode } from 'react'
import { Link, Outlet, useLocation } from 'react-router'
import { useAnswer, useHead } from '../api/answers'
import { cutFacts } from '../kit/moment'
import { PaperFoot } from '../kit/page'
import { UnitChoice } from '../money/money'
import { useSession } from '../session/session'
import { LanguageChoice } from '../words/language'
import { t, type Word } from '../words/word'

/** One page: shown to whoever has the right. */
export interface Page {
  readonly path: string
  readonly word: Word
  readonly right: string
  readonly shows: ComponentType
  /** Reached from other pages, not from the menu. */
  readonly hidden?: boolean
}

/** Around every page: where one can go, who one is, in which unit and language, how far the ledger is. */
export function PageLayout({ pages }: { pages: readonly Page[] }) {
  const { actor, role, may, way, logOut } = useSession()
  const { pathname } = useLocation()
  const head = useHead()
  const items = pages
    .filter((it) => !it.hidden && may(it.right))
    .map((it) => ({ key: it.path, label: <Link to={it.path}>{t(it.word)}</Link> }))
  const here = items.find(({ key }) => pathname === key || pathname.startsWith(`${key}/`))?.key
  return (
    <Layout className="frame">
      <button type="button" className="skip" onClick={() => document.getElementById('main')?.focus()}>
        {t('skip')}
      </button>
      <Layout.Header>
        <Link to="/" className="brand">
          {t('ledger')}
        </Link>
        <Menu
          mode="horizontal"
          theme="dark"
          items={items}
          selectedKeys={here ? [here] : []}
          overflowedIndicator={<MenuOutlined aria-label={t('menu')} />}
        />
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
      <div className="bar">
        <span className="number" title={t('head.meaning')}>
          {head ? t('head.at', cutFacts(head)) : ' '}
        </span>
        {head?.stale && (
          <strong role="alert" className="stale">
            {t('head.stale')}
          </strong>
        )}
        <OtherHistory />
        <span className="bar-choices">
          <UnitChoice />
          <LanguageChoice />
        </span>
      </div>
      <main id="main" tabIndex={-1}>
        <FaultBoundary key={pathname} word={t('fault')} again={t('again')}>
          <Outlet />
        </FaultBoundary>
        <PaperFoot place={pathname} />
      </main>
    </Layout>
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

/** A fault of one place: said with its words, and the rest of the page goes on. Anew at every address. */
class FaultBoundary extends Component<{ children: ReactNode; word: string; again: string }, { fault?: Error }> {
  override state: { fault?: Error } = {}

  static getDerivedStateFromError(fault: Error) {
    return { fault }
  }

  override render() {
    const { fault } = this.state
    if (!fault) return this.props.children
    return (
      <Alert
        type="error"
        showIcon
        role="alert"
        title={this.props.word}
        description={fault.message}
        action={<Button onClick={() => this.setState({ fault: undefined })}>{this.props.again}</Button>}
      />
    )
  }
}
