import { Alert, AutoComplete, Button, Form, Input, Select } from 'antd'
import { useContext, useState } from 'react'
import { t, type Word, wordIn } from '../words/word'
import { calledOtherwise, clientOf, clientsFor, type KnownClient } from './known-of-platform'
import { KeepDraft } from './use-draft'
import { useKnown, useSounds } from './use-known'

/** The variants of an identity, each with fields of its own. */
const SCHEMES = ['uscc', 'foreign', 'person']
/** More help nobody. */
const MOST_OFFERED = 20

/**
 * A party: its name, the kind of its identifier, the identifier. Of those that the platform knows it is chosen, by a part of the
 * code, the name or its sound; a code that is known fills the name, and asks where another name stands there. Under `at` in the form.
 */
export function PartyFields({ at, needed, word }: { at: string; needed?: boolean; word: Word }) {
  const form = Form.useFormInstance()
  const rules = needed ? [{ required: true, message: t('needed') }] : []
  const party = Form.useWatch(at, { form, preserve: true }) as { name?: string; id?: { scheme?: string } } | undefined
  const known = useKnown()
  const [typed, setTyped] = useState('')
  /** Whom letters mean is known only when the sounds have come: the list opens then, too. */
  const [open, setOpen] = useState(false)
  const sounds = useSounds(typed)
  const scheme = party?.id?.scheme
  const keep = useContext(KeepDraft)
  const choose = ({ id, name }: Pick<KnownClient, 'id' | 'name'>) => {
    form.setFieldValue([at], { name, id: { ...id } })
    form.setFields([
      { name: [at, 'name'], errors: [] },
      { name: [at, 'id', 'value'], errors: [] },
    ])
    keep()
  }
  const offered = clientsFor(known, typed, sounds).filter((_, i) => i < MOST_OFFERED)
  return (
    <fieldset className="party">
      <legend>{t(word)}</legend>
      <Form.Item name={[at, 'name']} label={t(wordIn('party', 'name'))} rules={rules}>
        <AutoComplete
          options={offered.map((it) => ({
            value: it.name,
            key: `${it.id.scheme} ${it.id.value}`,
            label: (
              <>
                {it.name} <small className="number">{it.id.value}</small>
              </>
            ),
            client: it,
          }))}
          defaultActiveFirstOption
          open={open && offered.length > 0}
          showSearch={{
            filterOption: false,
            onSearch: (text) => {
              setTyped(text)
              setOpen(text.trim() !== '')
            },
          }}
          onBlur={() => setOpen(false)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || !open || offered.length === 0) return
            // Esc closes the list, and not what the form stands in.
            event.stopPropagation()
            setOpen(false)
          }}
          onSelect={(_, { client }) => {
            setOpen(false)
            choose(client)
          }}
        >
          <Input autoComplete="off" />
        </AutoComplete>
      </Form.Item>
      <div className="in-line">
        <Form.Item name={[at, 'id', 'scheme']} label={t(wordIn('party.id', 'scheme'))}>
          <Select options={SCHEMES.map((it) => ({ value: it, label: t(wordIn('party.id.scheme', it)) }))} />
        </Form.Item>
        {scheme === 'foreign' && (
          <Form.Item name={[at, 'id', 'country']} label={t(wordIn('party.id', 'country'))} rules={rules}>
            <Input placeholder="DE" maxLength={2} autoComplete="off" />
          </Form.Item>
        )}
        <Form.Item
          name={[at, 'id', 'value']}
          label={t(scheme === 'uscc' ? wordIn('party.id.scheme', scheme) : wordIn('party.id', 'value'))}
          rules={rules}
          normalize={(it: string) => (scheme === 'uscc' ? it.trim().toUpperCase() : it)}
        >
          <Input
            className="number"
            autoComplete="off"
            onBlur={() => {
              const now = form.getFieldValue([at])
              const client = clientOf(known, now)
              if (client && !now?.name) choose(client)
            }}
          />
        </Form.Item>
      </div>
      <OtherName client={calledOtherwise(known, party)} choose={choose} />
    </fieldset>
  )
}

/** A known code under another name: a slip of either, or the party has a new name; the form says so where it is recorded, too. */
function OtherName({ client, choose }: { client?: KnownClient; choose: (client: KnownClient) => void }) {
  if (!client) return null
  return (
    <Alert
      type="warning"
      title={t('party.calledOtherwise', { name: client.name })}
      action={
        <Button size="small" onClick={() => choose(client)}>
          {t('party.takeName')}
        </Button>
      }
    />
  )
}
