import { Select } from 'antd'
import { Link } from 'react-router'
import { type Proposal, ProposalCard } from '../contracts/proposals/proposal-card'
import { useCertificateMarks } from '../figures/certificate'
import { Times, timesText, useCatalogue } from '../figures/figure'
import { definedFields } from '../forms/defined-fields'
import { EntryForm } from '../forms/entry-form'
import { useLoaded } from '../kit/loaded'
import { today } from '../kit/moment'
import { FormButton, Loading, Nothing, PrintButton, Title } from '../kit/page'
import { type Columns, DataTable, isNarrow } from '../kit/tables'
import { FigureValue } from '../money/money'
import { useSession } from '../session/session'
import { t, wordIn } from '../words/word'
import { definitionOf, facetsOf, facetWord, lasts, REGISTERS, type Register, standingOn } from './registers'
import { useProgramme, useRegisters } from './use-programme'
import { ProgrammeWarnings } from './warnings'

/** 建设计划: the programme at a cut: its figures, what to look at, and its registers, each number leading to its rows. */
export function Overview() {
  const { programme, come, since, data, error, retry, times } = useRegisters()
  if (come && !programme) return <NoProgramme />
  return (
    <>
      <Title text={programme?.name ?? t('page.programme')} note={programme?.document}>
        <ProgrammeChoice />
        <PrintButton />
      </Title>
      <Times since={since} />
      {data ? (
        <>
          {times.asOf === undefined &&
            data.proposals.map((it) => (
              <ProposalCard
                key={String(it.proposal)}
                proposal={it as unknown as Proposal}
                programme={programme?.id ?? ''}
              />
            ))}
          <Figures />
          <ProgrammeWarnings />
          <RegistersTable />
        </>
      ) : (
        <Loading error={error} retry={retry} rows={20} />
      )}
    </>
  )
}

export function ProgrammeChoice() {
  const { id, programmes, choose } = useProgramme()
  if (programmes.length < 2) return null
  return (
    <Select
      aria-label={t('page.programme')}
      className="wide-choice"
      value={id}
      onChange={choose}
      options={programmes.map((it) => ({ value: it.id, label: it.name }))}
    />
  )
}

function Figures() {
  const catalogue = useCatalogue()
  const { id, times, query } = useProgramme()
  const certificateOf = useCertificateMarks(times)
  const { data, waiting } = useLoaded('GET /api/programmes/{programme}/figures', { programme: id, ...times })
  return (
    <section className="sheet">
      <h2>
        {t('programme.figures')} <small className="note">{data && timesText(data)}</small>
      </h2>
      {!data && waiting(8)}
      <dl className="programme-figures">
        {data?.figures.map((it) => (
          <div key={it.code} title={catalogue.definitionOf(it.code)}>
            <dt>{catalogue.nameOf(it.code)}</dt>
            <dd>
              <Link to={`/programme/figures/${it.code}?${query}`}>
                <FigureValue value={it.value} unit={it.unit} />
              </Link>{' '}
              {certificateOf({ programme: id }, it.code)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function NoProgramme() {
  const { may } = useSession()
  return (
    <>
      <Title text={t('page.programme')}>
        {may('keepProgramme') && (
          <FormButton primary word="programme.open">
            {(done) => (
              <EntryForm
                fields={definedFields(definitionOf('ProgrammeOpened'))}
                start={{ openedOn: today() }}
                button={t('programme.open')}
                to={{ route: 'POST /api/programmes' }}
                onDone={done}
              />
            )}
          </FormButton>
        )}
      </Title>
      <Nothing what={t('programme.none')} />
    </>
  )
}

/** Each register with what of it stands on the day, and how far its things have come. */
function RegistersTable() {
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
