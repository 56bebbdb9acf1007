import Ajv2020 from 'ajv/dist/2020'
import {
  accepted,
  amended,
  approved,
  batch,
  CLIENT,
  completed,
  deregistered,
  evidence,
  invoiced,
  paid,
  refunded,
  registered,
  repaid,
  reregistered,
  resumed,
  reversed,
  suspended,
  TODAY,
  terminated,
} from '../domain/given.spec-support'
import { type Answer, CONTRACT, EngagementService, personHeader, signing } from './service.spec-support'

/** Whoever changes an entry needs another; what is new waits for nobody. */
const TWO_PERSONS = { days: 0, datedDays: 100_000, proposalDays: 30 }
const STRANGER = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N58' }, name: '代付单位' }
const D1 = `D:${'1'.padStart(20, '0')}`
const BY_BATCH = { on: TODAY, by: '质量部' }

let service: EngagementService
let signingEntry: string
const post = (path: string, body: unknown = {}, headers = {}) => service.post(`${CONTRACT}${path}`, body, headers)
const voiding = (entry: string) => ({ voids: entry, reason: '重复登记' })
const propose = async () => {
  const proposed = await post('/proposals', { void: voiding(signingEntry) }, personHeader({ actor: '李工' }))
  return `/proposals/${proposed.body.entryId}`
}
const bill = () => post('/invoices', invoiced('800.00').data)
const taxed = (tax: string, n = 1) => ({ ...invoiced('1000.00', n).data, tax })

interface Sent {
  readonly path: string
  readonly body?: object
}
/** By route: what comes before it, what is sent, and the warnings that it brings. Every recording route of contracts. */
const ROUTES: Readonly<Record<string, { of: () => Promise<Sent>; brings: readonly string[]; two?: true }>> = {
  '': {
    of: async () => ({ path: '', body: signing({ contractNo: 'JM-9', client: STRANGER as never }) }),
    brings: ['W2', 'W10'],
  },
  '/{id}/amendments': {
    of: async () => ({ path: '/amendments', body: amended('1000.00', '501.00', '1501.00').data }),
    brings: ['W10', 'W12'],
  },
  '/{id}/registrations': {
    of: async () => ({ path: '/registrations', body: { ...registered().data, dealAmount: '1.00' } }),
    brings: ['W10', 'W15'],
  },
  '/{id}/registration-changes': {
    of: async () => {
      await post('/registrations', registered().data)
      return { path: '/registration-changes', body: reregistered('900.00').data }
    },
    brings: ['W10', 'W15'],
  },
  '/{id}/registration-cancellations': {
    of: async () => {
      await post('/registrations', { ...registered().data, dealAmount: '1.00' })
      return { path: '/registration-cancellations', body: deregistered().data }
    },
    brings: ['W10'],
  },
  '/{id}/batches': {
    of: async () => ({ path: '/batches', body: batch({ startedOn: '2025-02-01', yieldPercent: '101' }).data }),
    brings: ['W1', 'W8', 'W10'],
  },
  '/{id}/batches/{batchNo}/release': {
    of: async () => {
      await post('/batches', batch().data)
      return { path: '/batches/Z1/release', body: BY_BATCH }
    },
    brings: [],
  },
  '/{id}/batches/{batchNo}/rejection': {
    of: async () => {
      await post('/batches', batch().data)
      return { path: '/batches/Z1/rejection', body: BY_BATCH }
    },
    brings: [],
  },
  '/{id}/deliverables': { of: async () => ({ path: '/deliverables', body: accepted().data }), brings: ['W10'] },
  '/{id}/invoices': { of: async () => ({ path: '/invoices', body: taxed('950.00') }), brings: ['W10', 'W17'] },
  '/{id}/invoices/{key}/reversals': {
    of: async () => {
      await bill()
      await post('/payments', paid('800.00').data)
      return { path: `/invoices/${D1}/reversals`, body: { amount: '1.00', on: reversed('1.00').data.on } }
    },
    brings: ['W3', 'W10'],
  },
  '/{id}/payments': {
    of: async () => ({ path: '/payments', body: { ...paid('600.00').data, payer: STRANGER } }),
    brings: ['W2', 'W3', 'W4', 'W10'],
  },
  '/{id}/refunds': {
    of: async () => {
      await post('/payments', paid('600.00').data)
      return { path: '/refunds', body: { ...refunded('100.00').data, on: TODAY } }
    },
    brings: [],
  },
  '/{id}/approvals': {
    of: async () => ({ path: '/approvals', body: approved({ approvalNo: '国药准字H20240001' }).data }),
    brings: ['W10', 'W13'],
  },
  '/{id}/evidence': { of: async () => ({ path: '/evidence', body: evidence().data }), brings: [] },
  '/{id}/suspensions': { of: async () => ({ path: '/suspensions', body: suspended().data }), brings: ['W10'] },
  '/{id}/resumptions': {
    of: async () => {
      await post('/suspensions', suspended().data)
      return { path: '/resumptions', body: resumed().data }
    },
    brings: ['W10'],
  },
  '/{id}/completion': { of: async () => ({ path: '/completion', body: completed().data }), brings: ['W10'] },
  '/{id}/termination': { of: async () => ({ path: '/termination', body: terminated('0.00').data }), brings: ['W10'] },
  '/{id}/corrections': {
    of: async () => {
      const corrects = (await bill()).body.entryId
      const content = { type: 'InvoiceIssued', data: taxed('500.00') }
      return { path: '/corrections', body: { corrects, content, reason: '金额录入有误' } }
    },
    brings: ['W17'],
  },
  '/{id}/voids': {
    of: async () => {
      const { entryId } = (await bill()).body
      await post('/payments', paid('800.00').data)
      return { path: '/voids', body: voiding(entryId) }
    },
    brings: ['W3'],
  },
  '/{id}/proposals': {
    of: async () => {
      const { entryId } = (await bill()).body
      await post('/payments', paid('800.00').data)
      return { path: '/proposals', body: { void: voiding(entryId) } }
    },
    brings: ['W3'],
    two: true,
  },
  ...Object.fromEntries(
    ['approval', 'withdrawal', 'rejection'].map((does) => [
      `/{id}/proposals/{proposal}/${does}`,
      {
        of: async () => ({
          path: `${await propose()}/${does}`,
          ...(does === 'rejection' && { body: { reason: '不同意' } }),
        }),
        brings: [],
        two: true,
      },
    ]),
  ),
}

const open = async (two?: true) => {
  service = await EngagementService.open(two && TWO_PERSONS)
  signingEntry = (await service.sign()).body.entryId
}
afterEach(() => service.close())

const to = ({ path }: Sent) => (path === '' ? '/api/engagements' : `${CONTRACT}${path}`)
const send = (it: Sent, query = '', headers = {}) => service.post(to(it) + query, it.body ?? {}, headers)
const codes = (answer: Answer) => answer.body.warnings.map((it: { code: string }) => it.code)

test('given the OpenAPI document, then its recording routes of contracts are those tried here', async () => {
  await open()
  const { paths } = await service.document()
  const recording = Object.entries(paths).flatMap(([path, methods]) =>
    path.startsWith('/api/engagements') && methods.post ? [path.slice('/api/engagements'.length)] : [],
  )
  expect(recording.sort()).toEqual(Object.keys(ROUTES).sort())
})

describe.each(Object.entries(ROUTES))(
  'given a valid body for POST /api/engagements%s',
  (route, { of, brings, two }) => {
    test('when it is tried, then nothing is recorded, and its recording brings the warnings that the trial told', async () => {
      await open(two)
      const requested = await of()
      const by = { 'idempotency-key': 'once', ...(route.endsWith('withdrawal') && personHeader({ actor: '李工' })) }
      const size = await service.size()
      const tried = await send(requested, '?trial=true', by)
      expect(tried).toMatchObject({ status: 200, body: { trial: true, warnings: expect.anything() } })
      expect(codes(tried)).toEqual(brings)
      expect(await service.size()).toBe(size)
      // Under the key that the trial was sent with: it used up none.
      const recorded = await send(requested, '', by)
      expect(recorded.status).toBe(201)
      expect(recorded.body.warnings).toEqual(tried.body.warnings)
      expect(await service.size()).toBeGreaterThan(size)
      // Told again, it is told alike.
      expect(await send(requested, '', by)).toMatchObject({ status: 201, body: recorded.body })
      const { paths, components } = await service.document()
      const { responses } = paths[`/api/engagements${route}`].post
      for (const { status, body } of [tried, recorded]) {
        const ajv = new Ajv2020({ strict: false, validateFormats: false })
        const { schema } = responses[String(status)].content?.['application/json'] ?? {}
        const holds = ajv.compile({ ...schema, components })
        expect([holds(body), holds.errors]).toEqual([true, null])
      }
    })
  },
)

describe('given a trial of what is refused', () => {
  test('then it is refused as the recording is: the rule, the field, the revision', async () => {
    await open()
    const over = { path: '/invoices', body: invoiced('1000.01').data }
    const [tried, recorded] = [await send(over, '?trial=true'), await send(over)]
    expect(tried).toMatchObject({ status: 422, body: { code: 'invoiced-over-contract' } })
    expect(tried.body.errors).toEqual(recorded.body.errors)
    const shapeless = { path: '/invoices', body: { ...invoiced('1.00').data, tax: 1 } }
    expect((await send(shapeless, '?trial=true')).body.errors).toEqual((await send(shapeless)).body.errors)
    const stale = await send({ path: '/evidence', body: evidence().data }, '?trial=true', { 'if-match': '"7"' })
    expect(stale.status).toBe(412)
  })

  test('then all that is wrong is told at once, each at its field, under the code of the first; so does the recording', async () => {
    await open()
    await bill()
    const wrong = { ...invoiced('300.00', 1, '200.00').data, tax: '201.00' }
    const [tried, recorded] = [
      await send({ path: '/invoices', body: wrong }, '?trial=true'),
      await send({ path: '/invoices', body: wrong }),
    ]
    expect(tried).toMatchObject({ status: 409, body: { code: 'invoice-exists', rule: 'H6' } })
    expect(tried.body.errors.map((it: { code: string; pointer: string }) => [it.code, it.pointer])).toEqual([
      ['invoice-exists', '/invoice'],
      ['share-over-total', '/share'],
      ['tax-over-total', '/tax'],
      ['invoiced-over-contract', '/share'],
    ])
    expect(recorded.body).toEqual({ ...tried.body, instance: recorded.body.instance })
  })

  test('then whoever misspells the parameter has recorded nothing', async () => {
    await open()
    const size = await service.size()
    for (const query of ['?trial=1', '?trial=', '?trial=TRUE', '?trial=true&trial=true'])
      expect(await send({ path: '/evidence', body: evidence().data }, query)).toMatchObject({
        status: 400,
        body: { code: 'trial-format' },
      })
    expect(await service.size()).toBe(size)
    expect((await send({ path: '/evidence', body: evidence().data }, '?trial=false')).status).toBe(201)
  })
})

describe('given a day so long ago that an entry waits for a second person', () => {
  test('then the trial says so, and why, with the warnings that it would bring; so does the answer that it waits', async () => {
    service = await EngagementService.open({ days: 30, proposalDays: 30 })
    const recent = { signedOn: TODAY, client: CLIENT }
    await service.sign(recent)
    const early = { path: '', body: signing({ contractNo: 'JM-9' }) }
    const tried = await send(early, '?trial=true')
    expect(tried).toMatchObject({ status: 200, body: { waits: { because: [{ code: 'dated-long-ago' }] } } })
    const waiting = await send(early)
    expect(waiting).toMatchObject({ status: 202, body: { waits: { proposal: waiting.body.entryId } } })
    expect([codes(tried), codes(waiting)]).toEqual([['W10'], ['W10']])
  })
})

test('given entries that a void takes along, then the trial names them as the answer does', async () => {
  await open()
  await post('/payments', paid('2.00').data)
  await post('/refunds', repaid().data)
  await bill()
  await post(`/invoices/${D1}/reversals`, { amount: '1.00', on: TODAY })
  const [, , , billed] = await service.entries()
  const requested = { path: '/voids', body: { ...voiding(billed.id), includeLater: true } }
  const [tried, recorded] = [await send(requested, '?trial=true'), await send(requested)]
  expect(recorded.body.takenAlong).toMatchObject([{ type: 'InvoiceReversed' }])
  expect(tried.body.takenAlong).toEqual(recorded.body.takenAlong)
})
