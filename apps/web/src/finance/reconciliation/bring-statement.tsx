import { InboxOutlined } from '@ant-design/icons'
import { Alert, Button, Select, Upload } from 'antd'
import { useState } from 'react'
import {
  type BankAccount as Account,
  type Answers,
  type Bodies,
  type Problem,
  Refused,
  send,
  sendFile,
} from '../../api/ask'
import { DayInput } from '../../kit/inputs'
import { ProblemAlert, Sheet } from '../../kit/page'
import { useSubmission } from '../../kit/send-form'
import { PlainTable, Scrolled } from '../../kit/tables'
import { shown } from '../../money/amount'
import { AmountInput } from '../../money/money'
import { factsRead, spoken, t } from '../../words/word'

const AT = '/api/platforms/{id}/reconciliation'
type ColumnMap = Bodies['POST /api/platforms/{id}/reconciliation/column-maps']['columnMap']
type Preview = Answers['POST /api/platforms/{id}/reconciliation/statements/preview']

/** A bank's file: read as it would be recorded, then recorded by a second press. */
export function BringStatement({ platform, accounts }: { platform: string; accounts: readonly Account[] }) {
  const { busy, problem, submit, forget } = useSubmission()
  const [account, setAccount] = useState(accounts[0].account)
  const [file, setFile] = useState<File>()
  const [opening, setOpening] = useState('')
  const [closing, setClosing] = useState('')
  const [from, setFrom] = useState<string>()
  const [to, setTo] = useState<string>()
  const [statement, setStatement] = useState<string>()
  const [preview, setPreview] = useState<Preview>()
  const [refused, setRefused] = useState<Problem>()
  const params = (it: File, chosen = statement) => {
    const typed = { opening, closing, from, to, statement: chosen }
    return { id: platform, account, fileName: it.name, ...typed }
  }
  const tryIt = async (it: File, chosen = file === it ? statement : undefined) => {
    setFile(it)
    setStatement(chosen)
    setPreview(undefined)
    setRefused(undefined)
    forget()
    try {
      setPreview((await sendFile(`POST ${AT}/statements/preview`, params(it, chosen), it)) as unknown as Preview)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      setRefused(error.problem)
    }
  }
  const record = async () => {
    if (!file) return
    const content = { ...params(file), sha256: preview?.sha256 }
    const done = await submit(
      content,
      (key) => sendFile(`POST ${AT}/statements`, params(file), file, key),
      t('bank.bring'),
    )
    if (!done) return
    setFile(undefined)
    setPreview(undefined)
  }
  const takeMap = async (it: File, columnMap: ColumnMap) => {
    const body = { account, columnMap }
    const done = await submit(
      body,
      (key) => send(`POST ${AT}/column-maps`, { id: platform }, body, { key }),
      t('bank.mapOf'),
    )
    if (done) await tryIt(it)
  }
  const refusal = problem ?? refused
  return (
    <Sheet title={t('bank.bring')}>
      <div className="choices">
        <Select
          aria-label={t('bank.account')}
          value={account}
          options={accounts.map((it) => ({ value: it.account, label: `${it.account} ${it.bank}` }))}
          onChange={setAccount}
        />
        <label htmlFor="bank-opening">{t('bank.opening')}</label>
        <AmountInput id="bank-opening" value={opening} onChange={setOpening} />
        <label htmlFor="bank-closing">{t('bank.closing')}</label>
        <AmountInput id="bank-closing" value={closing} onChange={setClosing} />
        <label htmlFor="bank-from">{t('bank.fromDay')}</label>
        <DayInput id="bank-from" value={from} onChange={setFrom} />
        <label htmlFor="bank-to">{t('bank.toDay')}</label>
        <DayInput id="bank-to" value={to} onChange={setTo} />
      </div>
      <Upload.Dragger
        showUploadList={false}
        multiple
        beforeUpload={(it, all) => {
          if (it === all[all.length - 1]) void tryIt(together(all))
          return false
        }}
      >
        <p>
          <InboxOutlined /> {file?.name ?? t('bank.file')}
        </p>
      </Upload.Dragger>
      <ProblemAlert problem={refusal} />
      {preview && file && preview.inFile.length > 1 && (
        <Select
          aria-label={t('bank.whichStatement')}
          placeholder={t('bank.whichStatement')}
          value={statement}
          options={[
            { value: 'all', label: t('bank.allStatements') },
            ...preview.inFile.flatMap(
              ({ bankStatementId: value, account: of = '', from: first = '', to: last = '' }) =>
                value === undefined ? [] : [{ value, label: `${value} · ${of} · ${first}–${last}` }],
            ),
          ]}
          onChange={(it) => void tryIt(file, it)}
        />
      )}
      {preview && file && preview.readyMaps.length > 0 && (
        <div className="choices">
          {t('bank.readyMaps')}
          {preview.readyMaps.map((it) => (
            <Button key={it.code} disabled={busy} onClick={() => void takeMap(file, it.columnMap as ColumnMap)}>
              {t('bank.takeMap', { bank: it.bank })}
            </Button>
          ))}
        </div>
      )}
      {preview && <Previewed preview={preview} />}
      <div className="choices">
        <Button disabled={!file || busy} onClick={() => file && void tryIt(file)}>
          {t('bank.preview')}
        </Button>
        <Button type="primary" loading={busy} disabled={!preview?.wouldRecord} onClick={() => void record()}>
          {t('bank.record')}
        </Button>
      </div>
    </Sheet>
  )
}

/** Pages of one statement follow each other in one file. */
const together = (files: readonly File[]): File =>
  files.length === 1 ? files[0] : new File([...files], files[0].name, { type: files[0].type })

function Previewed({ preview: { statement, faults, notices, sample, inFile } }: { preview: Preview }) {
  const yuan = (it: string) => shown(it, 'yuan')
  return (
    <>
      {faults.map((it) => (
        <Alert
          key={`${it.code} ${JSON.stringify(it.facts)}`}
          type="warning"
          showIcon
          title={spoken(it)}
          // A fact without a word is for scripts: what it says stands in the title.
          description={factsRead(it.facts).join(' · ')}
        />
      ))}
      {notices.map((it) => (
        <Alert key={`${it.code} ${it.zh}`} type="info" showIcon title={spoken(it)} />
      ))}
      {inFile.length > 1 && <InFile statements={inFile} />}
      {statement && inFile.length < 2 && (
        <p className="number">
          {t('bank.previewed', {
            ...statement,
            opening: yuan(statement.opening),
            credits: yuan(statement.credits),
            debits: yuan(statement.debits),
            closing: yuan(statement.closing),
          })}
        </p>
      )}
      {sample.length > 0 && (
        <Scrolled label={t('bank.sample')}>
          <table className="bank-sample">
            <caption>{t('bank.sample')}</caption>
            <tbody>
              {sample.map((row) => (
                <tr key={row.row}>
                  <th scope="row">{row.row}</th>
                  {row.cells.map((cell, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: cells of a row have no name but their place
                    <td key={i}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      )}
    </>
  )
}

/** 文件中的对账单: what each of them says of itself. */
function InFile({ statements }: { statements: Preview['inFile'] }) {
  return (
    <PlainTable
      label={t('bank.inFile')}
      caption={t('bank.inFile')}
      rows={statements}
      keyOf={({ bankStatementId, account, from }) => `${bankStatementId} ${account} ${from}`}
      columns={[
        { word: 'fact.numbers', cell: (it) => it.bankStatementId ?? '—' },
        { word: 'bank.account', number: (it) => it.account ?? '—' },
        { word: 'bank.span', number: ({ from = '', to = '' }) => `${from} – ${to}` },
        { word: 'bank.balanceBefore', money: (it) => it.opening },
        { word: 'bank.balance', money: (it) => it.closing },
        { word: 'bank.lineCount', right: true, number: (it) => it.lineCount },
      ]}
    />
  )
}
