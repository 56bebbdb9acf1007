import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type JsonObject, platformIdOf, streamName } from '@pilot-ledger/kernel'
import { pino } from 'pino'
import { restore } from '../../apps/cli/src/backup'
import { INSTRUMENTS } from '../../apps/standalone/src/demonstration/instruments-platform'
import { createStandalone, openLedger } from '../../apps/standalone/src/ledger'

/** A bank stream of before, whose statements (May, June and August 2025) hold their lines themselves, gone on with. */
const RECORDED = join(__dirname, 'demonstration-2026-11.backup.gz')
const PLATFORM = platformIdOf(INSTRUMENTS)
const BANK = `/api/platforms/${PLATFORM}/reconciliation`
const STREAM = streamName('reconciliation', PLATFORM)
const ACCOUNT = '4400-0000-1234-5678'
const HEAD = '交易日期,收入金额,支出金额,账户余额,对方户名,交易流水号,摘要'

describe('given a bank stream of November 2026 whose entries hold their lines', () => {
  let folder: string
  let ledger: Awaited<ReturnType<typeof openLedger>>
  let app: Awaited<ReturnType<typeof createStandalone>>
  let position: string

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'earlier-bank-'))
    writeFileSync(join(folder, 'backup'), gunzipSync(readFileSync(RECORDED)))
    position = (await restore(join(folder, 'backup'), join(folder, 'data'))).head
    ledger = await openLedger({ folder: join(folder, 'data') })
    const clock = () => Date.parse('2026-11-29T12:00:00+08:00')
    app = await createStandalone(ledger, { actor: '财务', clock, logger: pino({ level: 'silent' }) })
  })
  afterEach(async () => {
    await app.close()
    await ledger.close()
    rmSync(folder, { recursive: true })
  })

  const get = async (path: string) => {
    const mark = path.includes('?') ? '&' : '?'
    return (await app.inject({ url: `${BANK}/${path}${mark}waitFor=${position}` })).json()
  }
  const send = async (path: string, body: string | object, type = 'application/json') => {
    const payload = typeof body === 'string' ? body : JSON.stringify(body)
    const waits = /^(matches|waivers)/.test(path) && !path.endsWith('undoing') ? `?waitFor=${position}` : ''
    const headers = { 'content-type': type }
    const answer = (await app.inject({ method: 'POST', url: `${BANK}/${path}${waits}`, payload, headers })).json()
    if (answer.position !== undefined) position = answer.position
    return answer
  }
  const bring = (rows: readonly string[], query: object = {}) => {
    const requested = new URLSearchParams({ account: ACCOUNT, fileName: '九月.csv', ...query })
    return send(`statements?${requested}`, [HEAD, ...rows].join('\n'), 'text/csv')
  }
  const stored = async () => (await ledger.log.readStream(STREAM)).events
  const fen = (yuan: string) => BigInt(yuan.replace('.', ''))
  /** Every fen of the lines is matched, adjusted, set aside or open, and the lines are those of the statements. */
  const ties = async () => {
    const { proof } = await get('queues')
    const { statements } = await get('statements')
    const standing = statements.filter((it: { voided?: string; whole: boolean }) => it.whole && !it.voided)
    const brought = standing.reduce(
      (sum: bigint, it: { credits: string; debits: string }) => sum + fen(it.credits) + fen(it.debits),
      0n,
    )
    expect(fen(proof.lines)).toBe(brought)
    expect(fen(proof.matched) + fen(proof.adjusted) + fen(proof.setAside) + fen(proof.open)).toBe(brought)
  }

  test('when work goes on, then old and new statements are one book: matched, adjusted, set aside, voided', async () => {
    const before = await stored()
    const { statements } = await get('statements')
    expect(statements).toMatchObject([{ from: '2025-08-01' }, { from: '2025-06-01' }, { from: '2025-05-01' }])
    const [{ closing, statement: august }] = statements
    const balance = (fen(closing) + 500n).toString().replace(/(..)$/, '.$1')
    const brought = await bring([`2025-09-05,5.00,,${balance},某公司,R-9,货款`], {
      from: '2025-09-01',
      to: '2025-09-30',
    })
    expect((await get('statements')).statements[0]).toMatchObject({
      statement: brought.statement,
      whole: true,
      lineCount: 1,
    })
    // It follows August to the fen: only July is missing, as it was.
    expect((await get('queues?kind=statementGap')).items).toHaveLength(1)
    // A line of an old statement is undone, matched again by hand to the same receipt, and another one set aside.
    const { matches } = await get('matches?state=confirmed')
    const [{ match, lines, targets }] = matches
    await send(`matches/${match}/undoing`, { reason: '复核' })
    await ties()
    const again = await send('matches', {
      lines: lines.map(({ line, amount }: { line: string; amount: string }) => ({ line, amount })),
      targets: targets.map(({ target, amount }: { target: string; amount: string }) => ({ target, amount })),
    })
    expect(again).toMatchObject({ match: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    const open = (await get('lines?state=open')).lines
    const fee = open.find((it: { purpose: string }) => it.purpose === '账户管理费')
    const aside = await send(`lines/${fee.line}/setting-aside`, { reason: '银行费用' })
    await ties()
    // An old statement in use is not voided; when nothing of it is, it is, and its lines are gone.
    expect((await send(`statements/${august}/voiding`, { reason: '误' })).code).toBe('statement-in-use')
    expect(await send('voids', { voids: aside.entryId, reason: '误' })).toMatchObject({
      entryIds: [expect.any(String)],
    })
    for (const it of (await get('matches')).matches)
      if (it.state !== 'undone') await send(`matches/${it.match}/undoing`, { reason: '重来' })
    await send(`statements/${august}/voiding`, { reason: '误' })
    expect((await get(`lines?statement=${august}`)).total).toBe(0)
    expect((await get(`lines?statement=${brought.statement}`)).total).toBe(1)
    await ties()
    // What was stored before is as it was, to the byte; what is new names its lines and holds none.
    expect((await stored()).slice(0, before.length)).toEqual(before)
    const fresh = (await stored()).slice(before.length).find((it) => it.type === 'StatementBrought')
    expect([fresh?.version, fresh?.data.lines, fresh?.data.linesHash]).toEqual([
      2,
      undefined,
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ])
    // As of before, everything stands as it stood.
    const then = await app.inject({ url: `${BANK}/statements?asOf=943` })
    expect(then.json().statements).toEqual(statements)
  })

  test('when a statement that was begun in parts comes again, then it is whole under its own name', async () => {
    const rows = ['2025-10-02,5.00,,5.00,某公司,R-1,货款', '2025-10-03,6.00,,11.00,某公司,R-2,货款']
    const query = { account: ACCOUNT, fileName: '十月.csv' }
    const preview = await send(
      `statements/preview?${new URLSearchParams(query)}`,
      [HEAD, ...rows].join('\n'),
      'text/csv',
    )
    const { sha256, statement: read } = preview
    const [{ row: _row, ...first }] = read.lines
    const begun = '0d5e7c4e-6a5d-5e1c-9a43-1f2f9d1a7b10'
    const { format, from, to, opening, closing, credits, debits } = read
    const data = {
      ...{ statement: begun, account: ACCOUNT, sha256, fileName: '十月.csv', format, from, to },
      ...{ opening, closing, credits, debits, lineCount: 2, parts: 2, lines: [first] },
    }
    const metadata = { actor: '财务', correlationId: 'broken off' }
    const event = { id: randomUUID(), type: 'StatementBrought', version: 1, data: data as JsonObject, metadata }
    position = (await ledger.log.append(STREAM, (await stored()).length - 1, [event])).position
    expect((await get('statements')).statements[0]).toMatchObject({ statement: begun, whole: false })
    expect((await get(`lines?statement=${begun}`)).total).toBe(0)
    expect(await bring(rows, query)).toMatchObject({ statement: begun })
    expect((await get('statements')).statements[0]).toMatchObject({ statement: begun, whole: true, lineCount: 2 })
    expect((await get(`lines?statement=${begun}`)).total).toBe(2)
    expect((await bring(rows, query)).code).toBe('statement-file-exists')
    await ties()
  })
})
