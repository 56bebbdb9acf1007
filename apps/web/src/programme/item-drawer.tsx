import { Button, Drawer, Space } from 'antd'
import { useState } from 'react'
import { ActButtons, type Acts } from '../kit/page'
import { t, wordIn } from '../words/word'
import { Recorded } from './entries'
import { CorrectForm, RecordForm, VoidForm } from './forms'
import {
  type Item,
  itemName,
  type Register,
  type RegisterStep,
  type Step,
  stepsToTake,
  type WholeStep,
} from './registers'
import { useContentText, useRegisters } from './use-programme'

type Doing =
  | { readonly does: 'take'; readonly step: RegisterStep }
  | { readonly does: 'correct' | 'void'; readonly entry: WholeStep }

/** One thing of a register: every entry it is made of, by whom it was recorded, and what may follow. */
export function ItemDrawer({
  register,
  item,
  mayKeep,
  onClose,
}: {
  register: Register
  item?: Item
  mayKeep: boolean
  onClose: () => void
}) {
  return (
    <Drawer
      open={item !== undefined}
      title={item && `${t(wordIn('entry', register.event))} ${item.key}`}
      size={560}
      onClose={onClose}
      destroyOnHidden
    >
      {item && <Inside key={itemName(item)} register={register} item={item} mayKeep={mayKeep} onClose={onClose} />}
    </Drawer>
  )
}

function Inside({
  register,
  item,
  mayKeep,
  onClose,
}: {
  register: Register
  item: Item
  mayKeep: boolean
  onClose: () => void
}) {
  const { id, data } = useRegisters()
  const [doing, setDoing] = useState<Doing>()
  const doer = { programme: id, revision: data?.revision }
  const opening = { ...item, type: register.event, steps: undefined } as unknown as Step
  const done = () => setDoing(undefined)
  const actsOn = (entry: Step): Acts =>
    mayKeep && isWhole(entry)
      ? [
          ['contract.correct', () => setDoing({ does: 'correct', entry })],
          ['contract.void', () => setDoing({ does: 'void', entry })],
        ]
      : []
  return (
    <>
      {[opening, ...item.steps].map((it, index) => (
        <OneEntry key={it.entry ?? index} entry={it} acts={actsOn(it)} />
      ))}
      {mayKeep && (
        <Space wrap className="programme-steps">
          {stepsToTake(register, item).map((step) => (
            <Button
              key={step.event}
              type={doing?.does === 'take' && doing.step === step ? 'primary' : 'default'}
              onClick={() => setDoing({ does: 'take', step })}
            >
              {t(wordIn('entry', step.event))}
            </Button>
          ))}
        </Space>
      )}
      {doing && (
        <section aria-label={t('contract.record')}>
          <h3>
            {doing.does === 'take'
              ? t(wordIn('entry', doing.step.event))
              : `${t(doing.does === 'correct' ? 'contract.correct' : 'contract.void')} ${t(wordIn('entry', doing.entry.type))}`}
          </h3>
          {doing.does === 'take' && <RecordForm {...doer} event={doing.step.event} item={item} onDone={done} />}
          {doing.does === 'correct' && (
            <CorrectForm
              key={doing.entry.entry}
              {...doer}
              entry={doing.entry}
              opened={doing.entry.type === register.event ? undefined : item.key}
              onDone={doing.entry.type === register.event ? onClose : done}
            />
          )}
          {doing.does === 'void' && (
            <VoidForm
              key={doing.entry.entry}
              {...doer}
              entry={doing.entry}
              onDone={doing.entry.type === register.event ? onClose : done}
            />
          )}
        </section>
      )}
    </>
  )
}

const isWhole = (step: Step): step is WholeStep => step.entry !== undefined

function OneEntry({ entry, acts }: { entry: Step; acts: Acts }) {
  const content = useContentText()
  return (
    <div className="entry">
      <strong>{t(wordIn('entry', entry.type))}</strong>
      <dl className="programme-entry">
        {content.of(entry.type, entry).map(({ name, label, text }) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <div className="entry-foot">
        {isWhole(entry) && <Recorded entry={entry.entry} />}
        <span className="no-print">
          <ActButtons acts={acts} />
        </span>
      </div>
    </div>
  )
}
