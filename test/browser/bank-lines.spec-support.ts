import type { Browsing, Role } from './browser.spec-support'

/** The bank of the demonstration's first platform: contracts of who pays it, and statements behind all that its account has. */
export function bankOf(fixture: Browsing['fixture']) {
  const at = (path: string) => `/api/platforms/${fixture.instruments}${path}`
  const get = async (path: string, role = 'finance') => (await fixture.get(path, role)).json()
  const post = async (url: string, payload: object | string, role: Role = 'platform', type = 'application/json') => {
    const { app, cookieOf } = fixture
    const headers = { cookie: cookieOf(role), 'content-type': type, 'sec-fetch-site': 'same-origin' }
    const answer = await app.inject({ method: 'POST', url, payload, headers })
    if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`)
    return answer.json()
  }
  const contract = async (contractNo: string, client: object, invoices: readonly string[], signedOn: string) => {
    const { id } = await post('/api/engagements', {
      platform: fixture.instruments,
      contractNo,
      title: '镜头装调中试服务',
      kind: 'single',
      client,
      serviceCategories: ['产品试制'],
      products: ['内窥镜物镜组'],
      amount: '9000.00',
      taxBasis: 'inclusive',
      pricing: 'fixed',
      signedOn,
    })
    for (const [i, share] of invoices.entries()) {
      const number = `${contractNo.replaceAll(/\D/g, '')}${i}`.padStart(20, '7')
      const invoice = { invoice: { kind: 'digital', number }, share, total: share, tax: '0.00', issuedOn: signedOn }
      await post(`/api/engagements/${id}/invoices`, invoice)
    }
    return String(id)
  }
  /** What came, the oldest first, in one statement behind all that the account has. */
  const came = async (
    fileName: string,
    lines: readonly (readonly [day: string, yuan: number, payer: string, slip: string])[],
  ) => {
    const { accounts } = await get(at('/reconciliation/accounts'))
    const [{ account, balance }] = accounts
    let fen = Math.round(Number(balance) * 100)
    const rows = lines.map(([day, yuan, payer, slip]) => {
      fen += yuan * 100
      return `${day},${yuan.toFixed(2)},,${(fen / 100).toFixed(2)},${payer},${slip},服务费`
    })
    const csv = ['交易日期,收入金额,支出金额,账户余额,对方户名,交易流水号,摘要', ...rows].join('\n')
    const query = new URLSearchParams({ account, fileName })
    await post(`${at('/reconciliation/statements')}?${query}`, csv, 'platform', 'text/csv')
  }
  return { at, get, post, contract, came }
}
