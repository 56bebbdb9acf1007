import { t } from 'i18next'
import { Link } from 'react-router'
import { type Columns, DataTable } from '../kit/data-table'
import { isNarrow } from '../kit/narrow'
import { useSession } from '../session/session'
import { wordIn } from '../words/word'
import { facetsOf, facetWord, lasts, standingOn } from './items'
import { REGISTERS, type Register } from './registers'
import { useRegisters } from './use-programme'

/** Each register with what of it stands on the day, and how far its things have come. */
export function RegistersTable() {
  const { may, role } = useSession()
  const { itemsOf, times, query } = useRegisters()
  const narrow = isNarrow()
  const mayKeep = (kind: string) => may(kind === 'target' ? 'recordProgrammeTarget' : 'keepProgramme')
  const count = (items: number, kind: string, facet?: string) => (
    <Link to={`/programme/registers/${kind}?${query}${facet ? `&state=${facet}` : ''}`}>
      <span className="number">{items}</span>
    </Link>
  )
  const stepsOf = (it: Register) => (
    <span className="summary">
      {facetsOf(it, itemsOf(it.kind)).map((facet) => (
        <span key={facet.name}>
          {t(facetWord(facet))} {count(facet.items.length, it.kind, facet.name)}
        </span>
      ))}
    </span>
  )
  const columns: Columns<Register> = [
    {
      word: 'programme.registers',
      width: narrow ? undefined : 180,
      cell: (it) => (
        <>
          <Link to={`/programme/registers/${it.kind}?${query}`}>{t(wordIn('entry', it.event))}</Link>
          {narrow && it.steps.some((step) => !step.ends) && <div>{stepsOf(it)}</div>}
        </>
      ),
    },
    { word: 'all', right: true, width: 80, cell: (it) => count(itemsOf(it.kind).length, it.kind) },
    {
      title: t('programme.inForceOn', { day: times.to }),
      right: true,
      width: 150,
      cell: (it) =>
        lasts(it)
          ? count(
              itemsOf(it.kind).filter((item) => standingOn(item, times.to) === 'inForce').length,
              it.kind,
              'inForce',
            )
          : '',
    },
    { word: 'programme.steps', cell: (it) => stepsOf(it) },
    {
      title: '',
      width: 90,
      className: 'no-print',
      cell: (it) =>
        times.asOf === undefined &&
        mayKeep(it.kind) && (
          <Link
            to={`/programme/registers/${it.kind}?${query}&record=1`}
            aria-label={t('programme.recordIn', { register: t(wordIn('entry', it.event)) })}
          >
            {t('contract.record')}
          </Link>
        ),
    },
  ]
  return (
    <section className="sheet">
      <h2 className="with-switch">
        <span>
          {t('programme.registers')}{' '}
          <small className="note">
            {t('programme.registersNote')}
            {role === 'platform' && t('programme.registersOfOthers')}
          </small>
        </span>
        <Link to={`/programme/entries?${query}`}>{t('programme.entries')}</Link>
      </h2>
      <DataTable rowKey="kind" rows={REGISTERS} columns={narrow ? [columns[0], columns[1]] : columns} fits={narrow} />
    </section>
  )
}
