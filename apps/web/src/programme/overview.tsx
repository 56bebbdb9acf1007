import { PlusOutlined } from '@ant-design/icons'
import { Button, Drawer, Select } from 'antd'
import { t } from 'i18next'
import { useState } from 'react'
import { Link } from 'react-router'
import { type Proposal, ProposalCard } from '../contracts/proposals/proposal-card'
import { useCatalogue } from '../figures/catalogue'
import { Times, timesText } from '../figures/times'
import { definedFields } from '../forms/defined-fields'
import { EntryForm } from '../forms/entry-form'
import { PrintButton } from '../kit/buttons'
import { useLoaded } from '../kit/loaded'
import { today } from '../kit/moment'
import { Loading, Nothing } from '../kit/states'
import { Title } from '../kit/title'
import { FigureValue } from '../money/money'
import { useSession } from '../session/session'
import { definitionOf } from './registers'
import { RegistersTable } from './registers-table'
import { useProgramme, useRegisters } from './use-programme'
import { ProgrammeWarnings } from './warnings'

/** 统筹: the programme at a cut: its figures, what to look at, and its registers, each number leading to its rows. */
export function Overview() {
  const { programme, programmes, come, choose, since, data, error, retry, times } = useRegisters()
  if (come && !programme) return <NoProgramme />
  return (
    <>
      <Title text={programme?.name ?? t('page.programme')} note={programme?.document}>
        {programmes.length > 1 && (
          <Select
            aria-label={t('page.programme')}
            className="wide-choice"
            value={programme?.id}
            onChange={choose}
            options={programmes.map((it) => ({ value: it.id, label: it.name }))}
          />
        )}
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

function Figures() {
  const catalogue = useCatalogue()
  const { id, times, query } = useProgramme()
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
              </Link>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function NoProgramme() {
  const { may } = useSession()
  const [opening, setOpening] = useState(false)
  return (
    <>
      <Title text={t('page.programme')}>
        {may('keepProgramme') && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpening(true)}>
            {t('programme.open')}
          </Button>
        )}
      </Title>
      <Nothing what={t('programme.none')} />
      <Drawer open={opening} title={t('programme.open')} size={480} onClose={() => setOpening(false)} destroyOnHidden>
        <EntryForm
          fields={definedFields(definitionOf('ProgrammeOpened'))}
          start={{ openedOn: today() }}
          button={t('programme.open')}
          to={{ route: 'POST /api/programmes' }}
          onDone={() => setOpening(false)}
        />
      </Drawer>
    </>
  )
}
