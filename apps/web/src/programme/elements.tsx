import { ELEMENTS } from '@pilot-ledger/programme/definitions'
import { t } from 'i18next'
import { PlainTable } from '../kit/plain-table'
import { usePlatforms } from '../session/platforms'
import { wordIn } from '../words/word'
import { standingOn } from './items'
import { useRegisters } from './use-programme'

/** 五位一体: which of the five elements each platform has on the day, and which are missing. */
export function ElementsOfPlatforms() {
  const { all, nameOf } = usePlatforms()
  const { itemsOf, times } = useRegisters()
  const linked = itemsOf('element').filter((it) => standingOn(it, times.to) === 'inForce')
  const platforms = [...new Set([...all.map((it) => it.id), ...linked.map((it) => it.platform ?? '')])]
  return (
    <section className="sheet">
      <h2>{t('programme.elementsOf')}</h2>
      <PlainTable
        label={t('programme.elementsOf')}
        rows={platforms}
        keyOf={(it) => it}
        columns={[
          { word: 'contract.platform', cell: nameOf },
          ...ELEMENTS.map((element) => ({
            word: wordIn('entry.ElementLinked.element', element),
            cell: (platform: string) => {
              const of = linked.filter((it) => it.platform === platform && it.element === element)
              if (of.length === 0) return <small className="uncounted">{t('programme.missing')}</small>
              return of.map((it) => <div key={it.entry}>{it.title ?? it.party?.name ?? it.key}</div>)
            },
          })),
        ]}
      />
    </section>
  )
}
