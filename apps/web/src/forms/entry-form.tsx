import { Alert, Button, Form } from 'antd'
import i18next from 'i18next'
import { type ComponentRef, type ReactNode, useEffect, useRef, useState } from 'react'
import { type BodyOf, type Params, type Problem, type Recorded, type SendRoute, send } from '../api/ask'
import { fieldFaults } from '../kit/field-faults'
import { ProblemAlert } from '../kit/page'
import { useTriedSubmission } from '../kit/send-form'
import { amountOf, fenOf, typedAmount } from '../money/amount'
import { t } from '../words/word'
import { bodyOf, isObject } from './body'
import { eachOf, type Field, type Fields } from './field'
import { FormFields } from './form-fields'
import type { Known } from './known-of-platform'
import { Restored } from './restored'
import { SendOrWarned } from './send-or-warned'
import { KeepDraft, useDraft } from './use-draft'
import { useKnown } from './use-known'

type Values = Readonly<Record<string, unknown>>

/** Where a form goes: a route takes what the form holds, or what of it is said here. */
interface Sending {
  readonly route: string
  readonly params?: Params
  readonly body?: Values
  /** The revision that the form was filled against. */
  readonly revision?: number
}

interface Props {
  readonly fields: Fields
  readonly start?: Values
  /** Which of several forms of these fields at one place it is: what its draft is kept under. */
  readonly about?: string
  /** How its draft is called, and what is done when it is recorded; absent: as its button. */
  readonly called?: string
  /** The part of the body that these fields are, for the pointers of refusals. */
  readonly below?: string
  readonly button: string
  readonly danger?: boolean
  /** Whether the route knows a trial. */
  readonly tried?: boolean
  /** What is asked before it is recorded, of the values as they are sent. */
  readonly asks?: (values: Values, known: Known | undefined) => readonly string[]
  readonly inline?: boolean
  /** In a sheet as wide as the page: its button is not. */
  readonly wide?: boolean
  readonly to: Sending | ((values: Values) => Sending)
  /** Where the same goes when it takes a second person. */
  readonly propose?: (values: Values) => Sending
  readonly onDone: (recorded: Recorded, values: Values) => void
  /** Where a refusal asks for more than was asked before. */
  readonly onRefused?: (problem: Problem) => void
  readonly children?: ReactNode
}

/**
 * A list of fields as a form that sends itself. What the service refuses is said at the field that it points to, the rest
 * above the button; what would bring warnings is recorded only when they were read (`tried`). What was typed and is not recorded
 * is kept as a draft, and stands there when the form opens again.
 */
export function EntryForm({ start = {}, about, called, ...props }: Props) {
  const draft = useDraft(eachOf(props.fields), start, { about, called: called ?? props.button })
  // Given up, the form begins as it would have without the draft.
  return <SendingForm key={draft.at ?? 0} start={start} draft={draft} what={called ?? props.button} {...props} />
}

function SendingForm({
  fields,
  start,
  draft,
  below,
  button,
  what,
  danger,
  tried = false,
  asks,
  inline,
  wide,
  to,
  propose,
  onDone,
  onRefused,
  children,
}: Omit<Props, 'start' | 'about' | 'called'> & { start: Values; what: string; draft: ReturnType<typeof useDraft> }) {
  const { busy, problem, warned, submit } = useTriedSubmission(tried)
  const [form] = Form.useForm<Values>()
  const [last, setLast] = useState<Values>()
  const before = useRef(draft.beginning)
  const known = useKnown(form)
  const each = eachOf(fields)
  const placed = useBegunBeside()
  // A refusal is shown once, whatever is drawn anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: by the refusal alone
  useEffect(() => {
    if (!problem) return
    onRefused?.(problem)
    const kinds = new Map(each.map((it) => [it.name.split('.')[0], it.kind]))
    const faults = fieldFaults(problem, i18next.language, below)
      .filter(({ path }) => kinds.has(path[0]))
      .map((it) =>
        it.path.length === 1 ? { ...it, path: [...it.path, ...(SEEN_AT[kinds.get(it.path[0]) ?? ''] ?? [])] } : it,
      )
    form.setFields(faults.map(({ path, text }) => ({ name: [...path], errors: [text] })))
    if (faults.length > 0) form.scrollToField([...faults[0].path], TO_FAULT)
  }, [problem])
  const changed = (it: Values) => {
    // What was tried is not what stands here any more.
    warned?.answer(false)
    form.setFieldsValue(derived(it, form.getFieldsValue(true) as Values, before.current))
    before.current = { ...(form.getFieldsValue(true) as Values) }
    draft.keep(before.current)
  }
  const deliver = async (values: Values, where: Sending | ((values: Values) => Sending)) => {
    setLast(values)
    const { route, params = {}, revision, body = values } = typeof where === 'function' ? where(values) : where
    const recorded = await submit(
      { route, params, body },
      (how) => send(route as SendRoute, params, body as BodyOf<SendRoute>, { ...how, revision }),
      { what, questions: asks?.(values, known) },
    )
    if (!recorded) return
    draft.drop()
    onDone(recorded, values)
  }
  return (
    <Form
      ref={placed}
      form={form}
      layout={inline ? 'inline' : 'vertical'}
      initialValues={draft.beginning}
      scrollToFirstError={TO_FAULT}
      onValuesChange={changed}
      onFinish={(values) => void deliver(bodyOf({ ...hidden(start, each), ...withAmounts(each, values) }), to)}
    >
      <Restored draft={draft} />
      <KeepDraft value={() => draft.keep(form.getFieldsValue(true) as Values)}>
        <FormFields fields={fields} />
      </KeepDraft>
      {children}
      <ProblemAlert problem={problem} facts />
      {propose && last && <ProposeInstead problem={problem} busy={busy} propose={() => void deliver(last, propose)} />}
      <SendOrWarned warned={warned} busy={busy} button={button} danger={danger} block={!inline && !wide} />
    </Form>
  )
}

/** Opened beside the page by a button, a form is typed into at once: the cursor stands in its first field. */
function useBegunBeside() {
  const placed = useRef<ComponentRef<typeof Form<Values>>>(null)
  useEffect(() => {
    // The drawer itself takes the keyboard when it opens; the field takes it after that.
    const after = requestAnimationFrame(() => {
      const form = placed.current?.nativeElement
      // On a touch screen the keyboard would cover the form before it was read.
      if (
        !matchMedia('(pointer: fine)').matches ||
        !form?.closest('.ant-drawer') ||
        form.contains(document.activeElement)
      )
        return
      form.querySelector<HTMLElement>(TYPED_INTO)?.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(after)
  }, [])
  return placed
}
const TYPED_INTO = 'input:enabled:not([type=file], [type=hidden]), textarea:enabled'

/** A thing of several fields is refused as a whole: it is said where that is read from. */
const SEEN_AT: Readonly<Record<string, readonly string[]>> = { invoice: ['number'], party: ['id', 'value'] }

/** The first field that must be mended is seen, and typing goes on there. */
const TO_FAULT = { block: 'center', focus: true } as const

/** Amounts as the service takes them, also of a field that was not left before the form was sent. */
function withAmounts(fields: readonly Field[], values: Values): Values {
  const amounts = fields.filter((it) => it.kind === 'amount' || it.kind === 'signedAmount').map((it) => it.name)
  const typed = amounts
    .filter((it) => typeof values[it] === 'string')
    .map((it) => [it, typedAmount(values[it] as string)])
  return { ...values, ...Object.fromEntries(typed) }
}

/** What the old content has beside the fields of the form goes along unchanged: a correction replaces the whole content. */
function hidden(start: Values, fields: readonly Field[]): Values {
  const known = new Set(fields.map((it) => it.name.split('.')[0]))
  return Object.fromEntries(Object.entries(start).filter(([name]) => !known.has(name)))
}

/**
 * What follows from a field that was filled: of change and new amount the other one (H2), and the document's total where this
 * contract's share is all of it. `before`: as it all stood before this change.
 */
function derived(changed: Values, all: Values, before: Values): Values {
  // An uploaded file says itself how many pages it has, or has none of its own.
  if (isObject(changed.file) && 'pages' in changed.file) return { pages: changed.file.pages }
  if ('delta' in changed || 'newAmount' in changed) {
    const previous = amount(all.previousAmount)
    const [delta, after] = [amount(changed.delta), amount(changed.newAmount)]
    if (previous !== undefined && delta !== undefined) return { newAmount: amountOf(previous + delta) }
    if (previous !== undefined && after !== undefined) return { delta: amountOf(after - previous) }
  }
  if ('share' in changed && !('total' in changed)) {
    const [share, was, total] = [changed.share, before.share, all.total].map((it) => typedAmount(String(it ?? '')))
    // Written out when it is left, it is the amount that it was: the total, where somebody types by now, is let be.
    if (share === was) return {}
    // Only while it follows: a total that was typed by itself stays.
    if (total === '' || total === was) return { total: changed.share }
  }
  return {}
}

function amount(value: unknown): bigint | undefined {
  const typed = typedAmount(String(value ?? ''))
  return /^-?\d+\.\d{2}$/.test(typed) ? fenOf(typed) : undefined
}

/** 双人复核: offered where the service refuses one person's change of an old entry. */
function ProposeInstead({ problem, busy, propose }: { problem?: Problem; busy: boolean; propose: () => void }) {
  if (problem?.code !== 'second-person-needed') return null
  return (
    <Alert
      type="info"
      title={t('contract.proposeWhy')}
      action={
        <Button loading={busy} onClick={propose}>
          {t('contract.propose')}
        </Button>
      }
    />
  )
}
