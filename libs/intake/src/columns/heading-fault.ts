import { type CellFault, cellFault } from './cell-fault'
import type { TableHead } from './table-head'
import { unitUnknown } from './unit-words'

/** What is wrong with a heading by itself. */
export function headingFault(heading: TableHead['headings'][number]['heading'], again: boolean): CellFault | undefined {
  if (!heading)
    return cellFault(
      'unknown-column',
      '不认识的表头：请改用模板的表头，或删除该列',
      'an unknown heading; use the template’s, or delete the column',
    )
  if (again) return cellFault('column-twice', '两列表头含义相同，请只留一列', 'two columns mean the same; leave one')
  if (heading.unit === 'unknown') return unitUnknown()
  return undefined
}
