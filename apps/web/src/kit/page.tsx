import { FileExcelOutlined, PlusOutlined, PrinterOutlined } from '@ant-design/icons'
import { useIsFetching, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Drawer, Empty, Skeleton, Typography } from 'antd'
import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { type Answers, type Problem, Refused } from '../api/ask'
import { factsRead, spoken, t, type Word } from '../words/word'
import { Defined } from './defined'
import { idle } from './idle'
import { tellTitle } from './titles'

/** The heading of a place, what it is about, and what can be done there; names the browser's tab too. */
export function Title({ text, note, children }: { text: string; note?: ReactNode; children?: ReactNode }) {
  const { pathname } = useLocation()
  const tab = `${text} · ${t('ledger')}`
  useEffect(() => {
    document.title = tab
    tellTitle(pathname, text)
  }, [tab, pathname, text])
  return (
    <header className="title">
      <div>
        <Typography.Title level={1}>{text}</Typography.Title>
        {note && <Typography.Text type="secondary">{note}</Typography.Text>}
      </div>
      <div className="title-actions">{children}</div>
    </header>
  )
}

/** A problem in the language of the page, with its rule and the facts that help to mend it. */
export function problemText({ title: zh, titleEn: en, errors = [], rule }: Problem): string {
  const title = spoken({ zh, en })
  const text = [title, ...errors.map(spoken).filter((it) => it !== title)].join(t('comma'))
  return rule ? `${text} (${rule})` : text
}

/** While nothing has come yet: a skeleton of the same height; when it does not come: what was said, and a button to ask again. */
export function Loading({ error, retry, rows = 6 }: { error?: unknown; retry?: () => void; rows?: number }) {
  if (!error) return <Skeleton active title={false} paragraph={{ rows }} className="loading" />
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={error instanceof Refused ? problemText(error.problem) : String(error)}
      action={retry && <Button onClick={retry}>{t('again')}</Button>}
    />
  )
}

/** A refusal, where it was sent from. Its facts stand below where they help to mend it. */
export function ProblemAlert({ problem, facts }: { problem: Problem | undefined; facts?: boolean }) {
  if (!problem) return null
  const named = factsRead(facts ? problem.facts : undefined)
  const description = named.length > 0 ? named.join(' · ') : undefined
  return <Alert type="error" showIcon role="alert" title={problemText(problem)} description={description} />
}

export function Nothing({ what }: { what: string }) {
  return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={what} />
}

/** A part of a page under its heading; with a label it is a region that is found by it. */
export function Sheet({
  title,
  label,
  id,
  className = '',
  children,
}: {
  title: ReactNode
  label?: string
  /** By which another part of the page leads here. */
  id?: string
  className?: string
  children: ReactNode
}) {
  return (
    <section className={`sheet ${className}`} aria-label={label} id={id}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

/** What is known of one thing, each by its word; what there is nothing of is left out. */
export function Facts({
  facts,
  className = '',
}: {
  facts: readonly (readonly [word: Word, it: ReactNode] | false | undefined)[]
  className?: string
}) {
  return (
    <dl className={`row-facts ${className}`}>
      {facts
        .filter((it) => it !== false && it !== undefined)
        .map(([word, it]) => (
          <Fragment key={word}>
            <dt>
              <Defined text={t(word)} />
            </dt>
            <dd>{it}</dd>
          </Fragment>
        ))}
    </dl>
  )
}

const PAPER_FOOT = 'paper-foot'

/** 检查点 of now, for the foot of what is printed; where nobody signs the ledger there is none. */
async function bringPaperFoot(): Promise<void> {
  const foot = document.getElementById(PAPER_FOOT) as HTMLImageElement | null
  if (!foot) return
  const answer = await fetch('./api/log/checkpoint.svg')
  // A refusal is read too: what nobody reads holds its connection.
  const text = await answer.text()
  if (!answer.ok) return foot.removeAttribute('src')
  foot.src = `data:image/svg+xml,${encodeURIComponent(text)}`
  await foot.decode()
}

/** Under every page, seen on paper alone: brought with each place, once all that is seen has come, and again by who prints. */
export function PaperFoot({ place }: { place: string }) {
  const client = useQueryClient()
  const calm = useIsFetching() === 0
  const broughtWith = useRef<string>(undefined)
  useEffect(() => {
    if (!calm || broughtWith.current === place) return
    idle(() => {
      if (client.isFetching() > 0 || broughtWith.current === place) return
      broughtWith.current = place
      void bringPaperFoot()
    })
  }, [place, calm, client])
  return <img id={PAPER_FOOT} className="only-print" alt={t('print.checkpoint')} />
}

/** The page as it stands, on paper. */
export function PrintButton() {
  return (
    <Button icon={<PrinterOutlined />} onClick={() => bringPaperFoot().finally(print)}>
      {t('print')}
    </Button>
  )
}

/** What may be done to a thing of a list, each a small button with its word. */
export type Acts = readonly (
  | readonly [word: Word, act: () => void, looks?: { readonly danger?: boolean; readonly disabled?: boolean }]
  | false
)[]

export const ActButtons = ({ acts }: { acts: Acts }) =>
  acts.map(
    (it) =>
      it && (
        <Button key={it[0]} size="small" type="link" onClick={it[1]} {...it[2]}>
          {t(it[0])}
        </Button>
      ),
  )

/** A button that opens a form at the side of the page; done or closed, it is gone. */
export function FormButton({
  word,
  primary,
  children,
}: {
  word: Word
  primary?: boolean
  children: (done: () => void) => ReactNode
}) {
  const [open, setOpen] = useState(false)
  const done = () => setOpen(false)
  return (
    <>
      <Button type={primary ? 'primary' : 'default'} icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {t(word)}
      </Button>
      <Drawer open={open} title={t(word)} size={480} onClose={done} destroyOnHidden>
        {children(done)}
      </Drawer>
    </>
  )
}

/** Leads to where something new is begun. */
export const BeginButton = ({ to, word }: { to: string; word: Word }) => (
  <Link to={to} className="ant-btn ant-btn-primary">
    <Button type="primary" icon={<PlusOutlined />} tabIndex={-1}>
      {t(word)}
    </Button>
  </Link>
)

/** A file that the service makes, to take along. */
export const WorkbookButton = ({ href, word = 'workbook' }: { href: string; word?: Word }) => (
  <Button icon={<FileExcelOutlined />} href={href}>
    {t(word)}
  </Button>
)

type Reason = NonNullable<Answers['GET /api/proposals']['proposals'][number]['because']>[number]

/** Why entries wait for a second person, in words. */
export function becauseText(because: readonly Reason[]): string {
  const textOf = ({ code, framework, ...facts }: Reason) => {
    const why = t(`contract.because.${code}`, facts)
    return framework === undefined ? why : t('contract.because.ofFramework', { framework, why })
  }
  return because.map(textOf).join('；')
}
