import { PlusOutlined } from '@ant-design/icons'
import { ELEMENTS } from '@pilot-ledger/programme/definitions'
import { Button, Drawer, Input, Tag } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { Times } from '../figures/figure'
import { usePageParams } from '../kit/loaded'
import { cutFacts } from '../kit/moment'
import { Loading, Nothing, PrintButton, Sheet, Title } from '../kit/page'
import { PlainTable } from '../kit/tables'
import { usePlatforms, useSession } from '../session/session'
import { t, wordIn } from '../words/word'
import { RecordForm } from './forms'
import { ItemDrawer } from './item-drawer'
import { RegisterTable } from './register-table'
import { facetsOf, facetWord, itemName, lasts, matches, type Register, registerOf, standingOn } from './registers'
import { useRegisters } from './use-programme'

/** One register of the programme as it stood at the cut: filtered by how far things have come, each opening to its entries. */
export function RegisterView() {
  const { kind = '' } = useParams()
  const register = registerOf(kind)
  if (!register) return <Nothing what={t('page.unknown')} />
  return <OneRegister key={kind} register={register} />
}

function OneRegister({ register }: { register: Register }) {
  const { kind } = register
  const { may } = useSession()
  const { id, data, error, retry, itemsOf, times, since, query } = useRegisters()
  const [chosen, choose] = usePageParams('state', 'item', 'record', 'call')
  const [words, setWords] = useState('')
  const items = itemsOf(kind)
  const day = times.to
  const facets = facetsOf(register, items)
  const standing = (wanted: string) => items.filter((it) => standingOn(it, day) === wanted)
  const among =
    chosen.state === undefined
      ? items
      : (facets.find((it) => it.name === chosen.state)?.items ?? standing(chosen.state))
  const shown = among.filter((it) => matches(it, words) && (chosen.call === undefined || it.call === chosen.call))
  const open = times.asOf === undefined
  const mayKeep = open && may(kind === 'target' ? 'recordProgrammeTarget' : 'keepProgramme')
  const choices = [
    { name: undefined, text: t('programme.all', { count: items.length }) },
    ...(lasts(register)
      ? [
          { name: 'inForce', text: t('programme.inForce', { count: standing('inForce').length }) },
          { name: 'ended', text: t('programme.ended', { count: standing('ended').length }) },
        ]
      : []),
    ...facets.map((it) => ({
      name: it.name,
      text: t('programme.step', {
        step: t(facetWord(it)),
        count: it.items.length,
      }),
    })),
  ]
  const asOf = data?.asOf
  return (
    <>
      <Title text={t(wordIn('entry', register.event))} note={asOf && t('times.cut', cutFacts(asOf))}>
        <Link to={`/programme?${query}`}>{t('programme.back')}</Link>
        {mayKeep && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => choose({ record: '1' })}>
            {t('programme.recordIn', { register: t(wordIn('entry', register.event)) })}
          </Button>
        )}
        <PrintButton />
      </Title>
      <Times since={since} />
      <div className="choices">
        {choices.map(({ name, text }) => (
          <Button
            key={text}
            size="small"
            type={name === chosen.state ? 'primary' : 'default'}
            aria-pressed={name === chosen.state}
            onClick={() => choose({ state: name })}
          >
            {text}
          </Button>
        ))}
        {chosen.call !== undefined && (
          <Tag closable onClose={() => choose({ call: undefined })}>
            {t(wordIn('entry.ApplicationReceived', 'call'))} {chosen.call}
          </Tag>
        )}
        <Input.Search
          className="search"
          allowClear
          aria-label={t('programme.search')}
          placeholder={t('programme.search')}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      {!data && <Loading error={error} retry={retry} rows={12} />}
      {data && kind === 'element' && <ElementsOfPlatforms />}
      {data && (
        <RegisterTable register={register} items={shown} day={day} onOpen={(it) => choose({ item: itemName(it) })} />
      )}
      <Drawer
        open={mayKeep && chosen.record !== undefined}
        title={t('programme.recordIn', { register: t(wordIn('entry', register.event)) })}
        size={480}
        onClose={() => choose({ record: undefined })}
        destroyOnHidden
      >
        <RecordForm
          programme={id}
          revision={data?.revision}
          event={register.event}
          onDone={() => choose({ record: undefined })}
        />
      </Drawer>
      <ItemDrawer
        register={register}
        item={items.find((it) => itemName(it) === chosen.item)}
        mayKeep={mayKeep}
        onClose={() => choose({ item: undefined })}
      />
    </>
  )
}

/** 五位一体: which of the five elements each platform has on the day, and which are missing. */
function ElementsOfPlatforms() {
  const { all, nameOf } = usePlatforms()
  const { itemsOf, times } = useRegisters()
  const linked = itemsOf('element').filter((it) => standingOn(it, times.to) === 'inForce')
  const platforms = [...new Set([...all.map((it) => it.id), ...linked.map((it) => it.platform ?? '')])]
  return (
    <Sheet title={t('programme.elementsOf')}>
      <PlainTable
        label={t('programme.elementsOf')}
        rows={platforms}
        keyOf={(it) => it}
        columns={[
          { word: 'contract.platform', cell: nameOf },
          ...ELEMENTS.map((element) => ({
            word: wordIn('entry.ElementLinked.element', element),
            cell: (platform: string) => {
              const of = linked.filter((it) => it.platform === platform && it.element === element)
              if (of.length === 0) return <small className="uncounted">{t('programme.missing')}</small>
              return of.map((it) => <div key={it.entry}>{it.title ?? it.party?.name ?? it.key}</div>)
            },
          })),
        ]}
      />
    </Sheet>
  )
}
