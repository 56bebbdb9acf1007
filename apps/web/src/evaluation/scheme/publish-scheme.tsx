import { InboxOutlined } from '@ant-design/icons'
import { indicatorsOf, type SchemeVersion } from '@pilot-ledger/evaluation/definitions'
import { Alert, App, Button, Flex, Input, Select, Upload } from 'antd'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { ask, send } from '../../api/ask'
import { Restored } from '../../forms/restored'
import { useDraft } from '../../forms/use-draft'
import { Turn } from '../../kit/inputs'
import { today } from '../../kit/moment'
import { Title } from '../../kit/page'
import { useSubmission } from '../../kit/send-form'
import { usePlatforms } from '../../session/session'
import { t } from '../../words/word'
import { BeginWith } from './begin-with'
import { written } from './conditions'
import { ConsequencesTable, EligibilityTable } from './conditions-table'
import { asSent, asTable, EMPTY, textOf } from './document'
import { EditingScheme } from './editing'
import { FaultList, focusAt } from './fault-list'
import { GradesTable } from './grades-table'
import { HeadTable } from './head-table'
import { IndicatorTable } from './indicator-table'
import { useUnits } from './named'
import { type Sampling, samplesFrom, sampleWindow, triedWith } from './sampling'
import { SampleResult, SubsidyTable } from './subsidy-table'
import { useRefusals } from './use-refusals'

/** What is being written: the document as text, which both views show, and the samples beside it. */
interface Made {
  readonly text: string
  readonly values: Readonly<Record<string, string>>
  readonly places: Readonly<Record<string, string>>
}
const START: Made = { text: textOf(EMPTY), values: {}, places: {} }

/** 公布方案: written in a table, or as JSON for programs; what is wrong with it is told all at once, at its cells. */
export function PublishScheme() {
  const draft = useDraft([], START as unknown as Readonly<Record<string, unknown>>, {
    about: 'scheme',
    called: t('scheme.publish'),
  })
  return (
    <>
      <Title text={t('scheme.publish')} note={t('scheme.publishNote')}>
        <Button href="./api/scheme-schema" target="_blank">
          {t('scheme.schema')}
        </Button>
      </Title>
      <Making key={draft.at ?? 0} draft={draft} />
    </>
  )
}

function Making({ draft }: { draft: ReturnType<typeof useDraft> }) {
  const go = useNavigate()
  const { message } = App.useApp()
  const { busy, problem, submit, exchange, forget } = useSubmission()
  const [made, setMade] = useState(draft.beginning as unknown as Made)
  const [view, setView] = useState<'table' | 'json'>('table')
  const { unitOf } = useUnits()
  const document = parsed(made.text)
  const scheme = 'broken' in document ? undefined : asTable(document.read)
  const shown = view === 'table' ? scheme : undefined
  const refusals = useRefusals(problem, shown && textOf(asSent(shown)))
  const { faults } = refusals
  // Once for each answer: typing goes on where the first thing must be mended.
  const first = shown && problem?.errors?.[0]?.pointer
  // biome-ignore lint/correctness/useExhaustiveDependencies: by the refusal alone
  useEffect(() => {
    if (first) focusAt(first)
  }, [problem])
  const write = (change: Partial<Made>) => {
    const next = { ...made, ...change }
    setMade(next)
    draft.keep({ ...next })
  }
  const rewrite = (text: string) => {
    write({ text })
    refusals.none()
    forget()
  }
  const check = async (content: object) => {
    const sound = await exchange(() => send('POST /api/schemes', {}, content as never, { trial: true }))
    if (sound) void message.success(t('schemeMaking.sound'))
  }
  const publish = async (content: object) => {
    const done = await submit(
      content,
      (key) => send('POST /api/schemes', {}, content as never, { key }),
      t('scheme.publish'),
    )
    if (!done) return
    draft.drop()
    void go(`/schemes/${done.id}`)
  }
  const sent = (how: (content: object) => Promise<void>) => () => {
    if ('broken' in document) setView('json')
    else void how(shown ? asSent(shown) : (document.read as object))
  }
  const amounts = new Set(
    scheme && indicatorsOf(scheme.content).flatMap((it) => (unitOf(it) === 'CNY' ? [it.code] : [])),
  )
  const sampling: Sampling = {
    values: made.values,
    places: made.places,
    answer: shown && triedWith(shown.content, made.values, made.places, (code) => amounts.has(code)),
    give: (code, value) => write({ values: { ...made.values, [code]: value } }),
    place: (code, place) => write({ places: { ...made.places, [code]: place } }),
  }
  return (
    <>
      <Restored draft={draft} />
      <BeginWith take={(it) => rewrite(textOf(it))} asks={made.text !== START.text} />
      <div className="choices">
        <Turn word="schemeMaking.view" wordOf="schemeView" from={['table', 'json']} value={view} turn={setView} />
        {shown && (
          <SamplePlatform
            window={shown.content.window}
            fill={async (id, days) => {
              const found = await exchange(() => ask('GET /api/platforms/{id}/figures', { id, ...days }))
              if (found) write({ values: { ...made.values, ...samplesFrom(shown.content, found.figures) } })
            }}
          />
        )}
      </div>
      {view === 'json' ? (
        <AsText text={made.text} change={rewrite} broken={'broken' in document ? document.broken : undefined} />
      ) : shown ? (
        <EditingScheme
          value={{
            scheme: shown,
            faults,
            change: (pointer, value) => {
              write({ text: textOf(written(shown, pointer, value)) })
              refusals.changed(pointer, value)
            },
          }}
        >
          <HeadTable />
          <IndicatorTable sampling={sampling} />
          <GradesTable />
          <EligibilityTable sampling={sampling} />
          <ConsequencesTable />
          <SubsidyTable sampling={sampling} />
        </EditingScheme>
      ) : (
        <Alert type="warning" showIcon role="alert" className="warnings" title={t('schemeMaking.noTable')} />
      )}
      <section className="sheet">
        {shown && <SampleResult sampling={sampling} />}
        <FaultList problem={problem} faults={faults} scheme={shown} />
        <Flex gap="small">
          <Button loading={busy} onClick={sent(check)}>
            {t('schemeMaking.check')}
          </Button>
          <Button type="primary" loading={busy} disabled={made.text.trim() === ''} onClick={sent(publish)}>
            {t('scheme.publish')}
          </Button>
        </Flex>
      </section>
    </>
  )
}

function parsed(text: string): { readonly read: unknown } | { readonly broken: string } {
  try {
    return { read: JSON.parse(text) }
  } catch (error) {
    return { broken: (error as Error).message }
  }
}

/** 样例值 from the ledger: of one platform, over the window of the scheme. */
function SamplePlatform({
  window,
  fill,
}: {
  window: SchemeVersion['content']['window']
  fill: (id: string, days: { from: string; to: string }) => Promise<void>
}) {
  const { readable } = usePlatforms()
  const [filled, setFilled] = useState<{ from: string; to: string }>()
  return (
    <>
      <Select
        className="wide-choice"
        aria-label={t('schemeMaking.samplesOf')}
        placeholder={t('schemeMaking.samplesOf')}
        value={null}
        options={readable.map((it) => ({ value: it.id, label: it.name ?? it.id }))}
        onChange={(id: string) => {
          const days = sampleWindow(window, readable.find((it) => it.id === id)?.recognisedFrom, today())
          setFilled(days)
          void fill(id, days)
        }}
      />
      <span className="note">{filled ? t('schemeMaking.samplesFrom', filled) : t('schemeMaking.samplesNote')}</span>
    </>
  )
}

/** For programs, and for who has the document already. */
function AsText({
  text,
  change,
  broken,
}: {
  text: string
  change: (text: string) => void
  broken: string | undefined
}) {
  return (
    <section className="sheet">
      <Upload.Dragger
        accept=".json,application/json"
        showUploadList={false}
        beforeUpload={(file) => {
          void file.text().then(change)
          return false
        }}
      >
        <p>
          <InboxOutlined /> {t('scheme.file')}
        </p>
      </Upload.Dragger>
      <Input.TextArea
        className="scheme-text"
        aria-label={t('scheme.text')}
        placeholder={t('scheme.text')}
        spellCheck={false}
        autoSize={{ minRows: 12, maxRows: 28 }}
        value={text}
        onChange={(event) => change(event.target.value)}
      />
      {broken !== undefined && text.trim() !== '' && (
        <Alert type="error" showIcon role="alert" title={t('scheme.notJson')} description={broken} />
      )}
    </section>
  )
}
