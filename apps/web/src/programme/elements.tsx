import { useTranslation } from 'react-i18next'
import { Scrolled } from '../kit/scrolled'
import { usePlatforms } from '../session/platforms'
import { standingOn } from './items'
import { ELEMENTS } from './registers'
import { useRegisters } from './use-programme'

/** 五位一体: which of the five elements each platform has on the day, and which are missing. */
export function ElementsOfPlatforms() {
  const { t } = useTranslation()
  const { all, nameOf } = usePlatforms()
  const { itemsOf, times } = useRegisters()
  const linked = itemsOf('element').filter((it) => standingOn(it, times.to) === 'inForce')
  const platforms = [...new Set([...all.map((it) => it.id), ...linked.map((it) => it.platform ?? '')])]
  return (
    <section className="sheet">
      <h2>{t('programme.elementsOf')}</h2>
      <Scrolled label={t('programme.elementsOf')}>
        <table className="changed">
          <thead>
            <tr>
              <th scope="col">{t('programme.ofPlatform')}</th>
              {ELEMENTS.map((it) => (
                <th key={it} scope="col">
                  {t(`programme.v.${it}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {platforms.map((platform) => (
              <tr key={platform}>
                <th scope="row">{nameOf(platform)}</th>
                {ELEMENTS.map((element) => {
                  const of = linked.filter((it) => it.platform === platform && it.element === element)
                  return (
                    <td key={element}>
                      {of.length === 0 && <small className="uncounted">{t('programme.missing')}</small>}
                      {of.map((it) => (
                        <div key={it.entry}>{it.title ?? it.party?.name ?? it.key}</div>
                      ))}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </section>
  )
}
