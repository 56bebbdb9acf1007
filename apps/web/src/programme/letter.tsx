import { PlusOutlined } from '@ant-design/icons'
import { Button, Drawer, Segmented, Select } from 'antd'
import { t } from 'i18next'
import { useState } from 'react'
import { PublishedOfPlatforms } from '../figures/letter'
import { Times, timesText, useTimes } from '../figures/times'
import { PrintButton } from '../kit/buttons'
import { useLoaded } from '../kit/loaded'
import { usePageParams } from '../kit/page-params'
import { Loading, Nothing } from '../kit/states'
import { Title } from '../kit/title'
import { useSession } from '../session/session'
import { PublishForm } from './forms'
import { LetterReply } from './reply'
import { Statements } from './statements'
import { type ProgrammeAnswer, useRegisters } from './use-programme'

/**
 * 函件核对: what a letter states of the programme and its platforms, in its own order; who sees one platform's money alone
 * sees what is published of that platform.
 */
export function Letter() {
  const { may } = useSession()
  const { come, error, retry, programme } = useRegisters()
  if (!may('readFiguresOfAllPlatforms')) return <PublishedOfPlatforms />
  if (!come) return <Loading error={error} retry={retry} rows={16} />
  return programme ? <OfProgramme /> : <PublishedOfPlatforms />
}

function OfProgramme() {
  const { may } = useSession()
  const [chosen, choose] = usePageParams('view', 'document')
  const { id, programme, programmes, data: registers, ...of } = useRegisters()
  const { since, times, query } = useLetterTimes(registers, chosen.document)
  const [adding, setAdding] = useState(false)
  const replying = chosen.view === 'reply'
  const { data, waiting } = useLoaded(
    'GET /api/programmes/{programme}/letter',
    {
      programme: id,
      ...times,
      document: chosen.document,
    },
    { enabled: registers !== undefined },
  )
  if (!registers) return <Loading error={of.error} retry={of.retry} rows={16} />
  return (
    <>
      <Title
        text={replying || !data?.document ? t('letter.place') : `${t('letter.place')} · ${data.document}`}
        note={data ? `${data.name} · ${timesText(data)}` : programme?.name}
      >
        {programmes.length > 1 && (
          <Select
            aria-label={t('page.programme')}
            className="wide-choice"
            value={id}
            onChange={of.choose}
            options={programmes.map((it) => ({ value: it.id, label: it.name }))}
          />
        )}
        {data && data.documents.length > 1 && !replying && (
          <Select
            aria-label={t('letter.document')}
            className="wide-choice"
            value={data.document}
            onChange={(document) => choose({ document })}
            options={data.documents.map((it) => ({ value: it, label: it }))}
          />
        )}
        {may('recordPublishedFigure') && times.asOf === undefined && (
          <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('letter.add')}
          </Button>
        )}
        <PrintButton />
      </Title>
      <div className="choices">
        <Segmented
          aria-label={t('letter.view')}
          value={replying ? 'reply' : 'compare'}
          onChange={(it) => choose({ view: it === 'reply' ? 'reply' : undefined })}
          options={[
            { value: 'compare', label: t('letter.compare') },
            { value: 'reply', label: t('letter.reply') },
          ]}
        />
      </div>
      <Times since={since} />
      {replying && <LetterReply times={times} />}
      {!replying && !data && waiting(16)}
      {!replying && data?.statements.length === 0 && <Nothing what={t('letter.nothing')} />}
      {!replying && data && data.statements.length > 0 && <Statements letter={data} query={query} />}
      <Drawer open={adding} title={t('letter.add')} size={480} onClose={() => setAdding(false)} destroyOnHidden>
        <PublishForm programme={id} revision={registers?.revision} onDone={() => setAdding(false)} />
      </Drawer>
    </>
  )
}

/** The letter's own days, as long as no others are chosen: from the first recognition to the day it was published. */
function useLetterTimes(registers: ProgrammeAnswer | undefined, document: string | undefined) {
  const sources = (registers?.published ?? []).map(
    (it) => it.source as { readonly document: string; readonly publishedOn: string },
  )
  const source = sources.find((it) => document === undefined || it.document === document)
  const recognised = useTimes().recognised
  const opened = String(registers?.programme?.openedOn ?? '')
  const from = recognised === undefined ? opened : `${recognised}-01`.slice(0, 10)
  const since = { from, word: t('letter.window'), to: source?.publishedOn }
  return { since, ...useTimes(since) }
}
