import { Inject, Injectable } from '@nestjs/common'
import { figureOf } from '@pilot-ledger/figures'
import {
  EVENT_LOG,
  FiguresService,
  type LogReading,
  type PUBLISHED_FIELDS,
  PublishedService,
} from '@pilot-ledger/figures/reporting'
import type { FieldsOf, Window } from '@pilot-ledger/kernel'
import type { Comparison } from '@pilot-ledger/platforms'
import { registeredPlatforms } from './platforms-at'
import { ProgrammeFiguresService } from './programme-figures.service'
import { ProgrammeReader } from './programme-reader'
import type { LetterQuery } from './queries'
import { type Measured, TargetsService } from './targets.service'

/** What one statement of a letter has in common, whoever it is about. */
type Stated = FieldsOf<typeof PUBLISHED_FIELDS> & { readonly states?: 'target' }

/** A letter's statements in their order, each beside the ledger's number. */
@Injectable()
export class LetterService {
  constructor(
    private readonly figures: FiguresService,
    private readonly publishedByPlatforms: PublishedService,
    private readonly programmeFigures: ProgrammeFiguresService,
    private readonly targets: TargetsService,
    private readonly reader: ProgrammeReader,
    @Inject(EVENT_LOG) private readonly log: LogReading,
  ) {}

  async letter(id: string, query: LetterQuery) {
    const programme = await this.reader.at(id, query)
    const window = this.reader.windowOf(programme, query)
    const at = { ...window, asOf: String(programme.asOf.sequence) }
    const own = await this.programmeFigures.published(id, at)
    const { targets } = await this.targets.list(id, { to: window.to, asOf: at.asOf }, () => true)
    const statements = [
      ...own.published.map((it) => ({
        ...statementOf(it, { programme: id }, window, at.asOf),
        ...(it.states === 'target' && { target: progressOf(targets.find((target) => target.figure === it.figure)) }),
      })),
      ...(await this.ofPlatforms(programme.asOf.sequence, at)),
    ]
    const document = query.document ?? own.published[0]?.source.document ?? statements[0]?.document
    const wanted = statements.filter((it) => it.document === document).sort(inTheirOrder)
    const counted = (verdict: string) => wanted.filter((it) => it.comparison.verdict === verdict).length
    const { published: _, ...header } = own
    return {
      ...header,
      name: programme.history.state.programme?.name ?? '',
      document,
      documents: [...new Set(statements.map((it) => it.document))],
      verdicts: { agrees: counted('agrees'), differs: counted('differs'), cannotSay: counted('cannotSay') },
      statements: wanted,
    }
  }

  private async ofPlatforms(cut: number, at: Window & { readonly asOf: string }) {
    const tables = await this.figures.ready(undefined)
    const named = new Map((await registeredPlatforms(this.log, tables, cut, at.to)).map((it) => [it.id, it]))
    const statements = []
    for (const number of tables.registeredPlatforms()) {
      const platform = tables.platformIds.text(number)
      const { published } = await this.publishedByPlatforms.compare(platform, at)
      for (const it of published) {
        const whose = { platform, name: named.get(platform)?.name, host: named.get(platform)?.host }
        statements.push(statementOf(it, whose, at, at.asOf))
      }
    }
    return statements
  }
}

type Whose = { readonly programme?: string; readonly platform?: string; readonly name?: string; readonly host?: string }

function statementOf(stated: Stated, whose: Whose, requested: Window, asOf: string) {
  const { comparison, source, ...rest } = stated
  const chosen = chosenOf(comparison, stated.figure)
  const figure = figureOf(chosen?.code ?? stated.figure)
  const window = chosen?.window ?? requested
  return {
    ...rest,
    ...whose,
    document: source.document,
    publishedOn: source.publishedOn,
    wording: source.wording,
    zh: figure?.zh ?? stated.figure,
    en: figure?.en ?? stated.figure,
    ledger: { value: chosen?.value ?? null, code: chosen?.code ?? stated.figure, basis: chosen?.basis, window },
    comparison,
    rows: rowsOf(stated, whose, chosen?.code ?? stated.figure, window, asOf),
  }
}

/** The value that decides: on the basis that agrees, over the widest reading of the window. */
function chosenOf(comparison: Comparison, code: string) {
  const { candidates, onBasis } = comparison
  const onOne = candidates.filter((it) => onBasis?.includes(it.basis))
  const named = candidates.filter((it) => it.code === code)
  const among = [onOne, named, candidates].find((it) => it.length > 0) ?? []
  return [...among].sort((a, b) => spanOf(b.window) - spanOf(a.window))[0]
}

function spanOf(window: Window | undefined): number {
  return window ? Date.parse(window.to) - Date.parse(window.from) : 0
}

/** Where the rows behind the ledger's number are. */
function rowsOf(stated: Stated, whose: Whose, code: string, { from, to }: Window, asOf: string): string {
  if (stated.states === 'target') return `/api/programmes/${whose.programme}/targets?to=${to}&asOf=${asOf}`
  const owner = whose.programme ? `programmes/${whose.programme}` : `platforms/${whose.platform}`
  return `/api/${owner}/figures/${code}/entries?from=${from}&to=${to}&asOf=${asOf}`
}

function progressOf(target: (Measured & { readonly by?: string; readonly atDeadline?: Measured }) | undefined) {
  if (!target) return undefined
  const { value, missing, reached, by, atDeadline } = target
  return { value, missing, reached, ...(by !== undefined && { by }), ...(atDeadline && { atDeadline }) }
}

/** F2 before F10: by the number inside. */
function inTheirOrder(a: { publicationNo: string }, b: { publicationNo: string }): number {
  const number = (it: { publicationNo: string }) => Number(/\d+/.exec(it.publicationNo)?.[0] ?? 0)
  return number(a) - number(b) || (a.publicationNo < b.publicationNo ? -1 : 1)
}
