import { schemeIdOf } from '@pilot-ledger/evaluation/rounds'
import { PAPERS } from '@pilot-ledger/intake/workbooks'
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020'
import { ROUND_ID } from '../../apps/standalone/src/demonstration/evaluation'
import { PROGRAMME_ID } from '../../apps/standalone/src/demonstration/programme-keep'
import type { DemonstrationFixture } from './demonstration-fixture.spec-support'
import { openDemonstrationFixture } from './demonstration-fixture.spec-support'

const WINDOW = 'from=2024-11-01&to=2025-08-31'
const PROGRAMME_QUERY: Readonly<Record<string, string>> = {
  '/figures': `?${WINDOW}`,
  '/figures/changes': `?${WINDOW}&since=396&codes=applicants,recognisedPlatforms`,
  '/published-figures': `?${WINDOW}`,
  '/targets': '?to=2025-08-31',
}

interface OpenApi {
  readonly components: object
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}
interface Operation {
  readonly operationId: string
  readonly parameters?: readonly { readonly in: string; readonly name: string }[]
  readonly responses: Readonly<Record<string, AnswerOf>>
}
interface AnswerOf {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>
}

describe('given the OpenAPI document of the demonstration', () => {
  let fixture: DemonstrationFixture
  let document: OpenApi
  beforeAll(async () => {
    fixture = await openDemonstrationFixture()
    document = (await fixture.get('/openapi.json', 'evaluator')).json()
  }, 60_000)
  afterAll(() => fixture.close())

  it('then every part of an address is told as a parameter, and every operation has a name of its own', () => {
    const reported = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { operationId, parameters = [] }]) => ({
        operationId,
        asked: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => `${method} ${path} ${name}`),
        named: parameters.filter((it) => it.in === 'path').map(({ name }) => `${method} ${path} ${name}`),
      })),
    )
    expect(reported.flatMap((it) => it.named).sort()).toEqual(reported.flatMap((it) => it.asked).sort())
    expect(new Set(reported.map((it) => it.operationId)).size).toBe(reported.length)
  })

  it('then every door answers just what it names: nothing missing, nothing more', async () => {
    const { instruments, cmc } = fixture
    const contracts = (await fixture.get(`/api/engagements?limit=200`, 'evaluator')).json().engagements
    await fixture.access.committerTo(fixture.ledger.log).commit()
    const questions: [string, string, string][] = [
      ['/api/session', '/api/session', 'platform'],
      ['/api/session/ready-accounts', '/api/session/ready-accounts', 'platform'],
      ['/api/tokens', '/api/tokens', 'platform'],
      ['/api/accounts', '/api/accounts', 'administrator'],
      ['/api/access-log', '/api/access-log', 'administrator'],
      ['/api/account-entries', '/api/account-entries', 'administrator'],
      ['/api/account-entries/{sequence}/proof', '/api/account-entries/1/proof', 'auditor'],
      ['/api/access-log/{sequence}/proof', '/api/access-log/1/proof?whole=true', 'administrator'],
      ['/api/platforms', '/api/platforms', 'finance'],
      ['/api/figure-catalogue', '/api/figure-catalogue', 'finance'],
      ['/api/cut', '/api/cut?asOf=2025-09-15', 'administrator'],
      ['/api/warnings', '/api/warnings', 'finance'],
      ['/api/proposals', '/api/proposals', 'evaluator'],
      ['/api/figures', `/api/figures?${WINDOW}`, 'evaluator'],
      ['/api/figures/total', `/api/figures/total?${WINDOW}&codes=contractAmount`, 'finance'],
      ['/api/entries', '/api/entries?limit=1000', 'evaluator'],
      ['/api/log/inclusion', '/api/log/inclusion?index=3&size=300', 'auditor'],
      ['/api/log/witnesses', '/api/log/witnesses', 'auditor'],
      ['/api/log/consistency', '/api/log/consistency?older=3&size=300', 'platform'],
      ['/api/engagements', '/api/engagements?limit=1000&order=newest', 'evaluator'],
      ...['summary', 'contracts', 'clients'].map((it): [string, string, string] => [
        '/api/papers/{paper}',
        `/api/papers/${it}.json?${WINDOW}&unit=wan`,
        'finance',
      ]),
      ['/api/figures/outstanding/ageing', `/api/figures/outstanding/ageing?${WINDOW}`, 'finance'],
      ['/api/over-shared-documents', '/api/over-shared-documents', 'finance'],
      ['/api/published-figures', `/api/published-figures?${WINDOW}`, 'evaluator'],
      ['/api/waiting-imports', '/api/waiting-imports', 'evaluator'],
      ...[instruments, cmc].flatMap((id): [string, string, string][] => [
        ['/api/platforms/{id}', `/api/platforms/${id}`, 'evaluator'],
        ['/api/platforms/{id}/entries', `/api/platforms/${id}/entries`, 'evaluator'],
        ['/api/platforms/{id}/figures', `/api/platforms/${id}/figures?${WINDOW}`, 'evaluator'],
        [
          '/api/platforms/{id}/figures/changes',
          `/api/platforms/${id}/figures/changes?${WINDOW}&since=2025-03-31`,
          'evaluator',
        ],
        [
          '/api/platforms/{id}/figures/outstanding/ageing',
          `/api/platforms/${id}/figures/outstanding/ageing?${WINDOW}`,
          'finance',
        ],
        ...PAPERS.map(({ code }): [string, string, string] => [
          '/api/platforms/{id}/papers/{paper}',
          `/api/platforms/${id}/papers/${code}.json?${WINDOW}`,
          'evaluator',
        ]),
        ...['contract', 'client', 'month', 'platform'].map((by): [string, string, string] => [
          '/api/platforms/{id}/bridge',
          `/api/platforms/${id}/bridge?${WINDOW}&by=${by}&limit=40`,
          'finance',
        ]),
        ...['outstanding.closing', 'currentAmount.inclusive.signed', 'ageing.31-90'].map(
          (cell): [string, string, string] => [
            '/api/platforms/{id}/bridge/entries',
            `/api/platforms/${id}/bridge/entries?${WINDOW}&cell=${cell}`,
            'evaluator',
          ],
        ),
        ['/api/platforms/{id}/shared-documents', `/api/platforms/${id}/shared-documents`, 'finance'],
        ...['accounts', 'statements', 'lines', 'targets', 'matches', 'queues'].map((it): [string, string, string] => [
          `/api/platforms/{id}/reconciliation/${it}`,
          `/api/platforms/${id}/reconciliation/${it}`,
          'finance',
        ]),
        ['/api/platforms/{id}/closing-checklist', `/api/platforms/${id}/closing-checklist?${WINDOW}`, 'finance'],
        ['/api/platforms/{id}/closes', `/api/platforms/${id}/closes`, 'evaluator'],
        ['/api/platforms/{id}/known', `/api/platforms/${id}/known`, 'evaluator'],
        ['/api/platforms/{id}/over-shared-documents', `/api/platforms/${id}/over-shared-documents`, 'finance'],
        ['/api/platforms/{id}/published-figures', `/api/platforms/${id}/published-figures?${WINDOW}`, 'evaluator'],
        ...['contractAmount', 'clients', 'receivedAmount', 'jointCentres', 'approvals'].map(
          (code): [string, string, string] => [
            '/api/platforms/{id}/figures/{code}/entries',
            `/api/platforms/${id}/figures/${code}/entries?${WINDOW}`,
            'evaluator',
          ],
        ),
        ...['client', 'month', 'category', 'product'].map((by): [string, string, string] => [
          '/api/platforms/{id}/figures/{code}/groups',
          `/api/platforms/${id}/figures/contractAmount/groups?${WINDOW}&by=${by}`,
          'evaluator',
        ]),
      ]),
      ['/api/schemes', '/api/schemes', 'administrator'],
      ['/api/schemes/{scheme}', `/api/schemes/${schemeIdOf('sample-quanzhou')}`, 'platform'],
      [
        '/api/schemes/{scheme}/versions/{version}',
        `/api/schemes/${schemeIdOf('sample-ganzhou')}/versions/1`,
        'finance',
      ],
      ...['evaluator', 'finance', 'platform'].flatMap((role): [string, string, string][] => [
        ['/api/rounds', '/api/rounds', role],
        ['/api/rounds/{round}', `/api/rounds/${ROUND_ID}`, role],
        [
          '/api/rounds/{round}/platforms/{id}',
          `/api/rounds/${ROUND_ID}/platforms/${role === 'finance' ? cmc : instruments}`,
          role,
        ],
        [
          '/api/rounds/{round}/platforms/{id}/indicators/{indicator}/rows',
          `/api/rounds/${ROUND_ID}/platforms/${instruments}/indicators/received/rows?limit=3`,
          role,
        ],
      ]),
      ['/api/bridge', `/api/bridge?${WINDOW}`, 'finance'],
      ...['', '/variance', '/restatements'].map((part): [string, string, string] => [
        `/api/platforms/{id}/closes/{period}${part}`,
        `/api/platforms/${cmc}/closes/2025-09${part}`,
        'finance',
      ]),
      ['/api/programmes', '/api/programmes', 'platform'],
      ...['', '/entries', '/figures', '/figures/changes', '/published-figures', '/targets'].map(
        (part): [string, string, string] => [
          `/api/programmes/{programme}${part}`,
          `/api/programmes/${PROGRAMME_ID}${part}${PROGRAMME_QUERY[part] ?? ''}`,
          'platform',
        ],
      ),
      ['/api/programmes/{programme}/letter', `/api/programmes/${PROGRAMME_ID}/letter?${WINDOW}`, 'finance'],
      ...['recognisedPlatforms', 'applicants', 'sharedEntries', 'subsidyCap'].map((code): [string, string, string] => [
        '/api/programmes/{programme}/figures/{code}/entries',
        `/api/programmes/${PROGRAMME_ID}/figures/${code}/entries?${WINDOW}`,
        'platform',
      ]),
      ...contracts.flatMap(({ id }: { id: string }): [string, string, string][] => [
        ['/api/engagements/{id}', `/api/engagements/${id}`, 'evaluator'],
        ['/api/engagements/{id}/entries', `/api/engagements/${id}/entries`, 'evaluator'],
      ]),
    ]
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
    const faults = new Set<string>()
    const checks = new Map<string, ValidateFunction>()
    for (const [path, url, role] of questions) {
      const schema = document.paths[path].get.responses['200'].content?.['application/json'].schema
      if (!schema) throw new Error(`${path} names no answer`)
      const response = await fixture.get(url, role)
      if (response.statusCode !== 200) faults.add(`${url}: ${response.statusCode}`)
      const valid = checks.get(path) ?? ajv.compile({ ...schema, components: document.components })
      checks.set(path, valid)
      if (!valid(response.json()))
        for (const it of valid.errors ?? [])
          faults.add(`${path} ${it.instancePath} ${it.message} ${JSON.stringify(it.params)}`)
    }
    expect([...faults]).toEqual([])
    expect(questions.length).toBeGreaterThan(150)
  }, 300_000)
})
