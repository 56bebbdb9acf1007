import { SCHEME_FILTERS } from '@pilot-ledger/evaluation/definitions'
import { Sheet } from '../../kit/page'
import { t, wordIn } from '../../words/word'
import { ChoiceCell, DayCell, FaultsAt, MarkCell, SeveralCell, TextCell, useEditing, WholeCell } from './editing'

const WINDOWS = { calendarYear: {}, fixed: { from: '', to: '' }, sinceRecognition: { to: '' } }
const CUTS = { selfAssessmentDeadline: {}, opening: {}, day: { day: '' } }

/** 方案: how it is called, by whom, where it comes from, over which window, as of when, what is kept out, what is the most. */
export function HeadTable() {
  const { scheme, change } = useEditing()
  const { window, asOf } = scheme.content
  const windows = Object.keys(WINDOWS).map((value) => ({ value, label: t(wordIn('schemeWindowKind', value)) }))
  const cuts = Object.keys(CUTS).map((value) => ({ value, label: t(wordIn('schemeCutKind', value)) }))
  return (
    <Sheet title={t('schemeMaking.head')} label={t('schemeMaking.head')}>
      <div className="scheme-head">
        <b>{t('schemeMaking.name')}</b>
        <div>
          <TextCell at="/titles/zh" className="wide" />
          <TextCell at="/titles/en" className="wide" />
          <FaultsAt at="/titles" />
        </div>
        <b>{t('schemeField.code')}</b>
        <div>
          <TextCell at="/code" />
          {t('schemeField.version')} <WholeCell at="/version" />
        </div>
        <b>{t('schemeMaking.origin')}</b>
        <div>
          <TextCell at="/issuer" maybe />
          {scheme.source !== undefined && (
            <>
              <TextCell at="/source/document" className="wide" />
              <TextCell at="/source/citation" className="wide" />
            </>
          )}
          <button
            type="button"
            className="as-link"
            onClick={() => change('/source', scheme.source === undefined ? { document: '', citation: '' } : undefined)}
          >
            {t(scheme.source === undefined ? 'schemeMaking.addSource' : 'schemeMaking.dropSource')}
          </button>
          <MarkCell at="/sample" label={t('scheme.sample')} />
          <FaultsAt at="/source" />
        </div>
        <b>{t('schemeField.window')}</b>
        <div>
          <ChoiceCell
            at="/content/window/kind"
            column={t('schemeField.window')}
            options={windows}
            turn={(kind) => change('/content/window', { kind, ...WINDOWS[kind as keyof typeof WINDOWS] })}
          />
          {window.kind === 'fixed' && <DayCell at="/content/window/from" />}
          {(window.kind === 'fixed' || window.kind === 'sinceRecognition') && <DayCell at="/content/window/to" />}
          {window.kind === 'calendarYear' && (
            <>
              {t('schemeField.years')} <WholeCell at="/content/window/years" maybe />
            </>
          )}
          <FaultsAt at="/content/window" />
        </div>
        <b>{t('scheme.cut')}</b>
        <div>
          <ChoiceCell
            at="/content/asOf/kind"
            column={t('scheme.cut')}
            options={cuts}
            turn={(kind) => change('/content/asOf', { kind, ...CUTS[kind as keyof typeof CUTS] })}
          />
          {asOf.kind === 'day' && <DayCell at="/content/asOf/day" />}
          <FaultsAt at="/content/asOf" />
        </div>
        <b>{t('scheme.filters')}</b>
        <SeveralCell
          at="/content/filters"
          column={t('scheme.filters')}
          options={SCHEME_FILTERS.map((value) => ({ value, label: t(wordIn('schemeFilter', value)) }))}
        />
        <b>{t('scheme.full')}</b>
        <div>
          <TextCell at="/content/fullScore" className="narrow" />
          {t('schemeField.decimals')} <WholeCell at="/content/decimals" />
        </div>
      </div>
    </Sheet>
  )
}
