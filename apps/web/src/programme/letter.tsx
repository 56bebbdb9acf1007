import { Segmented, Select } from 'antd'
import { Times, timesText, useTimes } from '../figures/figure'
import { PublishedOfPlatforms } from '../figures/letter'
import { useLoaded, usePageParams } from '../kit/loaded'
import { FormButton, Loading, Nothing, PrintButton, Title } from '../kit/page'
import { useSession } from '../session/session'
import { t } from '../words/word'
import { PublishForm } from './forms'
import { ProgrammeChoice } from './overview'
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
  const { id, programme, data: registers, ...of } = useRegisters()
  const { since, times, query } = useLetterTimes(registers, chosen.document)
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
        text={replying || !data?.document ? t('letter.page') : `${t('letter.page')} · ${data.document}`}
        note={data ? `${data.name} · ${timesText(data)}` : programme?.name}
      >
        <ProgrammeChoice />
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
          <FormButton word="letter.add">
            {(done) => <PublishForm programme={id} revision={registers.revision} onDone={done} />}
          </FormButton>
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
