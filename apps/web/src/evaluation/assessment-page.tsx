import { FileExcelOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useEffect } from 'react'
import { Link, useParams } from 'react-router'
import { rememberAnswers } from '../desk/waiting/in-this-browser'
import { VolumeButton } from '../figures/volume-button'
import { PapersOf } from '../forms/sending-file'
import { Turn } from '../kit/inputs'
import { useLoaded, usePageParams } from '../kit/loaded'
import { cutFacts, momentText } from '../kit/moment'
import { Title } from '../kit/page'
import { DataTable, SEQUENCE } from '../kit/tables'
import { useSession } from '../session/session'
import { t, type Word, wordIn } from '../words/word'
import { type Assessment, StageTag, StepTag } from './assessment/assessment'
import { AuditView } from './audit/audit-view'
import { SamplesView } from './audit/samples-view'
import { ResultView } from './result/result-view'
import { SelfView } from './self/self-view'
import { VerifyView } from './verify/verify-view'

/** One platform in one round, from its self-assessment to its result; the first view is the one of one's work. */
export function AssessmentPage() {
  const { may, role, actor } = useSession()
  const { round = '', platform = '' } = useParams()
  const views = viewsOf(role, may('verifyAssessment'), may('readSamples'))
  const [{ view = views[0] }, choose] = usePageParams('view')
  const { data, waiting } = useLoaded('GET /api/rounds/{round}/platforms/{id}', { round, id: platform })
  const answers = view === 'result' ? data?.replies.filter((it) => it.answer !== undefined).length : undefined
  useEffect(() => {
    if (answers) rememberAnswers(actor, { round, platform }, answers)
  }, [actor, answers, round, platform])
  if (!data) return waiting(14)
  return (
    <>
      <Title text={data.name} note={<About assessment={data} />}>
        <Link to={`/rounds/${round}`}>{t('assessment.toRound')}</Link>
        <PaperChoice round={round} platform={platform} />
        <VolumeButton round={round} platform={platform} />
      </Title>
      <div className="choices no-print">
        <Turn
          word="assessment.views"
          value={view}
          from={views}
          wordOf="assessment.view"
          turn={(it) => choose({ view: it === views[0] ? undefined : it })}
          className="scrolled-choice"
        />
      </div>
      <PapersOf.Provider value={platform}>
        {view === 'self' && <SelfView assessment={data} />}
        {view === 'result' && <ResultView assessment={data} />}
      </PapersOf.Provider>
      {view === 'verify' && <VerifyView assessment={data} />}
      {view === 'audit' && <AuditView assessment={data} />}
      {view === 'samples' && <SamplesView assessment={data} />}
      {view === 'history' && <HistoryView assessment={data} />}
    </>
  )
}

function viewsOf(role: string, verifies: boolean, draws: boolean): readonly string[] {
  if (role === 'platform') return ['self', 'result', 'audit', 'history']
  return [...(verifies ? ['verify'] : []), 'result', 'self', 'audit', ...(draws ? ['samples'] : []), 'history']
}

function About({ assessment: it }: { assessment: Assessment }) {
  return (
    <>
      {it.stage === 'assessing' ? <StepTag step={it.step} /> : <StageTag stage={it.stage} />} {it.roundNo} ·{' '}
      <Link to={`/schemes/${it.scheme.id}?version=${it.scheme.version}`}>
        {t('scheme.scheme')} {t('scheme.version', { version: it.scheme.version })}
      </Link>{' '}
      · {t('times.window', it.window)} · {t('times.cut', cutFacts(it.cut))}
      {it.reopened && (
        <>
          <br />
          <strong>{t('assessment.reopened', { reason: it.reopened })}</strong>
        </>
      )}
    </>
  )
}

const PAPERS = ['self-assessment.xlsx', 'deductions.xlsx', 'notice.xlsx', 'notice.docx'] as const
const WORDS: Readonly<Record<(typeof PAPERS)[number], Word>> = {
  'self-assessment.xlsx': 'paper.self',
  'deductions.xlsx': 'paper.deductions',
  'notice.xlsx': 'paper.noticeSheet',
  'notice.docx': 'paper.noticeText',
}

/** 报表 of one platform in a round, open or with the names of clients and products masked. */
function PaperChoice({ round, platform }: { round: string; platform: string }) {
  const { may } = useSession()
  if (!may('takePapers')) return null
  const item = (paper: (typeof PAPERS)[number], masked: boolean) => ({
    key: `${paper} ${masked}`,
    label: (
      <a href={`./api/rounds/${round}/platforms/${platform}/papers/${paper}${masked ? '?mask=true' : ''}`}>
        {t(WORDS[paper])}
        {masked && t('paper.masked')}
      </a>
    ),
  })
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          ...PAPERS.map((it) => item(it, false)),
          { type: 'divider' as const },
          ...PAPERS.map((it) => item(it, true)),
        ],
      }}
    >
      <Button icon={<FileExcelOutlined />}>{t('paper.papers')}</Button>
    </Dropdown>
  )
}

/** Every step, who took it, when, and why. */
function HistoryView({ assessment }: { assessment: Assessment }) {
  return (
    <DataTable
      rowKey="entryId"
      pageSize={100}
      rows={[...assessment.history].reverse()}
      columns={[
        SEQUENCE,
        { word: 'access.at', width: 150, number: (it) => momentText(it.recordedAt) },
        { word: 'assessment.actor', width: 160, cell: (it) => it.actor },
        { word: 'subsidy.step', width: 180, cell: (it) => t(wordIn('entry', it.type)) },
        { word: 'reason', cell: (it) => it.reason ?? '' },
      ]}
    />
  )
}
