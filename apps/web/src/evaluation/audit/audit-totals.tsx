import { Sheet } from '../../kit/page'
import { PlainTable } from '../../kit/tables'
import { Tag } from '../../kit/tag'
import { Money } from '../../money/money'
import { spoken, t, type Word, wordIn } from '../../words/word'
import { type AuditAnswer, UnitValue } from '../assessment/assessment'

/** Totals of all rows by indicator: with and without related parties, kept out, struck, and how many rows each question names. */
export function AuditTotals({ audit, choose }: { audit: AuditAnswer; choose: (question: string) => void }) {
  return (
    <Sheet title={t('audit.totals')}>
      <PlainTable
        label={t('audit.totals')}
        className="scores"
        rows={audit.indicators}
        keyOf={(it) => it.indicator}
        columns={[
          { word: 'result.indicator', cell: (it) => spoken(it) },
          { word: 'audit.rows', right: true, number: (it) => it.rows },
          {
            word: 'figure.value',
            right: true,
            cell: (it) => (
              <>
                <Amounts value={it.value} parts={it.refused?.parts} unit={it.unit} />
                {it.ties === false && (
                  <div className="note">
                    {t('audit.rowsAdd')} <UnitValue value={it.rowsAddUpTo ?? undefined} unit={it.unit} />
                  </div>
                )}
              </>
            ),
          },
          {
            word: 'audit.withRelated',
            right: true,
            cell: (it) => <Amounts value={it.related.with} parts={it.refused?.parts} unit={it.unit} />,
          },
          {
            word: 'audit.withoutRelated',
            right: true,
            cell: (it) => (
              <>
                <Amounts value={it.related.without} parts={it.related.withoutParts} unit={it.unit} />
                {it.related.rows > 0 && <div className="note">{t('round.rows', { count: it.related.rows })}</div>}
              </>
            ),
          },
          {
            word: 'audit.keptOut',
            right: true,
            cell: (it) =>
              it.filtered.rows === 0 ? (
                '—'
              ) : (
                <>
                  <Amounts value={it.filtered.value} parts={it.filtered.parts} unit={it.unit} />
                  <div className="note">{t('round.rows', { count: it.filtered.rows })}</div>
                </>
              ),
          },
          {
            word: 'verify.verified',
            right: true,
            cell: (it) => (
              <>
                <Amounts value={it.verified} parts={it.verifiedParts} unit={it.unit} />
                {it.struck > 0 && <div className="note">{t('verify.strikes', { count: it.struck })}</div>}
              </>
            ),
          },
          {
            word: 'audit.behindSigned',
            right: true,
            cell: (it) => (
              <>
                <Amounts value={it.money.behind} parts={it.money.behindParts} unit="CNY" />
                <div className="note">{t('audit.ofContracts', { count: it.money.contracts })}</div>
              </>
            ),
          },
          {
            word: 'audit.common',
            cell: (it) =>
              it.findings
                .filter((of) => of.usual)
                .map((of) => `${findingText(of.finding)} ${of.rows}/${it.rows}`)
                .join('、') || '—',
          },
          {
            word: 'audit.asked',
            cell: (it) =>
              it.questions
                .filter((of) => of.rows > 0)
                .map((of) => (
                  <button
                    key={of.question}
                    type="button"
                    className="link-button request"
                    onClick={() => choose(of.question)}
                  >
                    <Tag color={of.question === 'recorded' ? 'blue' : 'orange'}>
                      {t(wordIn('question.short', of.question))} {of.rows}
                    </Tag>
                  </button>
                )),
          },
        ]}
      />
      <p className="note">{t('audit.totalsNote')}</p>
    </Sheet>
  )
}

/** A finding by its name: a warning's, or the word of the answer. */
const FINDINGS: Readonly<Record<string, Word>> = {
  related: 'audit.related',
  countedTwice: 'audit.twice',
  outside: 'audit.outside',
  unpaid: 'audit.behind',
  late: 'audit.late',
  corrected: 'audit.corrected',
  noEvidence: 'verify.noEvidence',
  ownDayOutside: 'window.ownDayOutside',
  signedOutside: 'window.signedOutside',
  notCompleted: 'window.notCompleted',
  completedOutside: 'window.completedOutside',
}
const findingText = (finding: string) => t(FINDINGS[finding] ?? wordIn('warningShort', finding))

type Parts = NonNullable<AuditAnswer['indicators'][number]['verifiedParts']>

/** A value; where amounts with and without tax stand side by side, each by itself. */
function Amounts({ value, parts, unit }: { value?: string | null; parts?: Parts; unit: string }) {
  if (!parts) return <UnitValue value={value ?? undefined} unit={unit} />
  return (
    <span className="both" title={t('figure.refused')}>
      {parts.map((it) => (
        <span key={it.taxBasis}>
          {t(`tax.${it.taxBasis}`)} <Money value={it.value} />
        </span>
      ))}
    </span>
  )
}
