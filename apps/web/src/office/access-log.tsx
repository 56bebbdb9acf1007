import { Input } from 'antd'
import { Link } from 'react-router'
import { useAnswer } from '../api/answers'
import { PlatformChoice, useCatalogue } from '../figures/figure'
import { Turn } from '../kit/inputs'
import { usePaged, usePageParams } from '../kit/loaded'
import { momentText } from '../kit/moment'
import { Title } from '../kit/page'
import { DataTable } from '../kit/tables'
import { Tag } from '../kit/tag'
import { usePlatforms } from '../session/session'
import { t, type Word, wordIn } from '../words/word'
import { lookedAt } from './looked-at'

/** 查阅记录: who of those outside a platform has looked at its contracts; and what was done to accounts. */
export function AccessLog() {
  const [{ of = 'reads' }, choose] = usePageParams('of')
  return (
    <>
      <Title text={t('page.accessLog')} />
      <div className="choices">
        <Turn
          word="page.accessLog"
          value={of}
          from={['reads', 'accounts']}
          wordOf="access"
          turn={(it) => choose({ of: it === 'reads' ? undefined : it })}
        />
      </div>
      {of === 'reads' ? <Reads /> : <AccountEntries />}
    </>
  )
}

function Reads() {
  const catalogue = useCatalogue()
  const { nameOf } = usePlatforms()
  const [chosen, choose] = usePageParams('actor', 'platform')
  const { data, waiting, pages, paged } = usePaged(
    'GET /api/access-log',
    { ...chosen, limit: 100 },
    { by: 'before', whole: 'reads' },
  )
  return (
    <>
      <search className="choices">
        <Input.Search
          allowClear
          className="search"
          aria-label={t('access.actor')}
          placeholder={t('access.actor')}
          defaultValue={chosen.actor}
          onSearch={(actor) => choose({ actor: actor.trim() })}
        />
        <PlatformChoice all />
      </search>
      <DataTable
        label={t('access.reads')}
        paged={paged}
        rowKey="sequence"
        empty="access.none"
        rows={data?.reads}
        waiting={waiting(10)}
        columns={[
          { word: 'access.at', number: (it) => momentText(it.at) },
          { word: 'access.actor', cell: (it) => it.actor },
          { word: 'access.role', cell: (it) => t(`role.${it.role}`) },
          { word: 'contract.platform', cell: (it) => nameOf(it.platform) },
          { word: 'access.request', cell: (it) => Looked({ request: it.request, catalogue }) },
          { word: 'access.address', number: (it) => it.address },
        ]}
        fits
      />
      {pages}
    </>
  )
}

/** What was looked at, and where it can be seen again; the request itself on hover. */
function Looked({ request, catalogue }: { request: string; catalogue: ReturnType<typeof useCatalogue> }) {
  const at = lookedAt(request)
  if (!at) return <span title={request}>{t('looked.other')}</span>
  const { word, of, contract, figure, from, to, asOf, text } = at
  const what = [
    t(word as Word),
    figure !== undefined && catalogue.nameOf(figure),
    of,
    from !== undefined && t('looked.window', { from, to }),
    asOf !== undefined && t('looked.asOf', { asOf }),
    text !== undefined && t('looked.text', { text }),
  ]
    .filter(Boolean)
    .join(' · ')
  return (
    <span title={request}>{contract === undefined ? what : <Link to={`/contracts/${contract}`}>{what}</Link>}</span>
  )
}

function AccountEntries() {
  const { data, waiting, pages, paged } = usePaged(
    'GET /api/account-entries',
    { limit: 100 },
    { by: 'after', whole: 'entries' },
  )
  const accounts = new Map((useAnswer('GET /api/accounts').data?.accounts ?? []).map((it) => [it.id, it.name]))
  if (!data) return waiting(10)
  return (
    <>
      <DataTable
        label={t('access.accounts')}
        paged={paged}
        rowKey="sequence"
        rows={data.entries}
        columns={[
          { word: 'access.at', number: (it) => momentText(it.at) },
          { word: 'access.by', cell: (it) => actorText(it.actor) },
          { word: 'figure.what', cell: (it) => t(wordIn('accountEntry', it.type)) },
          { word: 'access.about', cell: (it) => accounts.get(it.account) ?? String(it.data.name ?? it.account) },
          { word: 'access.details', cell: (it) => Details(it) },
        ]}
        fits
      />
      {pages}
    </>
  )
}

/** What was done without an account: at the machine, or by the demonstration. */
const WITHOUT_ACCOUNT = /^local:(machine|demonstration)$/
const actorText = (actor: string): string => {
  const [, where] = WITHOUT_ACCOUNT.exec(actor) ?? []
  return where ? t(wordIn('access.by', where)) : actor
}

/** What an entry of an account says, in words; where one person did alone what takes two, that stands out. */
function Details({ data }: { data: Readonly<Record<string, unknown>> }) {
  const stated = (key: string) =>
    typeof data[key] === 'string' ? t(wordIn('accountFact', key), { value: data[key] }) : undefined
  const wrong = (data.wrongPasswordsBefore as { failures: number }[] | undefined) ?? []
  const parts = [
    stateOf(data) ?? stateOf(data.change),
    data.before !== undefined && `${stateOf(data.before)} → ${stateOf(data.after)}`,
    stated('proposedBy'),
    stated('reason'),
    stated('ground'),
    stated('address'),
    data.secondFactor === 'recovery' && t('accountFact.recovery'),
    wrong.length > 0 && t('accountFact.wrong', { value: wrong.reduce((sum, it) => sum + it.failures, 0) }),
  ]
  return (
    <>
      {parts.filter(Boolean).join(' · ')} {data.alone === true && <Tag color="red">{t('accountFact.alone')}</Tag>}
    </>
  )

  function stateOf(of: unknown): string | undefined {
    const { role, disabled } = (of ?? {}) as { role?: string; disabled?: boolean }
    const state = [role && t(wordIn('role', role)), disabled && t('accountFact.disabled')].filter(Boolean)
    return state.length === 0 ? undefined : state.join('、')
  }
}
