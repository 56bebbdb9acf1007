import { ROUTES } from '../domain/routes'
import { AccessFixture, type Headers, OUR_CONTRACT, OURS, RIVAL, RIVAL_CONTRACT } from './access-fixture.spec-support'

/**
 * Every door and who may pass, as the tasks give it, written for this test alone: + wherever, o for the own platform, - not at
 * all; columns platform, evaluator, finance, administrator, auditor. Each cell is asked over HTTP, for our platform and for the rival’s.
 */
const DOORS = `
  GET    /metrics                                              - - - + -
  GET    /api/read-model                                       - - - + -
  POST   /api/read-model/rebuild                               - - - + -
  GET    /api/session                                          + + + + +
  DELETE /api/session                                          + + + + +
  POST   /api/session/password                                 + + + + +
  GET    /api/session/second-factor                            + + + + +
  POST   /api/session/second-factor                            + + + + +
  POST   /api/session/second-factor/confirmation               + + + + +
  GET    /api/tokens                                           + + + + +
  POST   /api/tokens                                           + + + + +
  DELETE /api/tokens/:id                                       + + + + +
  GET    /api/accounts                                         - - - + +
  POST   /api/accounts                                         - - - + -
  GET    /api/accounts/:id                                     - - - + +
  PATCH  /api/accounts/:id                                     - - - + -
  POST   /api/accounts/:id/password-reset                      - - - + -
  POST   /api/accounts/:id/second-factor-removal               - - - + -
  DELETE /api/accounts/:id/sessions                            - - - + -
  GET    /api/accounts/:id/tokens                              - - - + +
  DELETE /api/accounts/:id/tokens/:token                       - - - + -
  GET    /api/account-proposals                                - - - + +
  POST   /api/account-proposals/:proposal/consent              - - - + +
  POST   /api/account-proposals/:proposal/rejection            - - - + +
  POST   /api/account-proposals/:proposal/withdrawal           - - - + -
  GET    /api/account-entries                                  - - - + +
  GET    /api/access-log                                       - - - + +
  GET    /api/account-entries/:sequence/proof                  - - - + +
  GET    /api/access-log/:sequence/proof                       - - - + +
  GET    /api/platforms                                        + + + + +
  POST   /api/platforms                                        - - - + -
  GET    /api/platforms/:id                                    o + + + +
  GET    /api/platforms/:id/entries                            o + + + +
  POST   /api/platforms/:id/recognitions                       - - - + -
  POST   /api/platforms/:id/revocations                        - - - + -
  POST   /api/platforms/:id/cultivation-designations           - - - + -
  POST   /api/platforms/:id/published-figures                  - + - - -
  POST   /api/platforms/:id/corrections                        - - - + -
  POST   /api/platforms/:id/voids                              - - - + -
  POST   /api/platforms/:id/proposals                          - - - + -
  POST   /api/platforms/:id/proposals/:proposal/withdrawal     o - - + -
  POST   /api/platforms/:id/proposals/:proposal/approval       - + - - -
  POST   /api/platforms/:id/proposals/:proposal/rejection      - + - - -
  POST   /api/platforms/:id/production-lines                   o - - + -
  POST   /api/platforms/:id/production-lines/:key/end          o - - + -
  POST   /api/platforms/:id/joint-centres                      o - - + -
  POST   /api/platforms/:id/joint-centres/:key/end             o - - + -
  POST   /api/platforms/:id/shared-equipment                   o - - + -
  POST   /api/platforms/:id/shared-equipment/:key/end          o - - + -
  POST   /api/platforms/:id/library-projects                   o - - + -
  POST   /api/platforms/:id/library-projects/:key/end          o - - + -
  POST   /api/platforms/:id/affiliations                       o - - + -
  POST   /api/platforms/:id/affiliations/:key/end              o - - + -
  POST   /api/platforms/:id/branches                           o - - + -
  POST   /api/platforms/:id/branches/:key/end                  o - - + -
  POST   /api/engagements                                      o - - - -
  POST   /api/engagements/:id/amendments                       o - - - -
  POST   /api/engagements/:id/registrations                    o - - - -
  POST   /api/engagements/:id/registration-changes            o - - - -
  POST   /api/engagements/:id/registration-cancellations      o - - - -
  POST   /api/engagements/:id/batches                          o - - - -
  POST   /api/engagements/:id/batches/:batchNo/release         o - - - -
  POST   /api/engagements/:id/batches/:batchNo/rejection       o - - - -
  POST   /api/engagements/:id/deliverables                     o - - - -
  POST   /api/engagements/:id/invoices                         o - - - -
  POST   /api/engagements/:id/invoices/:key/reversals          o - - - -
  POST   /api/engagements/:id/payments                         o - - - -
  POST   /api/engagements/:id/refunds                          o - - - -
  POST   /api/engagements/:id/approvals                        o - - - -
  POST   /api/engagements/:id/evidence                         o - - - -
  POST   /api/engagements/:id/suspensions                     o - - - -
  POST   /api/engagements/:id/resumptions                     o - - - -
  POST   /api/engagements/:id/completion                       o - - - -
  POST   /api/engagements/:id/termination                      o - - - -
  POST   /api/engagements/:id/corrections                      o - - - -
  POST   /api/engagements/:id/voids                            o - - - -
  POST   /api/engagements/:id/proposals                        o - - - -
  POST   /api/engagements/:id/proposals/:proposal/withdrawal   o - - - -
  POST   /api/engagements/:id/proposals/:proposal/approval     - + - - -
  POST   /api/engagements/:id/proposals/:proposal/rejection    - + - - -
  GET    /api/proposals                                        o + - - +
  GET    /api/search                                            o + + - +
  GET    /api/warnings                                         o + + - +
  GET    /api/desk                                             o + + + +
  GET    /api/desk/waiting                                     o + + + +
  GET    /api/engagements                                      o + + - +
  GET    /api/engagements/:id                                  o + + - +
  GET    /api/engagements/:id/entries                          o + + - +
  GET    /api/figure-catalogue                                 + + + + +
  GET    /api/cut                                              + + + + +
  GET    /api/feed                                             + + + + +
  GET    /api/webhooks                                         - - - + +
  POST   /api/webhooks                                         - - - + -
  DELETE /api/webhooks/:webhook                                - - - + -
  POST   /api/webhooks/:webhook/resuming                       - - - + -
  POST   /api/webhooks/:webhook/secret                         - - - + -
  GET    /api/webhooks/:webhook/deliveries                     - - - + +
  POST   /api/webhooks/:webhook/resending                      - - - + -
  POST   /api/webhooks/:webhook/deliveries/:sequence/skipping  - - - + -
  GET    /api/figures                                          - + + - +
  GET    /api/figures/total                                    o + + - +
  GET    /api/figures/outstanding/ageing                       o + + - +
  GET    /api/over-shared-documents                            o + + - +
  GET    /api/published-figures                                o + + - +
  GET    /api/platforms/:id/figures                            o + + - +
  GET    /api/platforms/:id/figures/changes                    o + + - +
  GET    /api/platforms/:id/figures/outstanding/ageing         o + + - +
  GET    /api/platforms/:id/figures/:code/entries              o + + - +
  GET    /api/platforms/:id/figures/:code/groups               o + + - +
  GET    /api/platforms/:id/known                              o + + - +
  GET    /api/platforms/:id/over-shared-documents              o + + - +
  GET    /api/platforms/:id/figures/:code/certificate          o + + - +
  GET    /api/figures/total/:code/certificate                  o + + - +
  GET    /api/platforms/:id/published-figures                  o + + - +
  GET    /api/platforms/:id/published-figures/:statement/certificate  o + + - +
  GET    /api/platforms/:id/journal                            o + + - +
  GET    /api/platforms/:id/workbook.xlsx                      o + + - +
  GET    /api/platforms/:id/papers/:paper                      o + + - +
  GET    /api/workbook.xlsx                                    - + + - +
  GET    /api/papers/:paper                                    - + + - +
  GET    /api/entries                                          - + - - +
  GET    /api/log/checkpoint                                   + + + + +
  GET    /api/log/checkpoint.svg                               + + + + +
  GET    /api/log/key                                          + + + + +
  GET    /api/log/witnesses                                    + + + + +
  GET    /api/log/tile/*                                       + + + + +
  GET    /api/log/tile/entries/*                               - + - - +
  GET    /api/log/tile/data/*                                  - + - - +
  GET    /api/log/inclusion                                    + + + + +
  GET    /api/log/consistency                                  + + + + +
  GET    /api/templates/:template                              + + + + +
  POST   /api/platforms/:id/evidence-uploads                  o - - - -
  GET    /api/platforms/:id/evidence-uploads/:upload          o - - - -
  PATCH  /api/platforms/:id/evidence-uploads/:upload          o - - - -
  DELETE /api/platforms/:id/evidence-uploads/:upload          o - - - -
  GET    /api/platforms/:id/evidence/:sha256                  o + + - +
  GET    /api/platforms/:id/evidence/:sha256/facts            o + + - +
  GET    /api/platforms/:id/evidence/:sha256/contents         o + + - +
  GET    /api/platforms/:id/evidence/:sha256/pages/:no        o + + - +
  POST   /api/platforms/:id/evidence-volumes                  o + + - +
  POST   /api/rounds/:round/platforms/:id/evidence-volumes    o + + - +
  GET    /api/platforms/:id/evidence-volumes/:volume          o + + - +
  GET    /api/platforms/:id/evidence-volumes/:volume/volume.pdf o + + - +
  GET    /api/bridge                                           - + + - +
  GET    /api/platforms/:id/bridge                             o + + - +
  GET    /api/platforms/:id/bridge/entries                     o + + - +
  GET    /api/platforms/:id/bridge.xlsx                        o + + - +
  GET    /api/platforms/:id/bridge.csv                         o + + - +
  GET    /api/platforms/:id/closes/:period/close.xlsx          o + + - +
  GET    /api/platforms/:id/closes/:period/variance.csv        o + + - +
  GET    /api/platforms/:id/shared-documents                   o + + - +
  GET    /api/platforms/:id/closing-checklist                  o + + - +
  GET    /api/platforms/:id/closes                             o + + - +
  GET    /api/platforms/:id/closing/periods                    o + + - +
  GET    /api/platforms/:id/closes/:period                     o + + - +
  GET    /api/platforms/:id/closes/:period/certificate         o + + - +
  GET    /api/platforms/:id/closes/:period/variance            o + + - +
  GET    /api/platforms/:id/closes/:period/bank-changes        o + + - +
  GET    /api/platforms/:id/closes/:period/restatements        o + + - +
  POST   /api/platforms/:id/closing/closes                     - - + - -
  POST   /api/platforms/:id/closing/closes/:period/approval    - + + - -
  POST   /api/platforms/:id/closing/closes/:period/rejection   - + + - -
  POST   /api/platforms/:id/closing/closes/:period/reopening   - - + - -
  POST   /api/platforms/:id/closing/closes/:period/reopening/approval   - + + - -
  POST   /api/platforms/:id/closing/closes/:period/reopening/rejection  - + + - -
  POST   /api/platforms/:id/closing/restatements/:entry/approval        - + + - -
  POST   /api/platforms/:id/imports                            o - - - -
  POST   /api/platforms/:id/imports/marked                     o - - - -
  GET    /api/waiting-imports                                  o + - - +
  GET    /api/platforms/:id/waiting-imports                    o + - - +
  POST   /api/platforms/:id/waiting-imports/:import/approval   - + - - -
  POST   /api/platforms/:id/waiting-imports/:import/rejection  - + - - -
  POST   /api/platforms/:id/waiting-imports/:import/withdrawal o - - - -
  GET    /api/platforms/:id/audit                              o + + - +
  GET    /api/rounds/:round/seal                               o + + - +
  GET    /api/rounds/:round/seal/certificate                   - + - - +
  GET    /api/rounds/:round/papers/summary.xlsx                - + + - +
  GET    /api/rounds/:round/platforms/:id/papers/:paper        o + + - +
  GET    /api/rounds/:round/platforms/:id/since-sealing        o + + - +
  GET    /api/rounds/:round/platforms/:id/audit                o + + - +
  GET    /api/rounds/:round/platforms/:id/samples              - + - - +
  POST   /api/rounds/:round/platforms/:id/samples              - + - - -
  GET    /api/rounds/:round/platforms/:id/samples/:sample      - + - - +
  POST   /api/rounds/:round/platforms/:id/samples/:sample/findings - + - - -
  GET    /api/rounds/:round/platforms/:id/samples/:sample/sheet.xlsx - + - - +
  POST   /api/programmes                                              - - - + -
  POST   /api/programmes/:programme/calls                             - - - + -
  POST   /api/programmes/:programme/calls/:key/closing                - - - + -
  POST   /api/programmes/:programme/applications                      - - - + -
  POST   /api/programmes/:programme/applications/:key/material-review - - - + -
  POST   /api/programmes/:programme/applications/:key/site-visits     - - - + -
  POST   /api/programmes/:programme/applications/:key/decision        - - - + -
  POST   /api/programmes/:programme/applications/:key/cultivation-end - - - + -
  POST   /api/programmes/:programme/nominations                       - - - + -
  POST   /api/programmes/:programme/nominations/:key/recognition      - - - + -
  POST   /api/programmes/:programme/nominations/:key/declined         - - - + -
  POST   /api/programmes/:programme/demands                           - - - + -
  POST   /api/programmes/:programme/demands/:key/match                - - - + -
  POST   /api/programmes/:programme/demands/:key/funding              - - - + -
  POST   /api/programmes/:programme/listings                          - - - + -
  POST   /api/programmes/:programme/listings/:key/renewals            - - - + -
  POST   /api/programmes/:programme/listings/:key/end                 - - - + -
  POST   /api/programmes/:programme/alliance-members                  - - - + -
  POST   /api/programmes/:programme/alliance-members/:key/end         - - - + -
  POST   /api/programmes/:programme/elements                          - - - + -
  POST   /api/programmes/:programme/elements/:key/end                 - - - + -
  POST   /api/programmes/:programme/line-upgrades                     - - - + -
  POST   /api/programmes/:programme/line-upgrades/:key/end            - - - + -
  POST   /api/programmes/:programme/policies                          - - - + -
  POST   /api/programmes/:programme/policies/:key/end                 - - - + -
  GET    /api/programmes/:programme/published-figures/:statement/certificate  - + + + +
  POST   /api/programmes/:programme/targets                           - + - + -
  POST   /api/programmes/:programme/targets/:key/end                  - + - + -
  POST   /api/programmes/:programme/towns                             - - - + -
  POST   /api/programmes/:programme/towns/:key/end                    - - - + -
  POST   /api/programmes/:programme/published-figures                 - + - - -
  POST   /api/programmes/:programme/corrections                       - - - + -
  POST   /api/programmes/:programme/voids                             - - - + -
  POST   /api/programmes/:programme/proposals                         - - - + -
  POST   /api/programmes/:programme/proposals/:proposal/withdrawal    - - - + -
  POST   /api/programmes/:programme/proposals/:proposal/approval      - + - - -
  POST   /api/programmes/:programme/proposals/:proposal/rejection     - + - - -
  GET    /api/programmes                                              + + + + +
  GET    /api/programmes/:programme                                   + + + + +
  GET    /api/programmes/:programme/entries                           + + + + +
  GET    /api/programmes/:programme/figures                           + + + + +
  GET    /api/programmes/:programme/figures/changes                   + + + + +
  GET    /api/programmes/:programme/figures/:code/entries             + + + + +
  GET    /api/programmes/:programme/figures/:code/certificate         - + + + +
  GET    /api/programmes/:programme/published-figures                 + + + + +
  GET    /api/programmes/:programme/targets                           + + + + +
  GET    /api/programmes/:programme/letter                            - + + - +
  GET    /api/programmes/:programme/letter.txt                        - + + - +
  GET    /api/programmes/:programme/letter.docx                       - + + - +
  GET    /api/platforms/:id/reconciliation/accounts                   o + + - +
  GET    /api/platforms/:id/reconciliation/ready-column-maps          o + + - +
  GET    /api/platforms/:id/reconciliation/statements                 o + + - +
  GET    /api/platforms/:id/reconciliation/lines                      o + + - +
  GET    /api/platforms/:id/reconciliation/targets                    o + + - +
  GET    /api/platforms/:id/reconciliation/matches                    o + + - +
  GET    /api/platforms/:id/reconciliation/queues                     o + + - +
  POST   /api/platforms/:id/reconciliation/accounts                   o - + - -
  POST   /api/platforms/:id/reconciliation/column-maps                o - + - -
  POST   /api/platforms/:id/reconciliation/account-days               o - + - -
  POST   /api/platforms/:id/reconciliation/statements                 o - + - -
  POST   /api/platforms/:id/reconciliation/statements/preview         o - + - -
  POST   /api/platforms/:id/reconciliation/statements/:statement/voiding o - + - -
  POST   /api/platforms/:id/reconciliation/matches/suggestions        - - + - -
  POST   /api/platforms/:id/reconciliation/matches/runs               - - + - -
  POST   /api/platforms/:id/reconciliation/matches                    - - + - -
  POST   /api/platforms/:id/reconciliation/matches/:match/confirmation - - + - -
  POST   /api/platforms/:id/reconciliation/matches/:match/undoing     - - + - -
  POST   /api/platforms/:id/reconciliation/adjustments                - - + - -
  POST   /api/platforms/:id/reconciliation/lines/:line/setting-aside  - - + - -
  GET    /api/platforms/:id/reconciliation/lines/:line/receipt        o + + - +
  POST   /api/platforms/:id/reconciliation/lines/:line/receipt        o - - - -
  POST   /api/platforms/:id/reconciliation/waivers                    - - + - -
  POST   /api/platforms/:id/reconciliation/voids                      - - + - -
  GET    /api/scheme-schema                                    + + + + +
  GET    /api/schemes                                          + + + + +
  POST   /api/schemes                                          - + - - -
  GET    /api/schemes/:scheme                                  + + + + +
  GET    /api/schemes/:scheme/versions/:version                + + + + +
  GET    /api/rounds                                           o + + - +
  POST   /api/rounds                                           - + - - -
  GET    /api/rounds/:round                                    o + + - +
  POST   /api/rounds/:round/deadlines                          - + - - -
  POST   /api/rounds/:round/sealing                            - + - - -
  POST   /api/rounds/:round/publication                        - + - - -
  POST   /api/rounds/:round/subsidy                            - + - - -
  POST   /api/rounds/:round/subsidy-payments                   - - + - -
  POST   /api/rounds/:round/subsidy-payments/voids             - - + - -
  GET    /api/rounds/:round/platforms/:id                      o + + - +
  GET    /api/rounds/:round/platforms/:id/indicators/:indicator/rows o + + - +
  POST   /api/rounds/:round/platforms/:id/assessment           o - - - -
  POST   /api/rounds/:round/platforms/:id/submission           o - - - -
  POST   /api/rounds/:round/platforms/:id/reply                o - - - -
  POST   /api/rounds/:round/platforms/:id/reopening            - + - - -
  POST   /api/rounds/:round/platforms/:id/strikes              - + - - -
  POST   /api/rounds/:round/platforms/:id/strikes/:strike/lifting - + - - -
  POST   /api/rounds/:round/platforms/:id/verified-values      - + - - -
  POST   /api/rounds/:round/platforms/:id/verification         - + - - -
  POST   /api/rounds/:round/platforms/:id/reply-answer         - + - - -
  POST   /api/rounds/:round/platforms/:id/grade-proposal       - + - - -
  POST   /api/rounds/:round/platforms/:id/grade-confirmation   - + - - -
  POST   /api/rounds/:round/platforms/:id/grade-rejection      - + - - -
`
const WHO = ['clerk', 'evaluator', 'finance', 'keeper', 'auditor']
const routes = DOORS.trim()
  .split('\n')
  .map((it) => it.trim().split(/\s+/))
  .map(([method, path, ...marks]) => ({ method, path, marks }))

let fixture: AccessFixture
beforeAll(async () => {
  fixture = await AccessFixture.open({ limits: { perAddress: { perMinute: 1e6, burst: 1e6 } } })
  await fixture.settle()
}, 300_000)
afterAll(() => fixture.close())

/** Asked about several platforms, named in the query. */
const LISTS_OF_PLATFORMS = [
  '/api/rounds',
  '/api/rounds/:round',
  '/api/rounds/:round/seal',
  '/api/search',
  '/api/figures/outstanding/ageing',
  '/api/over-shared-documents',
  '/api/published-figures',
  '/api/waiting-imports',
]

/** The door with our platform or contract behind it, and the same with the rival’s. */
function requested(path: string, method: string): { ours: [string, unknown]; rivals: [string, unknown] } {
  const ask = (platform: string, contract: string): [string, unknown] => {
    const url = path
      .replace(':id', path.startsWith('/api/engagements') ? contract : platform)
      .replace(':code', 'contractAmount')
      .replace(/:\w+/g, 'x')
    if (
      ['/api/engagements', '/api/proposals', '/api/warnings', '/api/desk', '/api/desk/waiting'].includes(path) &&
      method === 'GET'
    )
      return [`${url}?platform=${platform}`, undefined]
    if (path.startsWith('/api/figures/total')) return [`${url}?platforms=${platform}&from=2025-01-01`, undefined]
    if (LISTS_OF_PLATFORMS.includes(path) && method === 'GET') return [`${url}?platforms=${platform}`, undefined]
    // A feed ends only where it is told to.
    if (path === '/api/feed') return [`${url}?once=true`, undefined]
    return [url, method === 'POST' ? { platform } : undefined]
  }
  return { ours: ask(OURS, OUR_CONTRACT), rivals: ask(RIVAL, RIVAL_CONTRACT) }
}

/** Past the guard or not; what the room makes of an empty body is another matter. */
async function passes(who: string, method: string, [url, body]: [string, unknown]): Promise<boolean> {
  // Logging out takes a session that nobody else needs.
  const headers: Headers = url === '/api/session' ? { authorization: `Bearer ${await fixture.office.logIn(who)}` } : {}
  const { status, body: answer } = await fixture.ask(who, method, url, body, headers)
  return status !== 401 && status !== 403 && answer?.code !== 'unknown-engagement'
}

it('The doors told here are those that there are', () => {
  const guarded = Object.keys(ROUTES).filter((it) => ROUTES[it] !== 'open')
  expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(guarded.sort())
  expect(routes.filter(({ marks }) => marks.length !== 5 || !marks.every((it) => '+o-'.includes(it)))).toEqual([])
})

describe.each(routes)('$method $path', ({ method, path, marks }) => {
  it.each(WHO.map((who, i) => ({ who, mark: marks[i] })))('is $mark for $who', async ({ who, mark }) => {
    const { ours, rivals } = requested(path, method)
    const found = [await passes(who, method, ours), await passes(who, method, rivals)]
    expect(found).toEqual([mark !== '-', mark === '+'])
  })
})
