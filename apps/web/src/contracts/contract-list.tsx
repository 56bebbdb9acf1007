import { CONTRACT_STATES, WARNINGS } from '@pilot-ledger/engagements/definitions'
import { Input, Select, Tag } from 'antd'
import { Fragment, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { Answers } from '../api/ask'
import { PlatformChoice } from '../figures/figure'
import { VolumeButton } from '../figures/volume-button'
import { CellLink } from '../kit/cell'
import { Choice, DayFilter } from '../kit/inputs'
import { usePaged, usePageParams } from '../kit/loaded'
import { BeginButton, PrintButton, Title } from '../kit/page'
import { type Columns, DataTable, useSort } from '../kit/tables'
import { WarningTag } from '../kit/warning-tag'
import { sumOf } from '../money/amount'
import { Money, useAmounts, useUnit } from '../money/money'
import { PaperLink, usePlatforms, useSession } from '../session/session'
import { Hint } from '../words/hint'
import { t, wordIn } from '../words/word'
import { AttachToChosen } from './forms/attach-to-chosen'
import { StateTag } from './state-tag'

type Contract = Answers['GET /api/engagements']['engagements'][number]
const PAGE = 50
const STATES = [...Object.keys(CONTRACT_STATES), 'voided']
const CODES = Object.keys(WARNINGS).map((it) => `W${it}`)
const MONEY = ['amount', 'currentAmount', 'invoiced', 'received', 'outstanding'] as const

/** 合同清单: what a platform has recorded, newest first, with the columns of the printed form. */
export function ContractList() {
  const { may, role } = useSession()
  const { readable, nameOf } = usePlatforms()
  const { unit } = useUnit()
  const sort = useSort()
  const [chosen, choose] = usePageParams('text', 'platform', 'client', 'state', 'warning', 'from', 'to')
  // Whoever has several platforms says which; whoever sees all need not.
  const platform = chosen.platform ?? (role === 'platform' ? readable[0]?.id : undefined)
  const request = { ...chosen, platform, sort, order: 'newest', limit: PAGE }
  const { data, waiting, isFetching, page, pages, paged } = usePaged('GET /api/engagements', request, {
    whole: 'engagements',
  })
  const rows = data?.engagements ?? []
  const isWhole = paged?.whole
  const several = readable.length > 1 && platform === undefined
  // Σ of this page has one line for each tax basis: amounts with and without tax are never added (H12).
  const bases = (['inclusive', 'exclusive'] as const).filter((basis) => rows.some((it) => it.taxBasis === basis))
  const sum = (name: (typeof MONEY)[number], line: number) => sumIn(rows, bases[line], name)
  const columns = columnsOf((page - 1) * PAGE, several, nameOf, sum, useAmounts())
  return (
    <>
      <Title
        text={t('contract.list')}
        note={[
          platform && nameOf(platform),
          `${t('unit')} ${t(unit)}`,
          rows.some((it) => it.synthetic) && t('synthetic'),
        ]
          .filter(Boolean)
          .join(' · ')}
      >
        {platform && <PaperLink platform={platform} times={{ from: chosen.from, to: chosen.to }} />}
        {platform && <VolumeButton platform={platform} times={{ from: chosen.from, to: chosen.to }} />}
        <PrintButton />
        {may('signContract') && <BeginButton to="/contracts/new" word="contract.sign" />}
      </Title>
      <search className="choices">
        <Input.Search
          key={chosen.text}
          allowClear
          className="search"
          defaultValue={chosen.text}
          aria-label={t('contract.search')}
          placeholder={t('contract.search')}
          onSearch={(text) => choose({ text: text.trim() })}
        />
        <PlatformChoice all={role !== 'platform'} />
        <Choice
          word="contract.state"
          value={chosen.state ?? ''}
          from={STATES}
          wordOf="state"
          any="contract.anyState"
          choose={(state) => choose({ state })}
        />
        <Select
          aria-label={t('contract.warnings')}
          value={chosen.warning ?? ''}
          options={[
            { value: '', label: t('contract.anyWarning') },
            ...CODES.map((it) => ({ value: it, label: t(wordIn('warningShort', it)) })),
          ]}
          onChange={(warning) => choose({ warning })}
        />
        <DayFilter
          aria-label={t('contract.signedFrom')}
          placeholder={t('contract.signedFrom')}
          value={chosen.from}
          onChange={(from) => choose({ from })}
        />
        <DayFilter
          aria-label={t('contract.signedTo')}
          placeholder={t('contract.signedTo')}
          value={chosen.to}
          onChange={(to) => choose({ to })}
        />
        {chosen.client && (
          <Tag closable onClose={() => choose({ client: undefined })}>
            {t('contract.client')} {chosen.client.replace(/^uscc:/, '')}
          </Tag>
        )}
      </search>
      <DataTable
        name="contracts"
        choosing={{
          sums: sumsOf,
          acts: may('recordEngagementEntry')
            ? (contracts, settled) => <AttachToChosen contracts={contracts} settled={settled} />
            : undefined,
        }}
        sorts
        paged={paged}
        rowKey="id"
        columns={columns}
        rows={data?.engagements}
        waiting={waiting(12)}
        busy={isFetching}
        empty="contract.none"
        // Of more than are here there is no sum to be told.
        foot={
          isWhole && data?.next !== undefined
            ? undefined
            : bases.map(
                (it) =>
                  `${t(isWhole ? 'total' : 'contract.pageTotal')}${bases.length > 1 ? ` (${t(`tax.${it}`)})` : ''}`,
              )
        }
      />
      {pages}
    </>
  )
}

type Basis = Contract['taxBasis']

const sumIn = (rows: readonly Contract[], basis: Basis, name: (typeof MONEY)[number]) =>
  sumOf(rows.filter((it) => it.taxBasis === basis && adds(it, name)).map((it) => it[name]))

/** What chosen contracts add up to: a line for each tax basis (H12). */
const sumsOf = (rows: readonly Contract[]) =>
  (['inclusive', 'exclusive'] as const)
    .filter((basis) => rows.some((it) => it.taxBasis === basis))
    .map((basis) => (
      <span key={basis}>
        {t(`tax.${basis}`)}
        {MONEY.map((name) => (
          <span key={name}>
            {' · '}
            {t(`contract.${name}`)} <Money value={sumIn(rows, basis, name)} />
          </span>
        ))}
      </span>
    ))

/** What a total adds: nothing of a voided contract, and not the ceiling of a framework beside its call-offs (H11). */
function adds(it: Contract, name: (typeof MONEY)[number]): boolean {
  return name === 'amount' || name === 'currentAmount' ? it.counted : it.state !== 'voided'
}

function columnsOf(
  first: number,
  several: boolean,
  nameOf: (id: string) => string,
  sum: (name: (typeof MONEY)[number], line: number) => string,
  amountOf: ReturnType<typeof useAmounts>,
): Columns<Contract> {
  const text = (name: string, width: number, shown?: (it: Contract) => ReactNode) => ({
    word: wordIn('contract', name),
    sort: name,
    width,
    cell: (it: Contract) => (shown ? shown(it) : (it[name as keyof Contract] as ReactNode)),
  })
  // Two columns of the printed form in one: amounts stay in sight on a laptop.
  const both = (name: string, below: string, width: number, shown: (it: Contract) => ReactNode) => ({
    called: `${t(wordIn('contract', name))} / ${t(wordIn('contract', below))}`,
    sort: name,
    title: (
      <span className="both">
        <span>{t(wordIn('contract', name))}</span>
        <span>{t(wordIn('contract', below))}</span>
      </span>
    ),
    width,
    cell: (it: Contract) => <span className="both">{shown(it)}</span>,
  })
  return [
    {
      word: 'contract.contractNo',
      sort: 'contractNo',
      width: 112,
      cell: (it) => <CellLink to={`/contracts/${it.id}`}>{it.contractNo}</CellLink>,
    },
    {
      word: 'contract.row',
      right: true,
      width: 44,
      away: true,
      reads: (_, at) => (at === undefined ? '' : String(at + 1)),
      cell: (_, i) => first + i + 1,
    },
    // Beside the platforms of several the others are narrower: all of it stays in sight on a laptop.
    text('title', several ? 96 : 150),
    ...(several ? [text('platform', 104, (it) => nameOf(it.platform))] : []),
    both('client', 'uscc', several ? 150 : 170, (it) => (
      <>
        <CellLink to={`/contracts?client=${encodeURIComponent(it.client.key)}`}>{it.client.name}</CellLink>
        <span className="number">{it.client.key.replace(/^uscc:/, '')}</span>
      </>
    )),
    { ...text('related', 48, (it) => (it.warnings.includes('W6') ? t('yes') : t('no'))), sort: undefined, away: true },
    {
      ...both('technologyContractType', 'registrationNo', 96, (it) => (
        <>
          <span>{it.technologyContractType && t(wordIn('technology', it.technologyContractType))}</span>
          <span>{it.registrationNo}</span>
        </>
      )),
      sort: undefined,
      away: true,
    },
    { ...text('serviceCategories', 84), away: true },
    both('signedOn', 'endsOn', 88, (it) => (
      <>
        <span className="number">{it.signedOn}</span>
        <span className="number">{it.endsOn}</span>
      </>
    )),
    ...MONEY.map((name) => ({
      word: `contract.${name}` as const,
      sort: name,
      away: name === 'amount',
      right: true,
      className: 'number',
      width: 100,
      foot: (line: number) => <Money value={sum(name, line)} />,
      reads: (it: Contract) => it[name],
      cell: (it: Contract) =>
        adds(it, name) ? (
          amountOf(it[name])
        ) : (
          <Hint
            title={t(it.state === 'voided' ? 'contract.voidedUncounted' : 'contract.frameworkUncounted')}
            className={it.state === 'voided' ? 'struck' : 'uncounted'}
          >
            <Money value={it[name]} />
          </Hint>
        ),
    })),
    both('state', 'kind', 70, (it) => (
      <>
        {StateTag({ state: it.state })}
        <span>
          {t(`kind.${it.kind}`)} {it.taxBasis === 'exclusive' && t('tax.exclusive')}
        </span>
        {it.leftBy && (
          <Link className="doubt" to={`/contracts/${it.leftBy.id}`}>
            {t('contract.leftBy', { contractNo: it.leftBy.contractNo, on: it.leftBy.signedOn })}
          </Link>
        )}
      </>
    )),
    { ...text('evidencePages', 56), sort: undefined, away: true, right: true },
    {
      ...text('warnings', 96, (it) =>
        it.warnings.map((code) => <Fragment key={code}>{WarningTag({ code })}</Fragment>),
      ),
      sort: undefined,
    },
  ]
}
