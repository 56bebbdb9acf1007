import { Sheet } from '../../kit/page'
import { t, wordIn } from '../../words/word'
import { freeCode } from './document'
import {
  AddButton,
  ChoiceCell,
  CodeCell,
  FaultsAt,
  MarkCell,
  RowButtons,
  TextCell,
  useEditing,
  WholeCell,
} from './editing'
import { nameOf } from './named'
import { SchemeTable } from './scheme-table'

const LEVELS = '/content/grades/levels'
const QUOTAS = { percent: { percent: '' }, count: { count: undefined } }

/** 等级: from the best to the worst, each from a score, for the first alone or for so many. */
export function GradesTable() {
  const { scheme, change } = useEditing()
  const { levels } = scheme.content.grades
  const quotas = Object.keys(QUOTAS).map((value) => ({ value, label: t(wordIn('schemeQuota', value)) }))
  return (
    <Sheet title={t('scheme.grades')} label={t('scheme.grades')}>
      <SchemeTable
        label={t('schemeMaking.gradesTable')}
        className="grades-table"
        heads={[t('schemeMaking.grade'), t('schemeMaking.from'), t('schemeMaking.onlyTo')]}
      >
        <tbody>
          {levels.map((it, i) => {
            const at = `${LEVELS}/${i}`
            const row = nameOf(it)
            const { quota } = it
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place: its code is being typed
              <tr key={i}>
                <th scope="row">
                  <div className="term">
                    <TextCell at={`${at}/zh`} row={row} />
                    <TextCell at={`${at}/en`} row={row} />
                    <CodeCell at={`${at}/code`} row={row} />
                  </div>
                  <FaultsAt at={at} />
                </th>
                <td>
                  <TextCell at={`${at}/from`} column={t('schemeMaking.from')} row={row} className="narrow" />
                </td>
                <td>
                  <div className="term">
                    <MarkCell at={`${at}/first`} row={row} label={t('schemeField.first')} />
                    <MarkCell at={`${at}/notEligible`} row={row} label={t('schemeField.notEligible')} />
                    <ChoiceCell
                      at={`${at}/quota/kind`}
                      column={t('schemeField.quota')}
                      row={row}
                      any={t('schemeMaking.noQuota')}
                      options={quotas}
                      turn={(kind) => change(`${at}/quota`, kind && { kind, ...QUOTAS[kind as keyof typeof QUOTAS] })}
                    />
                    {quota?.kind === 'percent' && (
                      <TextCell at={`${at}/quota/percent`} row={row} className="narrow" suffix="%" />
                    )}
                    {quota?.kind === 'count' && <WholeCell at={`${at}/quota/count`} row={row} />}
                    {quota && (
                      <ChoiceCell
                        at={`${at}/quota/ties`}
                        row={row}
                        any={t('quota.ties.none')}
                        options={[{ value: 'all', label: t('quota.ties.all') }]}
                      />
                    )}
                  </div>
                  <FaultsAt at={`${at}/quota`} />
                </td>
                <td>
                  <RowButtons list={LEVELS} no={i} row={row} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </SchemeTable>
      <AddButton
        list={LEVELS}
        word={t('schemeMaking.addGrade')}
        item={{
          code: freeCode('grade', scheme.content),
          zh: '',
          en: '',
          from: '',
        }}
      />
      <FaultsAt at={LEVELS} />
      <div className="term">
        {t('schemeField.noShow')} <ChoiceCell at="/content/grades/noShow" options={useGrades()} />
      </div>
    </Sheet>
  )
}

/** The grades to choose among. */
export function useGrades() {
  const { scheme } = useEditing()
  return scheme.content.grades.levels.map((it) => ({ value: it.code, label: nameOf(it) }))
}
