import { Button } from 'antd'
import { Link } from 'react-router'
import { type Columns, DataTable, isNarrow } from '../kit/tables'
import { Tag } from '../kit/tag'
import { Money } from '../money/money'
import { t, wordIn } from '../words/word'
import { type Item, itemName, lastDay, lasts, type Register, type Step, standingOn } from './registers'
import { useContentText, useRegisters } from './use-programme'

/** What has a column of its own. */
const APART = ['key', 'title', 'party', 'on', 'from', 'until', 'document']

/** The things of a register, one a row; on a phone how far each has come stands under its name. */
export function RegisterTable({
  register,
  items,
  day,
  onOpen,
}: {
  register: Register
  items: readonly Item[]
  day: string
  onOpen: (item: Item) => void
}) {
  const content = useContentText()
  const { itemsOf, query } = useRegisters()
  const narrow = isNarrow()
  const standing = { inForce: 'green', notYet: 'blue', ended: 'orange' } as const
  const stateOf = (it: Item) => {
    const state = standingOn(it, day)
    return (
      <>
        {lasts(register) && <Tag color={standing[state]}>{t(`programme.state.${state}`)}</Tag>}
        {it.steps.map((step, index) => (
          <div key={step.entry ?? index}>
            <StepText step={step} />
          </div>
        ))}
      </>
    )
  }
  const applications = (it: Item) => itemsOf('application').filter(({ call }) => call === it.key).length
  const columns: Columns<Item> = [
    {
      word: 'letter.no',
      width: narrow ? 90 : 130,
      cell: (it) => (
        <Button type="link" size="small" className="programme-key" onClick={() => onOpen(it)}>
          {it.key}
        </Button>
      ),
    },
    {
      word: 'programme.what',
      width: narrow ? undefined : 300,
      cell: (it) => (
        <>
          {it.title}
          {it.synthetic === true && <Tag className="synthetic">{t('synthetic')}</Tag>}
          {it.party && <div className={it.title ? 'note' : ''}>{it.party.name}</div>}
          {narrow && stateOf(it)}
        </>
      ),
    },
    {
      word: 'programme.details',
      cell: (it) => (
        <span className="programme-details">
          {content.of(register.event, it, APART).map(({ name, label, text }) => (
            <span key={name}>
              <small>{label}</small> {text}
            </span>
          ))}
          {register.kind === 'call' && (
            <Link to={`/programme/registers/application?${query}&call=${encodeURIComponent(it.key)}`}>
              {t('programme.applicationsOf', { count: applications(it) })}
            </Link>
          )}
        </span>
      ),
    },
    {
      word: 'programme.when',
      width: 110,
      cell: (it) => {
        const last = lastDay(it, day)
        return (
          <span className="number">
            {it.from ?? it.on}
            {last && <div>{t('programme.until', { day: last })}</div>}
          </span>
        )
      },
    },
    { word: 'contract.state', width: 250, cell: (it) => stateOf(it) },
  ]
  return (
    <DataTable
      rowKey={itemName}
      pageSize={50}
      empty="programme.nothingHere"
      rows={items}
      columns={narrow ? columns.slice(0, 2) : columns}
      fits={narrow}
    />
  )
}

const COLOURS: Readonly<Record<string, string>> = { recognised: 'green', cultivated: 'blue', refused: 'red' }

/** A step in one line: what, when, how it came out. */
function StepText({ step }: { step: Step }) {
  return (
    <span className="summary">
      <span>{t(wordIn('entry', step.type))}</span>
      <span className="number">{step.on}</span>
      {step.passed !== undefined && (
        <Tag color={step.passed ? 'green' : 'red'}>{t(step.passed ? 'programme.passed' : 'programme.failed')}</Tag>
      )}
      {step.decision !== undefined && (
        <Tag color={COLOURS[step.decision]}>{t(wordIn('entry.ApplicationDecided.decision', step.decision))}</Tag>
      )}
      {step.party && <span>{step.party.name}</span>}
      {typeof step.amount === 'string' && <Money value={step.amount} />}
    </span>
  )
}
