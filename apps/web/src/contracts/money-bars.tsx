import { t } from 'i18next'
import type { Contract } from '../api/shapes'
import { barShare } from '../money/amount'
import { Money } from '../money/money'

/** 签订 → 开票 → 到账 as bars of one length scale; contracts without tax are not measured against invoices with it. */
export function MoneyBars({ contract }: { contract: Contract }) {
  const { currentAmount = '0.00', invoiced = '0.00', received = '0.00', outstanding = '0.00', taxBasis } = contract
  const comparable = taxBasis === 'inclusive'
  const bars = [
    ['contract.signedBar', currentAmount, 'signed'],
    ['contract.invoiced', invoiced, 'invoiced'],
    ['contract.received', received, 'received'],
  ] as const
  return (
    <section className="sheet" aria-label={t('contract.money')}>
      <dl className="bars">
        {bars.map(([word, value, name]) => (
          <div key={name}>
            <dt>{t(word)}</dt>
            <dd className="bar-room" aria-hidden="true">
              <span
                className={`bar-of ${name}`}
                style={{
                  width: `${comparable || name !== 'signed' ? barShare(value, comparable ? currentAmount : invoiced) : 100}%`,
                }}
              />
            </dd>
            <dd className="bar-value">
              <Money value={value} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('contract.outstanding')}</dt>
          <dd className="bar-room" />
          <dd className="bar-value">
            <Money value={outstanding} />
          </dd>
        </div>
      </dl>
      {!comparable && <p className="note">{t('contract.bases')}</p>}
    </section>
  )
}
