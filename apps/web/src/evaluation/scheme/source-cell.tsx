import { type Indicator, indicatorsOf } from '@pilot-ledger/evaluation/definitions'
import { useCatalogue } from '../../figures/figure'
import { t, wordIn } from '../../words/word'
import { SOURCES } from './document'
import { AddButton, ChoiceCell, FaultsAt, RowButtons, TextCell, useEditing, WholeCell } from './editing'
import { nameOf } from './named'

type LedgerSource = Extract<Indicator['source'], { from: 'ledger' }>

/** A code that nobody chose: it was counted up. */
const COUNTED = /^i\d+$/

/** 取数: a figure of the catalogue, a number with evidence, or two sums of other indicators divided. */
export function SourceCell({ at, indicator, row }: { at: string; indicator: Indicator; row: string }) {
  const { change } = useEditing()
  const { source } = indicator
  const from = Object.keys(SOURCES).map((value) => ({ value, label: t(wordIn('schemeSource', value)) }))
  return (
    <>
      <ChoiceCell
        at={`${at}/source/from`}
        column={t('scheme.value')}
        row={row}
        options={from}
        turn={(it) => change(`${at}/source`, SOURCES[it as keyof typeof SOURCES])}
      />
      {source.from === 'ledger' && <FigureCells at={at} indicator={indicator} row={row} source={source} />}
      {source.from === 'hand' && (
        <>
          <ChoiceCell at={`${at}/source/unit`} row={row} options={units('CNY', 'count', 'percent', 'points')} />
          <TextCell at={`${at}/source/evidence/zh`} column={t('schemeMaking.evidence')} row={row} />
          <TextCell at={`${at}/source/evidence/en`} column={t('schemeMaking.evidenceEn')} row={row} />
          <FaultsAt at={`${at}/source/evidence`} />
        </>
      )}
      {source.from === 'ratio' && (
        <>
          <ChoiceCell at={`${at}/source/unit`} row={row} options={units('percent', 'ratio')} />
          <Terms at={`${at}/source/numerator`} row={row} own={indicator.code} />
          <Terms at={`${at}/source/denominator`} row={row} own={indicator.code} />
          {t('schemeField.decimals')} <WholeCell at={`${at}/source/decimals`} row={row} />
        </>
      )}
      <FaultsAt at={`${at}/source`} />
    </>
  )
}

const units = (...all: readonly string[]) => all.map((value) => ({ value, label: t(wordIn('unit', value)) }))

function FigureCells({
  at,
  indicator,
  row,
  source,
}: {
  at: string
  indicator: Indicator
  row: string
  source: LedgerSource
}) {
  const { scheme, change } = useEditing()
  const { figures, nameOf: called } = useCatalogue()
  const chosen = figures.find((it) => it.code === source.figure)
  /** A figure gives its name and code to an indicator that has none of its own yet. */
  const take = (code: string) => {
    const it = figures.find((of) => of.code === code)
    const own = code.replaceAll('.', '-')
    const free = !indicatorsOf(scheme.content).some((of) => of.code === own)
    change(at, {
      ...indicator,
      ...(COUNTED.test(indicator.code) && free && { code: own }),
      ...(it && indicator.zh === '' && indicator.en === '' && { zh: it.zh, en: it.en }),
      source: { from: 'ledger', figure: code },
    })
  }
  return (
    <>
      <ChoiceCell
        at={`${at}/source/figure`}
        row={row}
        searched
        className="figure"
        options={figures.map((it) => ({ value: it.code, label: called(it.code) }))}
        turn={take}
      />
      {(source.taxBasis !== undefined || chosen?.basis === 'signed') && (
        <ChoiceCell
          at={`${at}/source/taxBasis`}
          row={row}
          any={t('schemeMaking.bothTaxes')}
          options={['inclusive', 'exclusive'].map((value) => ({ value, label: t(wordIn('tax', value)) }))}
        />
      )}
      {scheme.content.window.kind === 'calendarYear' && (
        <span className="cell">
          {t('schemeField.years')} <WholeCell at={`${at}/source/years`} row={row} maybe />
        </span>
      )}
    </>
  )
}

/** One side of a ratio: other indicators, each so many times. */
function Terms({ at, row, own }: { at: string; row: string; own: string }) {
  const { scheme } = useEditing()
  const terms = (at.endsWith('numerator') ? 'numerator' : 'denominator') as 'numerator' | 'denominator'
  const options = indicatorsOf(scheme.content)
    .filter((it) => it.code !== own && it.source.from !== 'ratio')
    .map((it) => ({ value: it.code, label: nameOf(it) }))
  const found = indicatorsOf(scheme.content).find((it) => it.code === own)?.source
  const list = found?.from === 'ratio' ? (found[terms] ?? []) : []
  const side = `${row} ${t(wordIn('schemeField', terms))}`
  return (
    <fieldset className="terms" aria-label={side}>
      <span className="note">{t(wordIn('schemeField', terms))}</span>
      {list.map((_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a term is its place
        <div key={i} className="term">
          <TextCell at={`${at}/${i}/times`} row={`${side} ${i + 1}`} className="narrow" maybe />
          <ChoiceCell at={`${at}/${i}/indicator`} row={`${side} ${i + 1}`} options={options} />
          <RowButtons list={at} no={i} row={`${side} ${i + 1}`} />
        </div>
      ))}
      <AddButton list={at} word={t('schemeMaking.addTerm')} item={{ indicator: '' }} />
      <FaultsAt at={at} />
    </fieldset>
  )
}
