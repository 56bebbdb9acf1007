import { shanghaiDay } from '@pilot-ledger/kernel'
import { createStandaloneOf, type FixtureOfTwo } from './two-platforms.spec-support'

const WINDOW = 'from=2025-01-01&to=2025-12-31'
const D = { scheme: 'uscc', value: '91440101MA5CJQ4N59' }
const C = { scheme: 'uscc', value: '91442000MA9000001X' }

describe('given two platforms that share a client', () => {
  let fixture: FixtureOfTwo
  beforeEach(async () => {
    fixture = await createStandaloneOf()
  })
  afterEach(() => fixture.close())
  const total = async (query: string) => (await fixture.get(`/api/figures/total?${WINDOW}&${query}`)).json()
  const value = async (query: string) => (await total(query)).value
  const figure = async (code: string) =>
    (await fixture.get(`/api/platforms/${fixture.p}/figures?${WINDOW}&codes=${code}`)).json().figures[0].value

  test('then a total over both counts the client once, and a platform named twice once', async () => {
    await fixture.sign({ contractNo: 'P-1', client: { id: C, name: '丙' } })
    await fixture.sign({ contractNo: 'P-2', client: { id: D, name: '丁' } })
    await fixture.sign({ platform: fixture.q, contractNo: 'Q-1', client: { id: C, name: '丙公司' } })
    expect(await value(`codes=clients&platforms=${fixture.p},${fixture.q}`)).toBe('2')
    expect(await value('codes=clients')).toBe('2')
    expect(await value(`codes=contractAmount&platforms=${fixture.q},${fixture.q}`)).toBe('100.00')
    expect(await value(`codes=contractAmount&platforms=${fixture.p},${fixture.q}`)).toBe('300.00')
  })

  test('then a client that becomes a branch is one client of the whole window, by the head office of its last day', async () => {
    const [head, other] = [
      { id: D, name: '总部' },
      { id: C, name: '分部' },
    ]
    const declare = (id: string, from: string, party: object, headOffice: object) =>
      fixture.post(`/api/platforms/${id}/branches`, { key: 'B', title: '分支', from, party, headOffice })
    await fixture.sign({ contractNo: 'P-1', client: other, signedOn: '2025-02-01' })
    await fixture.sign({ contractNo: 'P-2', client: other, signedOn: '2025-07-01' })
    expect((await declare(fixture.p, '2025-06-01', other, head)).statusCode).toBe(201)
    const of = async (code: string, from: string, to: string) =>
      (await fixture.get(`/api/platforms/${fixture.p}/figures?from=${from}&to=${to}&codes=${code}`)).json().figures[0]
        .value
    expect(await of('clients', '2025-01-01', '2025-12-31')).toBe('1')
    expect(await of('clients.firstServed', '2025-07-01', '2025-07-31')).toBe('0')
    const { groups } = (
      await fixture.get(`/api/platforms/${fixture.p}/figures/clients/groups?${WINDOW}&by=client`)
    ).json()
    expect(groups).toMatchObject([{ key: `uscc:${D.value}`, value: '1' }])

    // Declared by one platform, it is a branch in a total over both; in the other's own figure it is not.
    await fixture.sign({ platform: fixture.q, contractNo: 'Q-1', client: other })
    await fixture.sign({ platform: fixture.q, contractNo: 'Q-2', client: head })
    expect(await value(`codes=clients&platforms=${fixture.p},${fixture.q}`)).toBe('1')
    expect(await value(`codes=clients&platforms=${fixture.q}`)).toBe('2')
    const { platforms, totals } = (await fixture.get(`/api/figures?${WINDOW}&codes=clients`)).json()
    expect([...platforms.map((it: { figures: { value: string }[] }) => it.figures[0].value), totals[0].value]).toEqual([
      '1',
      '2',
      '1',
    ])
  })

  test('then the host itself, its branches and its head office are related, as are those of every related party', async () => {
    const party = (n: number) => ({ id: { scheme: 'uscc', value: `91442000MA900000${n}X` }, name: `单位${n}` })
    const { host } = fixture
    const branch = (key: string, of: object, headOffice: object) =>
      fixture.post(`/api/platforms/${fixture.p}/branches`, {
        key,
        title: key,
        from: '2025-01-01',
        party: of,
        headOffice,
      })
    await branch('B1', party(1), host)
    await branch('B2', party(2), party(9))
    await branch('B3', party(3), party(9))
    await fixture.post(`/api/platforms/${fixture.p}/affiliations`, {
      key: 'A',
      title: '参股',
      from: '2025-01-01',
      party: party(2),
      relation: 'invests',
    })
    const clients = [host, party(1), party(2), party(3), party(9), party(5)]
    for (const [i, client] of clients.entries()) await fixture.sign({ contractNo: `P-${i}`, client })
    expect(await figure('clients.unrelated')).toBe('1')
    const unrelated = (
      await fixture.get(`/api/platforms/${fixture.p}/figures/clients.unrelated/entries?${WINDOW}`)
    ).json()
    expect(unrelated.entries.map((it: { contractNo: string }) => it.contractNo)).toEqual(['P-5'])
  })

  test('then what is known only to a month inside which the window begins is told, not silently out', async () => {
    const centre = (key: string, from: string) =>
      fixture.post(`/api/platforms/${fixture.p}/joint-centres`, { key, title: key, from, party: fixture.client })
    await centre('L1', '2025-03')
    await centre('L2', '2025-03-05')
    const requested = async (from: string) =>
      (await fixture.get(`/api/platforms/${fixture.p}/figures?from=${from}&to=2025-12-31&codes=jointCentres`)).json()
        .figures[0]
    expect(await requested('2025-03-15')).toMatchObject({ value: '0', onlyToTheMonth: { rows: 1 } })
    expect((await requested('2025-03-01')).onlyToTheMonth).toBeUndefined()
    expect((await requested('2025-04-02')).onlyToTheMonth).toBeUndefined()
  })

  test('then a framework that left the count says by which call-off, in whichever year, and no figure loses its money', async () => {
    const framework = await fixture.sign({
      contractNo: 'F',
      kind: 'framework',
      amount: '5000.00',
      signedOn: '2024-12-20',
    })
    const slip = {
      bankReference: 'HD-9',
      payer: fixture.client,
      share: '9.00',
      total: '9.00',
      receivedOn: '2024-12-30',
    }
    await fixture.post(`/api/engagements/${framework.id}/payments`, slip)
    const of = async (code: string, from: string, to: string) =>
      (await fixture.get(`/api/platforms/${fixture.p}/figures?from=${from}&to=${to}&codes=${code}`)).json().figures[0]
        .value
    const years = [
      ['2024-01-01', '2024-12-31'],
      ['2025-01-01', '2025-12-31'],
      ['2024-01-01', '2025-12-31'],
    ] as const
    const overYears = (code: string) => Promise.all(years.map(([from, to]) => of(code, from, to)))
    expect(await overYears('projects')).toEqual(['1', '0', '1'])
    const order = await fixture.sign({
      contractNo: 'O-1',
      kind: 'callOff',
      parent: 'F',
      signedOn: '2025-02-01',
      amount: '300.00',
    })
    await fixture.sign({ contractNo: 'O-2', kind: 'callOff', parent: 'F', signedOn: '2025-01-15', amount: '1.00' })
    expect(await overYears('projects')).toEqual(['0', '2', '2'])
    expect(await overYears('contractAmount')).toEqual(['0.00', '301.00', '301.00'])
    expect(await overYears('receivedAmount')).toEqual(['9.00', '0.00', '9.00'])
    expect(await overYears('projects.received')).toEqual(['1', '0', '1'])
    const own = async () => (await fixture.get(`/api/engagements/${framework.id}?`)).json()
    const listed = async () => (await fixture.get(`/api/engagements?text=F`)).json().engagements[0]
    expect(await listed()).toMatchObject({
      counted: false,
      leftBy: { id: order.id, contractNo: 'O-1', signedOn: '2025-02-01' },
    })
    await fixture.post(`/api/engagements/${order.id}/voids`, { voids: order.entryId, reason: '重复' })
    expect(await listed()).toMatchObject({ counted: false, leftBy: { contractNo: 'O-2' } })
    expect(await own()).toMatchObject({ contractNo: 'F' })
  })

  test('then approvals stand under their own product, one name however spelled, one certificate however typed', async () => {
    const products = ['Caf\u00e9 凝胶', '物镜']
    const { id } = await fixture.sign({ contractNo: 'P-1', products })
    const other = await fixture.sign({ contractNo: 'P-2', products: ['Cafe\u0301 凝胶', '物镜'] })
    const approve = (contract: string, product: string, certificateNo: string, variety: string) =>
      fixture.post(`/api/engagements/${contract}/approvals`, {
        product,
        variety,
        certificateNo,
        approvalNo: '国药准字H20250001',
        holder: fixture.client,
        approvedOn: '2025-05-05',
      })
    for (const [contract, product, certificate, variety] of [
      [id, products[0], 'S1', '甲'],
      [other.id, 'Cafe\u0301 凝胶', 's1', '乙'],
      [id, '物镜', 'Ｓ1', '丙'],
      [other.id, '物镜', 'S2', '丙'],
    ])
      expect((await approve(contract, product, certificate, variety)).statusCode).toBe(201)
    expect([await figure('approvals'), await figure('approvals.certificates')]).toEqual(['3', '2'])
    const by = async (code: string) => {
      const { groups } = (
        await fixture.get(`/api/platforms/${fixture.p}/figures/${code}/groups?${WINDOW}&by=product`)
      ).json()
      return groups.map((it: { key: string; value: string }) => [it.key.normalize('NFC').toLowerCase(), it.value])
    }
    expect(await by('approvals')).toEqual([
      ['café 凝胶', '2'],
      ['物镜', '1'],
    ])
    expect(await by('projects')).toEqual([['café 凝胶、物镜', '2']])
    expect(await by('products')).toEqual([
      ['café 凝胶', '1'],
      ['物镜', '1'],
    ])
  })

  test('then one reference of a natural person on two platforms is two persons', async () => {
    const person = { id: { scheme: 'person', value: 'P-7' }, name: '张三' }
    await fixture.sign({ contractNo: 'P-1', client: person })
    await fixture.sign({ contractNo: 'P-2', client: { ...person, id: { scheme: 'person', value: 'p－7' } } })
    await fixture.sign({ platform: fixture.q, contractNo: 'Q-1', client: { ...person, name: '李四' } })
    expect(await value('codes=clients')).toBe('2')
    expect(await figure('clients')).toBe('1')
  })

  test('then a refused total lists the parts of all platforms on each tax basis (H12)', async () => {
    await fixture.sign({ contractNo: 'P-1' })
    await fixture.sign({ contractNo: 'P-2', taxBasis: 'exclusive', amount: '50.00' })
    await fixture.sign({ platform: fixture.q, contractNo: 'Q-1', amount: '7.00' })
    const refused = await total(`codes=contractAmount&platforms=${fixture.q},${fixture.p}`)
    expect(refused).toMatchObject({ code: 'mixed-tax-bases', rule: 'H12' })
    expect(refused.facts.parts[0].parts).toEqual([
      { taxBasis: 'inclusive', value: '107.00' },
      { taxBasis: 'exclusive', value: '50.00' },
    ])
  })

  test('then what moved a figure is told on each tax basis, and groups name theirs', async () => {
    await fixture.sign({ contractNo: 'P-1', client: { id: C, name: '丙' } })
    await fixture.sign({ contractNo: 'P-2', client: { id: D, name: '丁' }, taxBasis: 'exclusive', amount: '50.00' })
    const url = `/api/platforms/${fixture.p}/figures`
    const { figures } = (await fixture.get(`${url}/changes?${WINDOW}&since=0&codes=contractAmount,projects`)).json()
    expect(
      figures.map(({ code, taxBasis, since, until }: Record<string, string>) => [code, taxBasis, since, until]),
    ).toEqual([
      ['contractAmount', 'inclusive', '0.00', '100.00'],
      ['contractAmount', 'exclusive', '0.00', '50.00'],
      ['projects', undefined, '0', '2'],
    ])
    const { groups } = (await fixture.get(`${url}/contractAmount/groups?${WINDOW}&by=client`)).json()
    expect(groups.map((it: Record<string, string>) => [it.name, it.value, it.taxBasis])).toEqual([
      ['丁', '50.00', 'exclusive'],
      ['丙', '100.00', 'inclusive'],
    ])
  })

  test('then further pages of rows are of the answer that was begun, whatever is recorded meanwhile', async () => {
    for (const no of ['P-1', 'P-2', 'P-3']) await fixture.sign({ contractNo: no })
    const rows = `/api/platforms/${fixture.p}/figures/projects/entries?from=2025-01-01&limit=2`
    const begun = (await fixture.get(rows)).json()
    await fixture.sign({ contractNo: 'P-4' })
    const rest = (await fixture.get(`${rows}&cursor=${begun.next}`)).json()
    expect(rest).toMatchObject({ asOf: begun.asOf, window: begun.window, total: '3' })
    expect(rest.entries.map((it: { contractNo: string }) => it.contractNo)).toEqual(['P-3'])
    expect((await fixture.get(`${rows}&to=2025-06-30&cursor=${begun.next}`)).json()).toMatchObject({
      code: 'cursor-from-elsewhere',
    })
  })

  test('then a framework stays one, and stays, while call-offs lean on it (H11)', async () => {
    const framework = await fixture.sign({ contractNo: 'F', kind: 'framework', amount: '5000.00' })
    const order = await fixture.sign({ contractNo: 'O', kind: 'callOff', parent: 'F', amount: '300.00' })
    await figure('projects')
    const correct = (more: object) =>
      fixture.post(`/api/engagements/${framework.id}/corrections`, {
        corrects: framework.entryId,
        content: { type: 'ContractSigned', data: fixture.terms({ contractNo: 'F', amount: '5000.00', ...more }) },
        reason: '误填框架',
      })
    const voided = { voids: framework.entryId, reason: '重签' }
    const away = () => fixture.post(`/api/engagements/${framework.id}/voids`, voided)
    const whole = () => fixture.post(`/api/engagements/${framework.id}/voids`, { ...voided, includeLater: true })
    for (const act of [() => correct({}), away, whole])
      expect((await act()).json()).toMatchObject({ code: 'framework-has-call-offs', facts: { callOffs: 'O' } })
    expect([await figure('contractAmount'), await figure('projects')]).toEqual(['300.00', '1'])
    expect((await correct({ kind: 'framework', title: '框架' })).statusCode).toBe(201)

    await fixture.post(`/api/engagements/${order.id}/voids`, { voids: order.entryId, reason: '重复' })
    expect([await figure('contractAmount'), await figure('projects')]).toEqual(['5000.00', '1'])
    expect((await away()).json()).toMatchObject({ code: 'entry-not-live' })
  })

  test('then a call-off is signed while its framework stands: not before it, not once it is terminated', async () => {
    const framework = await fixture.sign({ contractNo: 'F', kind: 'framework', signedOn: '2025-03-04' })
    const order = (contractNo: string, signedOn: string, more: object = {}) =>
      fixture.terms({ contractNo, kind: 'callOff', parent: 'F', signedOn, ...more })
    const call = async (...args: Parameters<typeof order>) => await fixture.post('/api/engagements', order(...args))
    expect((await call('O-1', '2025-03-03')).json()).toMatchObject({
      code: 'call-off-before-framework',
      errors: [{ pointer: '/signedOn' }],
    })
    const standing = (await call('O-1', '2025-03-04')).json()
    await fixture.post(`/api/engagements/${framework.id}/termination`, { on: '2025-06-01', reason: '取消' })
    expect((await call('O-2', '2025-07-01')).json()).toMatchObject({
      code: 'framework-terminated',
      errors: [{ pointer: '/parent' }],
    })
    // What was called off before goes on, and is corrected like any contract; moved it is judged anew.
    const correct = (data: object, corrects = standing.entryId) =>
      fixture.post(`/api/engagements/${standing.id}/corrections`, {
        corrects,
        content: { type: 'ContractSigned', data },
        reason: '录入有误',
      })
    expect((await correct(order('O-1', '2025-07-01'))).json()).toMatchObject({ code: 'framework-terminated' })
    expect((await correct(order('O-1', '2025-03-01'))).json()).toMatchObject({ code: 'call-off-before-framework' })
    const dearer = await correct(order('O-1', '2025-03-04', { amount: '90.00' }))
    expect(dearer.statusCode).toBe(201)
    // A slip of the pen in its day, inside the life that the framework had.
    expect((await correct(order('O-1', '2025-04-01', { parent: 'f' }), dearer.json().entryId)).statusCode).toBe(201)
    // Nor does the framework move away from over it, by the other end.
    await figure('projects')
    const frameworkOn = (signedOn: string) =>
      fixture.post(`/api/engagements/${framework.id}/corrections`, {
        corrects: framework.entryId,
        content: { type: 'ContractSigned', data: fixture.terms({ contractNo: 'F', kind: 'framework', signedOn }) },
        reason: '日期有误',
      })
    expect((await frameworkOn('2025-04-02')).json()).toMatchObject({
      code: 'call-off-before-framework',
      errors: [{ pointer: '/content/data/signedOn' }],
      facts: { callOffs: 'O-1' },
    })
    expect((await frameworkOn('2025-04-01')).statusCode).toBe(201)
  })

  test('then a void says what it takes along', async () => {
    const { id, entryId } = await fixture.sign({ contractNo: 'P-1' })
    const invoice = { kind: 'digital', number: '1'.padStart(20, '0') }
    const issued = { invoice, share: '9.00', total: '9.00', tax: '0.00', issuedOn: '2025-05-01' }
    const billed = (await fixture.post(`/api/engagements/${id}/invoices`, issued)).json().entryId
    const answer = await fixture.post(`/api/engagements/${id}/voids`, {
      voids: entryId,
      reason: '重签',
      includeLater: true,
    })
    expect(answer.json()).toMatchObject({ takenAlong: [{ entry: billed, type: 'InvoiceIssued' }] })
  })

  test('then a contract is no call-off of itself (H11)', async () => {
    const framework = await fixture.sign({ contractNo: 'F', kind: 'framework' })
    const itself = fixture.terms({ contractNo: 'F', kind: 'callOff', parent: 'ｆ' })
    const answer = await fixture.post(`/api/engagements/${framework.id}/corrections`, {
      corrects: framework.entryId,
      content: { type: 'ContractSigned', data: itself },
      reason: '误填',
    })
    expect(answer.json()).toMatchObject({ code: 'unknown-parent', rule: 'H11' })
  })

  test('then nothing is asked as of a moment that has not been', async () => {
    const requested = async (asOf: string) =>
      (await fixture.get(`/api/platforms/${fixture.p}/figures?${WINDOW}&asOf=${encodeURIComponent(asOf)}`)).json()
    expect(await requested('2099-01-01')).toMatchObject({ code: 'cut-beyond-the-log' })
    expect(await requested('2099-01-01T00:00:00+08:00')).toMatchObject({ code: 'cut-beyond-the-log' })
    // Today is not over: what it names would move. The refusal names the cut that stays.
    const refused = await requested(fixture.today)
    expect(refused).toMatchObject({ code: 'cut-day-not-over', facts: { sequence: '2' } })
    expect(await requested(refused.facts.sequence)).toMatchObject({ asOf: { sequence: 2 } })
    expect((await fixture.get('/api/entries?after=000001')).statusCode).toBe(400)
  })

  test('then counts of different things are no more added than amounts and counts', async () => {
    await fixture.sign({ contractNo: 'P-1' })
    for (const codes of [
      'projects,clients',
      'products,batches',
      'productionLines,sharedEquipment.added',
      'projects,contractAmount',
    ])
      expect(await total(`codes=${codes}`)).toMatchObject({ code: 'mixed-units', rule: 'H12' })
    expect(await total('codes=projects,projects.received')).toMatchObject({ code: 'overlapping-figures' })
    expect(await value('codes=projects,projects')).toBe('1')
  })

  test('then a window opens by itself only where a recognition is in force at its end', async () => {
    const requested = async (url: string) => (await fixture.get(url)).json()
    const recognise = (id: string, on: string) =>
      fixture.post(`/api/platforms/${id}/recognitions`, { tier: 'municipal', on })
    const [p, q] = [fixture.p, fixture.q].map((id) => `/api/platforms/${id}/figures?to=2025-12-31`)
    expect(await requested('/api/figures?to=2025-12-31')).toMatchObject({ code: 'window-start-missing' })
    await recognise(fixture.p, '2025-02')
    await recognise(fixture.q, '2025-04-01')
    expect(await requested(p)).toMatchObject({ window: { from: '2025-02-01', to: '2025-12-31' } })
    expect(await requested(q)).toMatchObject({ window: { from: '2025-04-01' } })
    // Of all platforms together: the earliest, one window for all of them.
    expect(await requested('/api/figures?to=2025-12-31')).toMatchObject({ window: { from: '2025-02-01' } })
    await fixture.post(`/api/platforms/${fixture.p}/revocations`, {
      tier: 'municipal',
      on: '2025-06-01',
      reason: '未达标',
    })
    expect(await requested(p)).toMatchObject({ code: 'window-start-missing' })
    expect(await requested(p.replace('2025-12-31', '2025-05-31'))).toMatchObject({ window: { from: '2025-02-01' } })
    expect(await requested('/api/figures?to=2025-12-31')).toMatchObject({ window: { from: '2025-04-01' } })
    const { platforms } = await requested('/api/platforms?')
    expect(platforms.map((it: { recognisedFrom?: string }) => it.recognisedFrom)).toEqual([undefined, '2025-04-01'])
  })

  test('then a platform that was not registered at the cut is not there, whatever is asked of it', async () => {
    for (const route of [
      'figures?',
      'figures/projects/entries?',
      'figures/clients/groups?by=month&',
      'figures/outstanding/ageing?',
      'published-figures?',
    ]) {
      const answer = await fixture.get(`/api/platforms/${fixture.q}/${route}${WINDOW}&asOf=1`)
      expect([route, answer.statusCode, answer.json().code]).toEqual([route, 404, 'unknown-platform'])
    }
    expect(await total(`platforms=${fixture.q}&asOf=1`)).toMatchObject({ code: 'unknown-platform' })
    expect((await fixture.get(`/api/platforms/${fixture.p}/figures?${WINDOW}&asOf=1`)).statusCode).toBe(200)
  })

  test('then a published amount is compared on its own bases only', async () => {
    await fixture.sign({ contractNo: 'P-1', amount: '500000.00' })
    const publish = (publicationNo: string, figure: string, basis: string, value: string) =>
      fixture.post(`/api/platforms/${fixture.p}/published-figures`, {
        publicationNo,
        figure,
        value,
        unit: '万元',
        basis,
        windowFrom: '2025-01-01',
        windowTo: '2025-12-31',
        unitAsWritten: '万元',
        source: { document: '函', publishedOn: '2025-09-15', wording: `${value} 万元` },
      })
    for (const [no, figure, basis, value] of [
      ['1', 'outstanding', 'notStated', '50'],
      ['2', 'contractAmount', 'notStated', '50'],
      ['3', 'contractAmount', 'received', '0'],
    ])
      expect((await publish(no, figure, basis, value)).json()).toMatchObject({ revision: expect.any(Number) })
    const { published } = (await fixture.get(`/api/platforms/${fixture.p}/published-figures?${WINDOW}`)).json()
    expect(published.map((it: { comparison: { verdict: string } }) => it.comparison.verdict)).toEqual([
      'cannotSay',
      'agrees',
      'agrees',
    ])
  })

  test('then shares of one document over two contracts are reported when they are more than it', async () => {
    const [one, two] = [await fixture.sign({ contractNo: 'P-1' }), await fixture.sign({ contractNo: 'P-2' })]
    const invoice = { kind: 'digital', number: '1'.padStart(20, '0') }
    const issued = { invoice, total: '100.00', tax: '0.00', issuedOn: '2025-05-01' }
    const bill = async (id: string, share: string) =>
      (await fixture.post(`/api/engagements/${id}/invoices`, { ...issued, share })).json().entryId
    const doubtful = async () =>
      (await fixture.get(`/api/platforms/${fixture.p}/over-shared-documents?`)).json().documents
    await bill(one.id, '60.00')
    const second = await bill(two.id, '40.00')
    expect(await doubtful()).toEqual([])
    await fixture.post(`/api/engagements/${two.id}/corrections`, {
      corrects: second,
      content: { type: 'InvoiceIssued', data: { ...issued, share: '40.01' } },
      reason: '误填',
    })
    expect(await doubtful()).toMatchObject([
      {
        kind: 'invoice',
        document: `D:${invoice.number}`,
        shares: '100.01',
        totals: ['100.00'],
        entries: [{ contractNo: 'P-1' }, { contractNo: 'P-2', type: 'EntryCorrected' }],
      },
    ])
    const slip = { payer: fixture.client, share: '50.00', receivedOn: '2025-05-02' }
    await fixture.post(`/api/engagements/${one.id}/payments`, { ...slip, bankReference: 'HD-1', total: '100.00' })
    await fixture.post(`/api/engagements/${two.id}/payments`, { ...slip, bankReference: 'hd－1', total: '200.00' })
    expect((await doubtful())[1]).toMatchObject({ kind: 'receipt', shares: '100.00', totals: ['100.00', '200.00'] })
  })

  test('then what is asked of several platforms at once is what each is told, at one cut, each once', async () => {
    const p = await fixture.sign({ contractNo: 'P-1', signedOn: '2025-02-01' })
    await fixture.sign({ platform: fixture.q, contractNo: 'Q-1', signedOn: '2025-02-01' })
    const invoice = { kind: 'digital', number: '1'.padStart(20, '0') }
    const bill = { invoice, share: '60.00', total: '60.00', tax: '0.00', issuedOn: '2025-03-01' }
    expect((await fixture.post(`/api/engagements/${p.id}/invoices`, bill)).statusCode).toBe(201)
    const get = async (url: string) => (await fixture.get(url)).json()
    for (const [list, query] of [
      ['figures/outstanding/ageing', WINDOW],
      ['published-figures', WINDOW],
      ['over-shared-documents', ''],
      ['waiting-imports', ''],
    ]) {
      const [one, other] = await Promise.all(
        [fixture.p, fixture.q].map((it) => get(`/api/platforms/${it}/${list}?${query}`)),
      )
      expect(await get(`/api/${list}?${query}`)).toEqual({ platforms: [one, other] })
      expect(await get(`/api/${list}?${query}&platforms=${fixture.q},${fixture.q}`)).toEqual({ platforms: [other] })
      expect(await get(`/api/${list}?${query}&platforms=x`)).toMatchObject({ code: 'unknown-platform' })
    }
    // Of two that were signed one has an invoice, which nobody has paid for 305 days.
    const { platforms } = await get(`/api/figures/outstanding/ageing?${WINDOW}`)
    const oldest = platforms.map((it: { buckets: { bucket: string; value: string }[] }) =>
      it.buckets.map(({ bucket, value }) => `${bucket} ${value}`).filter((of) => of.startsWith('181-365')),
    )
    expect(oldest).toEqual([['181-365 60.00'], ['181-365 0.00']])
  })

  test('then what was asked before an invoice was recorded is not answered after it, and is what an earlier moment says', async () => {
    const sign = (contractNo: string) => fixture.sign({ contractNo, signedOn: '2025-02-01' })
    const contracts = [await sign('P-1'), await sign('P-2')]
    const bill = async (id: string) => {
      const answer = await fixture.post(`/api/engagements/${id}/invoices`, {
        invoice: { kind: 'digital', number: '1'.padStart(20, '0') },
        share: '60.00',
        total: '60.00',
        tax: '0.00',
        issuedOn: '2025-03-01',
      })
      expect(answer.statusCode).toBe(201)
    }
    const ofLongAgo = (buckets: readonly { bucket: string; value: string }[]) =>
      buckets.find((it) => it.bucket === '365+')?.value
    const asked = async (asOf = '') => {
      const of = async (list: string) => (await fixture.get(`/api/platforms/${fixture.p}/${list}${asOf}`)).json()
      // What is asked up to today is kept: the desk and every place of money ask for it.
      const { buckets } = await of(`figures/outstanding/ageing?from=2025-01-01&to=${shanghaiDay(Date.now())}`)
      const { documents } = await of('over-shared-documents?')
      return [ofLongAgo(buckets), documents.map((it: { shares: string }) => it.shares)]
    }
    expect(await asked()).toEqual(['0.00', []])
    await bill(contracts[0].id)
    expect(await asked()).toEqual(['60.00', []])
    const { sequence } = (await fixture.get(`/api/platforms/${fixture.p}/figures?${WINDOW}`)).json().asOf
    await bill(contracts[1].id)
    expect(await asked()).toEqual(['120.00', ['120.00']])
    expect(await asked(`&asOf=${sequence}`)).toEqual(['60.00', []])
  })

  test('then a paper that proves two entries has its pages once in the list of contracts', async () => {
    const { id } = await fixture.sign({ contractNo: 'P-1' })
    const accept = async (deliverableNo: string) => {
      const accepted = { deliverableNo, acceptedOn: '2025-07-01', acceptedBy: '项目部' }
      return (await fixture.post(`/api/engagements/${id}/deliverables`, accepted)).json().entryId
    }
    const attach = async (sha256: string, pages: number, entry: string) => {
      const paper = { sha256: sha256.repeat(64), kind: '其他', fileName: `${sha256}.pdf`, pages, entry }
      expect((await fixture.post(`/api/engagements/${id}/evidence`, paper)).statusCode).toBe(201)
    }
    const [first, second] = [await accept('CG-1'), await accept('CG-2')]
    await attach('a', 3, first)
    await attach('a', 3, second)
    await attach('b', 2, second)
    const { engagements } = (await fixture.get(`/api/engagements?platform=${fixture.p}`)).json()
    expect(engagements[0].evidencePages).toBe(5)
  })

  test('then sixty clerks who write on one contract at once all get their word in', async () => {
    const { id } = await fixture.sign({ contractNo: 'P-1' })
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        fixture.post(`/api/engagements/${id}/deliverables`, {
          deliverableNo: `CG-${i}`,
          acceptedOn: '2025-07-01',
          acceptedBy: '项目部',
        }),
      ),
    )
    expect(answers.map((it) => it.statusCode)).toEqual(Array(60).fill(201))
  })
})
