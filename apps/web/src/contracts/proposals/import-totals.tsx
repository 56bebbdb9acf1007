import type { ImportReport } from '../../api/ask'
import { PlainTable } from '../../kit/tables'
import { t, wordIn } from '../../words/word'

/** By kind of entry; no line under them, because these are not amounts of one kind. */
export function Totals({ totals, caption }: { totals: ImportReport['totals']; caption: string }) {
  return (
    <PlainTable
      label={caption}
      caption={caption}
      className="import-totals"
      rows={totals}
      keyOf={({ type, taxBasis, framework }) => `${type} ${taxBasis} ${framework}`}
      columns={[
        {
          word: 'import.kind',
          cell: ({ type, framework, taxBasis }) =>
            [t(wordIn('entry', type)), framework && t('kind.framework'), taxBasis && t(`tax.${taxBasis}`)]
              .filter(Boolean)
              .join(' · '),
        },
        { word: 'import.entries', number: (it) => it.entries },
        { word: 'field.amount', money: (it) => it.amount },
      ]}
    />
  )
}
