import { SearchOutlined } from '@ant-design/icons'
import { Button, Input, type InputRef, Modal } from 'antd'
import { type KeyboardEvent, type Ref, useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { Loading } from '../kit/page'
import { useShortcuts } from '../kit/shortcuts'
import { Money } from '../money/money'
import { t } from '../words/word'
import type { Group } from './places'
import { type Option, useFound } from './use-found'

/** 搜索: in the head of every place, and by Ctrl K or / wherever one is. */
export function Search({ groups }: { groups: readonly Group[] }) {
  const [open, setOpen] = useState(false)
  const field = useRef<InputRef>(null)
  useShortcuts({ '/': () => setOpen(true) })
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      setOpen(true)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  return (
    <>
      <Button className="search-button" icon={<SearchOutlined />} onClick={() => setOpen(true)}>
        <span className="search-words">{t('search.what')}</span>
        <kbd aria-hidden>Ctrl K</kbd>
      </Button>
      <Modal
        open={open}
        title={t('search')}
        footer={null}
        width={640}
        onCancel={() => setOpen(false)}
        // The dialog takes the focus for itself when it is there; what is typed next belongs into the field.
        afterOpenChange={(shown) => shown && field.current?.focus()}
        destroyOnHidden
      >
        <SearchBox field={field} groups={groups} gone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

const optionId = (i: number) => `found-${i}`

/** One field, and below it what the text leads to: the arrows choose, Enter goes there. */
function SearchBox({ field, groups, gone }: { field: Ref<InputRef>; groups: readonly Group[]; gone: () => void }) {
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const { options, waits, error } = useFound(text, groups)
  const flat = options.flatMap((it) => it.of)
  const chosen = Math.min(at, flat.length - 1)
  useEffect(() => {
    document.getElementById(optionId(chosen))?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  const open = (it: Option) => {
    gone()
    navigate(it.to)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && flat.length > 0) {
      event.preventDefault()
      setAt((chosen + step + flat.length) % flat.length)
    }
    // Enter that ends the choice of a character by an input method opens nothing.
    if (event.key === 'Enter' && !event.nativeEvent.isComposing && flat[chosen]) open(flat[chosen])
  }
  const places = new Map(flat.map((it, i) => [it, i]))
  return (
    <>
      <Input
        ref={field}
        allowClear
        prefix={<SearchOutlined />}
        value={text}
        placeholder={t('search.what')}
        aria-label={t('search')}
        role="combobox"
        aria-expanded={flat.length > 0}
        aria-controls="found"
        aria-activedescendant={flat.length > 0 ? optionId(chosen) : undefined}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      {error !== undefined && error !== null && <Loading error={error} />}
      <div id="found" className="found" role="listbox" aria-label={t('search.found')} aria-busy={waits}>
        {options.map(({ name, of, more }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields; these are options of a list.
          <div key={name} role="group" aria-label={name}>
            <div className="outline-group" aria-hidden>
              {name}
              {more && ` · ${t('search.more')}`}
            </div>
            {of.map((it) => {
              const i = places.get(it) ?? 0
              return (
                // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus, and names the option that is chosen.
                // biome-ignore lint/a11y/useKeyWithClickEvents: its keys are those of the field.
                <div key={it.to} id={optionId(i)} role="option" aria-selected={i === chosen} onClick={() => open(it)}>
                  <span className="found-text">{it.text}</span>
                  <span className="found-about">{it.about?.filter(Boolean).join(' · ')}</span>
                  {it.amount && <Money value={it.amount} />}
                </div>
              )
            })}
          </div>
        ))}
      </div>
      <p className="note" role="status">
        {!waits && flat.length === 0 ? t(text.trim() === '' ? 'search.how' : 'search.none') : ''}
      </p>
    </>
  )
}
