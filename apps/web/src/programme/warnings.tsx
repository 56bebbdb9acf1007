import { Link } from 'react-router'
import { DataTable } from '../kit/tables'
import { usePlatforms } from '../session/session'
import { spoken, t, wordIn } from '../words/word'
import { itemName, registerOf } from './registers'
import { type ProgrammeAnswer, useRegisters } from './use-programme'

type Warning = ProgrammeAnswer['warnings'][number]

/** 提醒: platforms below a threshold, towns off the list, and the like; each with the address where it is mended. */
export function ProgrammeWarnings() {
  const { all } = usePlatforms()
  const { data, query, itemsOf } = useRegisters()
  const warnings = data?.warnings ?? []
  const addressOf = ({ register, key, entry }: Warning) => {
    if (register === 'platform') {
      const platform = all.find((it) => it.name === key)
      return platform && `/platforms/${platform.id}`
    }
    const item = itemsOf(register).find((it) => it.entry === entry || it.steps.some((step) => step.entry === entry))
    return `/programme/registers/${register}?${query}${item ? `&item=${encodeURIComponent(itemName(item))}` : ''}`
  }
  return (
    <section className="sheet">
      <h2>
        {t('programme.warnings')} <small className="number">{warnings.length}</small>
      </h2>
      {warnings.length === 0 && <p className="note">{t('programme.warningsNone')}</p>}
      {warnings.length > 0 && (
        <DataTable
          rowKey={(it) => `${it.code} ${it.register} ${it.key} ${it.entry}`}
          rows={warnings}
          columns={[
            {
              word: 'programme.where',
              width: 90,
              cell: (it) => {
                const register = registerOf(it.register)
                return t(register ? wordIn('entry', register.event) : 'contract.platform')
              },
            },
            {
              word: 'programme.about',
              cell: (it) => {
                const address = addressOf(it)
                return address ? <Link to={address}>{it.key}</Link> : it.key
              },
            },
            { word: 'programme.warnings', cell: (it) => spoken(it) },
          ]}
          fits
        />
      )}
    </section>
  )
}
