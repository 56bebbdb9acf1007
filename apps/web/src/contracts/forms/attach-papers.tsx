import { App, Button, Select } from 'antd'
import { useState } from 'react'
import { type Entry, send } from '../../api/ask'
import { OutcomeOfEach, useForChosen } from '../../kit/for-chosen'
import { t } from '../../words/word'
import { contentOf } from '../timeline/content'
import { useEntryText } from '../timeline/entry-text'
import { type EvidenceBody, PapersInput, usePapers } from './papers-input'
import { papersLeft, recordOf } from './papers-left'

/**
 * 添加佐证: as many papers as lie there, each for as many entries of the contract as it proves, an entry of its own for each. What is
 * recorded leaves the list; what is refused stays, with why, and what was recorded before it is not recorded again.
 */
export function AttachPapers({
  contract,
  entries,
  about,
  kind,
  onDone,
}: {
  contract: string
  /** Of the contract: what the papers may prove. */
  entries: readonly Entry[]
  /** What they prove to begin with; absent: the contract as a whole. */
  about?: Entry
  kind: EvidenceBody['kind']
  onDone: () => void
}) {
  const { message } = App.useApp()
  const papers = usePapers(kind)
  const textOf = useEntryText()
  const [proved, prove] = useState<readonly string[]>(about ? [about.entryId] : [])
  const [done, setDone] = useState<ReadonlySet<string>>(new Set())
  const typeOf = (it: Entry) => contentOf(it)?.type
  const provable = [...entries]
    .reverse()
    .filter((it) => it.live && typeOf(it) !== undefined && typeOf(it) !== 'EvidenceAttached')
  // A delivery note of a batch proves other batches, too: those stand first.
  const alike = provable.filter((it) => about !== undefined && typeOf(it) === typeOf(about))
  const options = [...alike, ...provable.filter((it) => !alike.includes(it))].map((it) => ({
    value: it.entryId,
    label: textOf(it),
  }))
  const called = ({ fileName, entry }: EvidenceBody) =>
    [fileName, options.find((it) => it.value === entry)?.label].filter(Boolean).join(' → ')
  const { whole, left } = papersLeft(papers.ready, proved, done)
  const each = useForChosen<EvidenceBody>({
    button: t('contract.attach'),
    rows: left,
    called,
    content: (body) => body,
    act: (body, key) => send('POST /api/engagements/{id}/evidence', { id: contract }, body, { key }),
    settled: (bodies) => setDone(new Set([...done, ...bodies.map(recordOf)])),
  })
  const record = async () => {
    if (left.length === 0) return
    const came = await each.go()
    const open = new Set([...came.failed.map((it) => it.row), ...came.left].map((it) => it.sha256))
    for (const it of papers.ready) if (!open.has(it.sha256)) papers.remove(it.sha256)
    if (open.size > 0) return
    void message.success(t('done', { what: t('contract.attach') }))
    if (papers.ready.length === papers.papers.length) onDone()
  }
  return (
    <form
      className="attach-papers"
      onSubmit={(event) => {
        event.preventDefault()
        void record()
      }}
    >
      <label htmlFor="proved">{t('contract.proved')}</label>
      <Select
        id="proved"
        mode="multiple"
        allowClear
        optionFilterProp="label"
        placeholder={t('contract.provesWhole')}
        options={options}
        value={proved}
        onChange={prove}
      />
      <PapersInput its={papers} />
      <OutcomeOfEach what={t('contract.attach')} outcome={each.outcome} called={called} forget={each.forget} />
      <Button type="primary" htmlType="submit" block loading={each.busy} disabled={papers.waits || left.length === 0}>
        {left.length < whole.length
          ? t('contract.attachLeft', { count: left.length })
          : proved.length > 1
            ? t('contract.attachToEntries', { count: papers.ready.length, entries: proved.length })
            : t('contract.attachSome', { count: papers.ready.length })}
      </Button>
    </form>
  )
}
