import { Alert, Checkbox, Descriptions, Empty, Input, Segmented, Select, Slider, Typography } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { idle } from '../kit/idle'
import { DayFilter } from '../kit/inputs'
import { type Columns, DataTable } from '../kit/tables'
import { Tag } from '../kit/tag'

const nothing = () => undefined
const ROWS = [{ no: '1' }, { no: '2' }]
const COLUMNS: Columns<(typeof ROWS)[number]> = [
  { title: '1', foot: () => '1', cell: (it) => <Tag color="green">{it.no}</Tag> },
  { title: '2', money: () => '1.00' },
]

/** What most places are made of, one after another: none of it is ever seen. */
const PARTS: readonly (() => ReactNode)[] = [
  () => <DataTable name="ready" rowKey="no" rows={ROWS} columns={COLUMNS} choosing={{}} pageSize={1} foot={['']} />,
  () => <Select options={[{ value: '', label: '' }]} />,
  () => <DayFilter aria-label="." onChange={nothing} />,
  () => <Slider />,
  () => <Segmented options={['']} />,
  () => <Input.Search />,
  () => <Typography.Title>.</Typography.Title>,
  () => <Alert />,
  () => <Checkbox />,
  () => <Descriptions items={[{ key: '', label: '', children: '' }]} />,
  () => <Empty />,
]

/**
 * The library works out the style of a part when its first one is drawn, and forgets it with the last: a place with a list, gone to
 * from one without, pays for that again each time. So one of each stays, on no page, made while nobody waits for anything.
 */
export function MadeReady({ calm }: { calm: boolean }) {
  const [made, setMade] = useState(0)
  const [beside] = useState(() => document.createElement('div'))
  useEffect(() => {
    if (!calm || made === PARTS.length) return
    let over = false
    idle(() => !over && setMade(made + 1))
    return () => {
      over = true
    }
  }, [calm, made])
  return createPortal(
    PARTS.slice(0, made).map((part, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: they keep their order
      <div key={at}>{part()}</div>
    )),
    beside,
  )
}
