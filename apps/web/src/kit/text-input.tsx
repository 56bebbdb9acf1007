import { Input } from 'antd'

/** A text outside of a form; its label stands in it while it is empty, unless it is `bare`. Of several lines with `lines`. */
export function TextInput({
  label,
  value,
  change,
  max,
  lines,
  bare,
  ...rest
}: {
  label: string
  value: string
  change: (text: string) => void
  max?: number
  /** Most lines that it grows to. */
  lines?: number
  bare?: boolean
  className?: string
  id?: string
}) {
  const given = { 'aria-label': label, placeholder: bare ? undefined : label, value, maxLength: max, ...rest }
  if (lines !== undefined)
    return (
      <Input.TextArea
        {...given}
        autoSize={{ minRows: 2, maxRows: lines }}
        onChange={(event) => change(event.target.value)}
      />
    )
  return <Input {...given} autoComplete="off" onChange={(event) => change(event.target.value)} />
}
