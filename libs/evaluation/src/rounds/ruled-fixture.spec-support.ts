import Ajv2020 from 'ajv/dist/2020'
import { Workbook } from 'exceljs'
import { audit } from '../audit/audit.module'
import { type Answer, clerkOf, EVALUATOR, type Person, RoundFixture } from './round-fixture.spec-support'

export type Body = Answer['body']

const AJV = new Ajv2020({ strict: false, validateFormats: false })
export const evidence = [{ sha256: 'a'.repeat(64), fileName: '佐证.pdf', pages: 3 }]

/** A round under a scheme of a test's own: stated, struck, sealed and read, in few words. */
export class RuledFixture {
  private constructor(readonly fixture: RoundFixture) {}

  static async open(): Promise<RuledFixture> {
    return new RuledFixture(await RoundFixture.open((figures) => [audit(figures)]))
  }

  /** Stated by the platform, submitted, and set by the evaluator as stated. */
  async stated(round: string, platform: string, values: Readonly<Record<string, string>>): Promise<void> {
    const { fixture } = this
    const claims = Object.entries(values).map(([indicator, value]) => ({ indicator, value, evidence }))
    fixture.on('2026-01-20')
    if (claims.length > 0) await fixture.do(clerkOf(platform), `${fixture.at(round, platform)}/assessment`, { claims })
    await fixture.do(clerkOf(platform), `${fixture.at(round, platform)}/submission`)
    fixture.on('2026-02-05')
    for (const { indicator, value } of claims)
      await fixture.do(EVALUATOR, `${fixture.at(round, platform)}/verified-values`, { indicator, value })
  }

  async strike(round: string, platform: string, indicator: string, value: string, amount?: string): Promise<void> {
    const { fixture } = this
    const { rows } = (await fixture.get(EVALUATOR, `${fixture.at(round, platform)}/indicators/${indicator}/rows`)).body
    const { row } = rows.find((it: Body) => it.value === value)
    await fixture.do(EVALUATOR, `${fixture.at(round, platform)}/strikes`, {
      indicator,
      row,
      reason: '非中试服务',
      amount,
    })
  }

  /** Graded by two and sealed. */
  async sealed(round: string, ...platforms: string[]): Promise<string> {
    await this.fixture.grade(round, ...platforms)
    await this.fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
    return round
  }

  async published(round: string, ...platforms: string[]): Promise<void> {
    await this.sealed(round, ...platforms)
    await this.fixture.do(EVALUATOR, `/api/rounds/${round}/publication`, { on: '2026-03-11' })
  }

  async read(round: string, platform: string, who: Person = EVALUATOR): Promise<Body> {
    return (await this.fixture.get(who, this.fixture.at(round, platform))).body
  }

  /** Every result comes out of the log again, and each answer about it is just what the document names. */
  async recomputes(round: string): Promise<void> {
    const { fixture } = this
    const { results } = (await fixture.get(EVALUATOR, `/api/rounds/${round}/seal`)).body
    const document = (await fixture.app.inject({ url: '/openapi.json' })).json()
    const hold = async (path: string, url: string) => {
      const { schema } = document.paths[path].get.responses['200'].content['application/json']
      const valid = AJV.compile({ ...schema, components: document.components })
      const { body } = await fixture.get(EVALUATOR, url)
      expect([url, valid(body), valid.errors]).toEqual([url, true, null])
    }
    await hold('/api/rounds/{round}', `/api/rounds/${round}`)
    for (const { platform, equal } of results) {
      expect([platform, equal]).toEqual([platform, true])
      await hold('/api/rounds/{round}/platforms/{id}', fixture.at(round, platform))
      await hold('/api/rounds/{round}/platforms/{id}/since-sealing', `${fixture.at(round, platform)}/since-sealing`)
    }
  }

  async onPaper(round: string, platform: string, paper: 'self-assessment' | 'notice'): Promise<string> {
    const answer = await this.fixture.app.inject({ url: `${this.fixture.at(round, platform)}/papers/${paper}.xlsx` })
    const book = new Workbook()
    await book.xlsx.load(answer.rawPayload as never)
    const cells: string[] = []
    book.worksheets[0].eachRow((row) => row.eachCell((it) => cells.push(it.text)))
    return cells.join('\n')
  }
}

/** Value and points by indicator. */
export const scored = ({ indicators }: Body) =>
  Object.fromEntries(indicators.map((it: Body) => [it.indicator, [it.verified, it.score?.points]]))
