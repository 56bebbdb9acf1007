import { audit } from '@pilot-ledger/evaluation/audit'
import Ajv2020 from 'ajv/dist/2020'
import { A, B, C, client, EVALUATOR, RoundFixture } from '../../libs/evaluation/src/rounds/round-fixture.spec-support'

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })

it('given a round with everything in it, then each answer of the audit is just what the document names', async () => {
  const fixture = await (await RoundFixture.open((figures) => [audit(figures)])).settle()
  try {
    const round = await fixture.openRound()
    const at = `${fixture.at(round, A)}`
    await fixture.submit(round, A, B)
    fixture.on('2026-02-05')
    const { rows } = (await fixture.get(EVALUATOR, `${at}/indicators/received/rows`)).body
    const [first] = rows as { row: string }[]
    await fixture.do(EVALUATOR, `${at}/strikes`, { indicator: 'received', row: first.row, reason: '关联方' })
    const drawn = await fixture.do(EVALUATOR, `${at}/samples`, {
      indicator: 'received',
      seed: 's',
      method: 'money',
      size: 2,
      strataBy: 'amount',
      bands: ['500000.00'],
    })
    const [one] = (await fixture.get(EVALUATOR, `${at}/samples/1`)).body.rows as { row: string }[]
    const evidence = [{ sha256: 'a'.repeat(64), fileName: '回单.pdf', pages: 2 }]
    const found = await fixture.do(EVALUATOR, `${at}/samples/1/findings`, {
      row: one.row,
      kind: 'error',
      wrong: '1.00',
      note: '少附一页',
      evidence,
    })
    await fixture.verify(round, A, B)
    await fixture.grade(round, A, B, C)
    await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
    fixture.on('2026-04-20')
    const late = await fixture.sign(A, 'LATE', 2, '900000.00', { signedOn: '2025-02-10' })
    await fixture.pay(late, 'HD-LATE', '60000.00', '2025-12-30')
    const twin = { key: 'LY-2', title: '中心', from: '2025-01-01', party: client(1) }
    await fixture.do(EVALUATOR, `/api/platforms/${A}/joint-centres`, twin)

    const document = (await fixture.app.inject({ url: '/openapi.json' })).json()
    const faults: string[] = []
    const hold = (method: 'get' | 'post', path: string, answer: unknown) => {
      const responses = document.paths[path][method].responses
      const schema = (responses['200'] ?? responses['201']).content['application/json'].schema
      const valid = ajv.compile({ ...schema, components: document.components })
      if (!valid(answer))
        for (const it of valid.errors ?? [])
          faults.push(`${path} ${it.instancePath} ${it.message} ${JSON.stringify(it.params)}`)
    }
    const requested = async (path: string, url: string) => {
      const { status, body } = await fixture.get(EVALUATOR, url)
      if (status !== 200) faults.push(`${url}: ${status} ${JSON.stringify(body)}`)
      else hold('get', path, body)
    }
    const ofPlatform = '/api/rounds/{round}/platforms/{id}'
    hold('post', `${ofPlatform}/samples`, drawn)
    hold('post', `${ofPlatform}/samples/{sample}/findings`, found)
    await requested('/api/rounds/{round}/seal', `/api/rounds/${round}/seal`)
    await requested(`${ofPlatform}/since-sealing`, `${at}/since-sealing`)
    await requested(`${ofPlatform}/audit`, `${at}/audit?since=3`)
    await requested(`${ofPlatform}/samples`, `${at}/samples`)
    await requested(`${ofPlatform}/samples/{sample}`, `${at}/samples/1`)
    const window = 'from=2025-01-01&to=2025-12-31'
    for (const code of [
      'contractAmount,receivedAmount,clients',
      'products,batches,approvals',
      'jointCentres,libraryProjects',
    ])
      await requested('/api/platforms/{id}/audit', `/api/platforms/${A}/audit?${window}&code=${code}&since=5`)
    expect(faults).toEqual([])
  } finally {
    await fixture.close()
  }
}, 60_000)
