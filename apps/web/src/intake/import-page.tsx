import { DownloadOutlined, InboxOutlined } from '@ant-design/icons'
import { Alert, Button, Progress, Upload } from 'antd'
import { PlatformChoice, usePlatformChoice } from '../figures/figure'
import { Loading, problemText, Sheet, Title } from '../kit/page'
import { usePlatforms } from '../session/session'
import { t, wordIn } from '../words/word'
import { Checked, Recorded } from './checked'
import { type Importing, useImport } from './use-import'
import { intakeWords } from './words'

/** 导入: a file of a platform's contracts onto the ledger, first to be looked at, then to be recorded. */
export function ImportPage() {
  const { platform } = usePlatformChoice()
  const { nameOf } = usePlatforms()
  return (
    <>
      <Title text={t('import.title')} note={nameOf(platform)}>
        <PlatformChoice />
      </Title>
      {platform ? <ImportOf key={platform} platform={platform} /> : <Loading rows={8} />}
    </>
  )
}

function ImportOf({ platform }: { platform: string }) {
  const importing = useImport(platform)
  const { preview, result, running } = importing
  return (
    <>
      <FileChoice importing={importing} />
      <Templates open={!importing.file} />
      {result && <Recorded platform={platform} result={result} importing={importing} />}
      {preview && !result && <Checked key={preview.import} report={preview} importing={importing} busy={!!running} />}
    </>
  )
}

function FileChoice({ importing: { file, running, problem, choose, again } }: { importing: Importing }) {
  return (
    <Sheet title={t('import.file')} className="import-file">
      <Upload.Dragger
        showUploadList={false}
        multiple
        disabled={running !== undefined}
        beforeUpload={(it, all) => {
          // Told of each; taken once, with all of them.
          if (it === all[all.length - 1]) void choose(all)
          return false
        }}
      >
        <p className="import-drop">
          <InboxOutlined /> {file ? t('import.chosen', { name: file.name }) : t('import.drop')}
        </p>
        <p className="note">{file ? t('import.another') : t('import.kinds')}</p>
      </Upload.Dragger>
      <p className="note">{t('import.safe')}</p>
      <div role="status">{running && <Running running={running} />}</div>
      {problem && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={problem === 'unreadable' ? t('import.unreadable') : problemText(problem)}
          description={problem === 'unreadable' ? undefined : t('import.nothingHappened')}
          action={
            problem !== 'unreadable' && file && <Button onClick={() => void again()}>{t('import.checkAgain')}</Button>
          }
        />
      )}
    </Sheet>
  )
}

/** How far it is: of the reading nobody knows the end, of the rest one does. */
function Running({ running: { mode, progress } }: { running: NonNullable<Importing['running']> }) {
  const { phase = 'reading', done = 0, of } = progress ?? {}
  const share = of ? Math.floor((100 * done) / of) : 0
  // Checked first, then recorded: one bar for both.
  const percent = mode === 'preview' ? share : { reading: 0, checking: share / 2, recording: 50 + share / 2 }[phase]
  const known = phase !== 'reading' && of !== undefined
  return (
    <div className="import-running">
      <span>{t(known ? `import.phase.${phase}.of` : `import.phase.${phase}`, { done, of })}</span>
      <Progress
        percent={known ? Math.floor(percent) : 0}
        status="active"
        aria-label={t(`import.phase.${phase}`, { done })}
      />
      {mode !== 'preview' && <span className="note">{t('import.maySafelyLeave')}</span>}
    </div>
  )
}

const TEMPLATE = 'import.template.'
/** As their words stand: all lists in one first. */
const TEMPLATES = Object.keys(intakeWords).flatMap((it) => (it.startsWith(TEMPLATE) ? it.slice(TEMPLATE.length) : []))

/** The workbooks to fill: all lists in one, or one of them. Folded away once there is a file. */
function Templates({ open }: { open: boolean }) {
  return (
    <details className="sheet import-templates" open={open}>
      <summary>
        <h2>{t('import.templates')}</h2>
      </summary>
      <p className="note">{t('import.templatesAre')}</p>
      <dl>
        {TEMPLATES.map((it) => (
          <div key={it}>
            <dt>
              <a href={`./api/templates/${it}.xlsx`} download>
                <DownloadOutlined aria-hidden /> {t(wordIn('import.template', it))}
              </a>
            </dt>
            <dd>{t(wordIn('import.for', it))}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
