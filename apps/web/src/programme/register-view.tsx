import { PlusOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button, Drawer, Input, Table, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { Times } from '../figures/times'
import { momentText } from '../frame/moment'
import { usePlaceParams } from '../frame/place-params'
import { Loading, Nothing } from '../frame/states'
import { Title } from '../frame/title'
import { useSession } from '../session/session'
import { useContentText } from './content-text'
import { ElementsOfPlatforms } from './elements'
import { ItemDrawer } from './item-drawer'
import { facetsOf, type Item, lastDay, matches, standingOn } from './items'
import { RecordForm } from './record-form'
import { type Register, registerOf } from './registers'
import { StepText } from './step-text'
import { useRegisters } from './use-programme'

/** One register of the programme as it stood at the cut: filtered by how far things have come, each opening to its entries. */
export function RegisterView() {
  const { t } = useTranslation()
  const { kind = '' } = useParams()
  const register = registerOf(kind)
  if (!register) return <Nothing what={t('place.unknown')} />
  return <OneRegister key={kind} register={register} />
}

function OneRegister({ register }: { register: Register }) {
  const { t } = useTranslation()
  const { kind } = register
  const { may } = useSession()
  const { id, data, error, retry, itemsOf, times, since, query } = useRegisters()
  const [chosen, choose] = usePlaceParams('state', 'item', 'record')
  const [words, setWords] = useState('')
  const items = itemsOf(kind)
  const day = times.to
  const facets = facetsOf(register, items)
  const standing = (wanted: string) => items.filter((it) => standingOn(it, day) === wanted)
  const among =
    chosen.state === undefined
      ? items
      : (facets.find((it) => it.name === chosen.state)?.items ?? standing(chosen.state))
  const shown = among.filter((it) => matches(it, words))
  const open = times.asOf === undefined
  const mayKeep = open && may(kind === 'target' ? 'recordProgrammeTarget' : 'keepProgramme')
  const choices = [
    { name: undefined, text: t('programme.all', { count: items.length }) },
    { name: 'inForce', text: t('programme.inForce', { count: standing('inForce').length }) },
    { name: 'ended', text: t('programme.ended', { count: standing('ended').length }) },
    ...facets.map((it) => ({
      name: it.name,
      text: t('programme.step', {
        step: t(it.decision ? `programme.v.${it.decision}` : `entry.${it.step.event}`),
        count: it.items.length,
      }),
    })),
  ]
  const asOf = data?.asOf
  return (
    <>
      <Title
        text={t(`programme.register.${kind}`)}
        note={
          asOf && t('times.cut', { sequence: asOf.sequence, at: asOf.recordedAt ? momentText(asOf.recordedAt) : '—' })
        }
      >
        <Link to={`/programme?${query}`}>{t('programme.back')}</Link>
        {mayKeep && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => choose({ record: '1' })}>
            {t('programme.recordIn', { register: t(`entry.${register.event}`) })}
          </Button>
        )}
        <Button icon={<PrinterOutlined />} onClick={() => print()}>
          {t('print')}
        </Button>
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
      {data && <Items register={register} items={shown} day={day} onOpen={(it) => choose({ item: it.entry })} />}
      <Drawer
        open={mayKeep && chosen.record !== undefined}
        title={t('programme.recordIn', { register: t(`entry.${register.event}`) })}
        size={480}
        onClose={() => choose({ record: undefined })}
        destroyOnHidden
      >
        <RecordForm
          programme={id}
          revision={data?.revision}
          register={register}
          onDone={() => choose({ record: undefined })}
        />
      </Drawer>
      <ItemDrawer
        register={register}
        item={items.find((it) => it.entry === chosen.item)}
        mayKeep={mayKeep}
        onClose={() => choose({ item: undefined })}
      />
    </>
  )
}

/** What has a column of its own. */
const APART = ['key', 'title', 'party', 'on', 'from', 'until', 'document']

function Items({
  register,
  items,
  day,
  onOpen,
}: {
  register: Register
  items: readonly Item[]
  day: string
  onOpen: (item: Item) => void
}) {
  const { t } = useTranslation()
  const content = useContentText()
  const standing = { inForce: 'green', notYet: 'blue', ended: 'orange' } as const
  return (
    <Table<Item>
      rowKey="entry"
      size="small"
      bordered
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: <Nothing what={t('programme.nothingHere')} /> }}
      dataSource={[...items]}
      columns={[
        {
          key: 'key',
          title: t('programme.key'),
          width: 130,
          render: (_, it) => (
            <Button type="link" size="small" className="programme-key" onClick={() => onOpen(it)}>
              {it.key}
            </Button>
          ),
        },
        {
          key: 'what',
          title: t('programme.what'),
          width: 300,
          render: (_, it) => (
            <>
              {it.title}
              {it.synthetic === true && <Tag className="synthetic">{t('synthetic')}</Tag>}
              {it.party && <div className={it.title ? 'note' : ''}>{it.party.name}</div>}
            </>
          ),
        },
        {
          key: 'details',
          title: t('programme.details'),
          render: (_, it) => (
            <span className="programme-details">
              {content.of(register.event, it, APART).map(({ name, label, text }) => (
                <span key={name}>
                  <small>{label}</small> {text}
                </span>
              ))}
            </span>
          ),
        },
        {
          key: 'when',
          title: t('programme.when'),
          width: 110,
          render: (_, it) => {
            const last = lastDay(it, day)
            return (
              <span className="number">
                {it.from ?? it.on}
                {last && <div>{t('programme.until', { day: last })}</div>}
              </span>
            )
          },
        },
        {
          key: 'state',
          title: t('programme.state'),
          width: 250,
          render: (_, it) => {
            const state = standingOn(it, day)
            return (
              <>
                {register.steps.every((step) => step.ends || step.event === 'ListingRenewed') && (
                  <Tag color={standing[state]}>{t(`programme.state.${state}`)}</Tag>
                )}
                {it.steps.map((step) => (
                  <div key={step.entry}>
                    <StepText step={step} />
                  </div>
                ))}
              </>
            )
          },
        },
      ]}
    />
  )
}
