import { useAnswer } from '../api/answers'
import { CorrectForm as AnyCorrectForm, VoidForm as AnyVoidForm, type Stream } from '../forms/change-forms'
import { beginning, definedFields, routeOf } from '../forms/defined-fields'
import { EntryForm } from '../forms/entry-form'
import { type Field, named } from '../forms/field'
import { today } from '../kit/moment'
import { usePlatforms } from '../session/session'
import { spoken, t, wordIn } from '../words/word'
import { definitionOf, type Item, type WholeStep } from './registers'
import { useRegisters } from './use-programme'

type Values = Readonly<Record<string, unknown>>

interface Doer {
  readonly programme: string
  readonly revision?: number
  readonly onDone: () => void
}

/** The form of an entry; what names another thing is chosen from what there is. */
function useFields(event: string): readonly Field[] {
  const { all } = usePlatforms()
  const { itemsOf } = useRegisters()
  const figures = useAnswer('GET /api/figure-catalogue').data?.figures ?? []
  // What is aimed at is a number of things; what a letter states may be an amount too.
  const counted = figures.filter((it) => event === 'FigurePublished' || it.unit === 'count')
  const choices: Readonly<Record<string, ReturnType<typeof named>>> = {
    platform: named(all.map((it) => [it.id, it.name ?? it.id])),
    call: named(itemsOf('call').map((it) => [it.key, it.title ? `${it.key} ${it.title}` : it.key])),
    figure: named(counted.map((it) => [it.code, spoken(it)])),
  }
  return definedFields(definitionOf(event)).map((it) =>
    it.name in choices ? { ...it, kind: 'choice', ...choices[it.name] } : it,
  )
}

/** A new item of a register, or the next step of one that is there. */
export function RecordForm({ event, item, ...doer }: Doer & { event: string; item?: Item }) {
  const { programme, revision, onDone } = doer
  const definition = definitionOf(event)
  const fields = useFields(event).filter((it) => !item || it.name !== 'key')
  return (
    <EntryForm
      key={event}
      about={`record:${event}:${item?.key ?? ''}`}
      fields={fields}
      start={{ ...beginning(fields), ...(item && { on: today() }) }}
      button={`${t('contract.record')} ${t(wordIn('entry', event))}`}
      to={(values) => ({
        ...routeOf(
          '/api/programmes/{programme}',
          definition,
          { programme },
          { key: item?.key, ...stated(fields, values) },
        ),
        revision,
      })}
      onDone={onDone}
    />
  )
}

/** What a letter states of the programme; of a platform it is recorded in that platform's register. */
export function PublishForm({ programme, revision, onDone }: Doer) {
  return (
    <EntryForm
      fields={useFields('FigurePublished')}
      start={{ unit: 'count', basis: 'notApplicable' }}
      button={t('letter.add')}
      to={{ route: 'POST /api/programmes/{programme}/published-figures', params: { programme }, revision }}
      onDone={onDone}
    />
  )
}

const streamOf = ({ programme, revision }: Doer): Stream => ({
  at: '/api/programmes/{programme}',
  params: { programme },
  revision,
})

/** 更正: the whole new content of an entry of a register. `opened` is the key of the item that a step belongs to. */
export function CorrectForm({ entry, opened, ...doer }: Doer & { entry: WholeStep; opened?: string }) {
  const { entry: corrects, type, steps: _, ended: __, ...data } = entry
  const fields = useFields(type).filter((it) => opened === undefined || it.name !== 'key')
  return (
    <AnyCorrectForm
      stream={streamOf(doer)}
      entry={corrects}
      type={type}
      fields={fields}
      start={{ ...beginning(fields), ...data }}
      contentOf={(values) => ({ ...(opened !== undefined && { key: opened }), ...stated(fields, values) })}
      onDone={doer.onDone}
    />
  )
}

/** 作废. */
export const VoidForm = ({ entry, ...doer }: Doer & { entry: WholeStep }) => (
  <AnyVoidForm stream={streamOf(doer)} entry={entry.entry} onDone={doer.onDone} />
)

/** A party that was left empty is none, though the kind of its identifier was chosen beforehand. */
function stated(fields: readonly Field[], values: Values): Values {
  const parties = new Set(fields.filter((it) => it.kind === 'party').map((it) => it.name))
  return Object.fromEntries(Object.entries(values).filter(([name, it]) => !parties.has(name) || !isEmpty(it)))
}

function isEmpty(party: unknown): boolean {
  const { name, id } = (party ?? {}) as { name?: string; id?: { value?: string } }
  return name === undefined && id?.value === undefined
}
