import { PAPERS } from '@pilot-ledger/intake/workbooks'
import type { Asking, Work } from './asking'
import { Chance } from './chance'
import type { Fixture } from './loop-recording'
import { anyWindow } from './questions'

const WINDOW = 'from=2023-01-01&to=2026-06-30'
const TIMES = 10

interface Figures {
  readonly asOf: { readonly sequence: number }
  readonly platforms: readonly {
    readonly platform: string
    readonly figures: readonly { readonly code: string; readonly value: string }[]
  }[]
}

/** Whatever may be asked, of the platforms with most and of all: nothing of it records. */
export async function questions(asking: Asking, { imported, round }: Fixture): Promise<Work[]> {
  const { asOf } = await asking.json<Figures>(`/api/figures?${WINDOW}&codes=projects`)
  const head = asOf.sequence
  // One that is there at every cut that is asked for: of a small ledger most is what has just been imported.
  const half = Math.floor(head / 2)
  const { platforms } = await asking.json<Figures>(`/api/figures?${WINDOW}&codes=projects&asOf=${half}`)
  const sorted = [...platforms].sort((a, b) => Number(b.figures[0].value) - Number(a.figures[0].value))
  const largest = sorted[0].platform
  const at = `/api/platforms/${largest}`
  const certificate = `${at}/figures/contractAmount/certificate`
  // More entries than one certificate holds are refused.
  const some = sorted
    .slice(sorted.length >> 1)
    .slice(0, 40)
    .map((it) => it.platform)
  const chance = new Chance(7)
  const times = (path: () => string) => async () => {
    for (let i = 0; i < TIMES; i++) await asking.get(path())
  }
  const anyTimes = () => {
    const { from, to } = anyWindow(chance)
    return `from=${from}&to=${to}&asOf=${chance.maybe(0.5) ? head : half + chance.below(head - half)}`
  }
  const each =
    (...paths: readonly string[]) =>
    async () => {
      for (const path of paths) await asking.get(path)
    }
  const codes = ['contractAmount', 'clients', 'receivedAmount', 'outstanding', 'batches']
  return [
    { what: "every platform's figures, any window and cut", run: times(() => `/api/figures?${anyTimes()}`) },
    { what: "the largest platform's figures, any window and cut", run: times(() => `${at}/figures?${anyTimes()}`) },
    {
      what: 'its figures opened to rows, grouped, aged, added up',
      run: each(
        ...codes.map((it) => `${at}/figures/${it}/entries?${WINDOW}&limit=1000`),
        ...['client', 'product', 'category', 'month', 'batchKind'].map(
          (by) => `${at}/figures/contractAmount/groups?${WINDOW}&by=${by}`,
        ),
        `${at}/figures/outstanding/ageing?${WINDOW}`,
        `/api/figures/total?${WINDOW}`,
      ),
    },
    {
      what: 'its figures from one cut to another',
      run: each(`${at}/figures/changes?${WINDOW}&since=${half}&codes=${codes.slice(0, 4).join(',')}`),
    },
    {
      what: 'contracts listed, searched, by warning',
      run: each(
        '/api/engagements?limit=1000',
        `/api/engagements?limit=1000&platform=${largest}`,
        `/api/engagements?text=${encodeURIComponent('没有这样的合同')}`,
        '/api/engagements?limit=1000&warning=W14',
        '/api/engagements?limit=1000&order=newest&state=completed',
      ),
    },
    {
      what: 'warnings counted, of one platform and of all',
      run: each(`/api/warnings?platform=${largest}`, '/api/warnings'),
    },
    {
      what: 'the audit list of a figure, its documents shared',
      run: each(
        `${at}/audit?${WINDOW}&code=contractAmount,receivedAmount&limit=1000&since=${half}`,
        `${at}/over-shared-documents`,
        `${at}/shared-documents`,
      ),
    },
    {
      what: 'certificates of the largest platform: whole, packed, for outsiders, of a past cut',
      run: each(
        ...['', '&compressed=true', '&masked=true', `&asOf=${half}`].map((it) => `${certificate}?${WINDOW}${it}`),
      ),
    },
    {
      what: 'certificates over platforms: of some of them, of all their registers',
      run: each(
        `/api/figures/total/contractAmount/certificate?${WINDOW}&compressed=true&platforms=${some.join(',')}`,
        `/api/figures/total/jointCentres/certificate?${WINDOW}&compressed=true`,
      ),
    },
    {
      what: 'bridges, of one platform and of all',
      run: each(
        `/api/bridge?${WINDOW}`,
        `${at}/bridge?${WINDOW}`,
        `${at}/bridge/entries?${WINDOW}&cell=invoiced.closing`,
        `${at}/bridge.xlsx?${WINDOW}`,
      ),
    },
    {
      what: 'proposals, platforms, the log, the journal of a platform',
      run: each('/api/proposals', '/api/platforms', '/api/entries?limit=1000', `${at}/journal?format=hledger`),
    },
    ...PAPERS.map(({ code }) => ({
      what: `${code}.csv of the largest platform and of all`,
      run: each(`${at}/papers/${code}.csv?${WINDOW}`, `/api/papers/${code}.csv?${WINDOW}`),
    })),
    { what: 'the workbook of the largest platform', run: each(`${at}/workbook.xlsx?${WINDOW}`) },
    { what: 'the workbook of all', run: each(`/api/workbook.xlsx?${WINDOW}`) },
    {
      what: 'a round, its rows, its papers, its audit, a sample drawn',
      async run() {
        const its = `/api/rounds/${round}/platforms/${imported}`
        await each(
          '/api/rounds',
          `/api/rounds/${round}`,
          its,
          `${its}/indicators/received/rows?limit=1000`,
          `${its}/audit?limit=1000`,
          `${its}/papers/self-assessment.xlsx`,
          `${its}/papers/deductions.xlsx`,
          `${its}/papers/notice.docx`,
          `/api/rounds/${round}/papers/summary.xlsx`,
        )()
        await asking.post(`${its}/samples`, { indicator: 'received', seed: '1', method: 'count', size: 30 })
      },
    },
  ]
}
