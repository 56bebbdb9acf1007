import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { PROGRAMME, PROGRAMME_ID } from './programme-keep'

interface LetterAnswer {
  readonly document: string
  readonly verdicts: Readonly<Record<'agrees' | 'differs' | 'cannotSay', number>>
  readonly statements: readonly {
    readonly publicationNo: string
    readonly name?: string
    readonly value: string
    readonly unitAsWritten: string
    readonly states?: string
    readonly ledger: { readonly value: string | null; readonly code: string }
    readonly target?: { readonly value: string; readonly missing: string; readonly reached: boolean }
    readonly comparison: { readonly verdict: string; readonly onBasis?: readonly string[] }
  }[]
}
type Statement = LetterAnswer['statements'][number]

const VERDICTS: Readonly<Record<string, string>> = {
  agrees: '相符 agrees',
  differs: '不符 differs',
  cannotSay: '无法判断 cannot say',
}

/** Prints the letter's figures beside the ledger's, asked of the running service like anyone would, with a session where it has accounts. */
export async function printDemonstration(app: NestFastifyApplication, session?: string): Promise<void> {
  const headers = session === undefined ? {} : { authorization: `Bearer ${session}` }
  const url = `/api/programmes/${PROGRAMME_ID}/letter?from=2024-11-01&to=2025-08-31`
  const answer = await app.inject({ url, headers })
  process.stdout.write('\n演示台账（虚构数据）· demonstration ledger (synthetic)  统计期 2024-11-01 – 2025-08-31\n')
  // A demonstration that an earlier release seeded has no programme.
  if (answer.statusCode !== 200) return void process.stdout.write('\n')
  const letter = answer.json<LetterAnswer>()
  let heading: string | undefined
  for (const it of letter.statements) {
    const whose = it.name ?? PROGRAMME
    if (whose !== heading) process.stdout.write(`\n${whose}\n`)
    heading = whose
    process.stdout.write(lineOf(it))
  }
  const { agrees, differs, cannotSay } = letter.verdicts
  process.stdout.write(
    `\n${letter.document}：相符 agrees ${agrees} · 不符 differs ${differs} · 无法判断 cannot say ${cannotSay}\n\n`,
  )
}

function lineOf({ publicationNo, value, unitAsWritten, states, ledger, target, comparison }: Statement): string {
  const { verdict, onBasis } = comparison
  const basis =
    unitAsWritten === '万元' && onBasis && !onBasis.includes('notApplicable')
      ? `（口径 basis: ${onBasis.join(', ')}）`
      : ''
  const aim = target
    ? target.reached
      ? '；目标已达到 reached'
      : `；现为 ${target.value}，尚差 ${target.missing} missing`
    : ''
  const stated = `${states === 'target' ? '目标' : '公布'} ${`${value} ${unitAsWritten}`.padEnd(12)}`
  const code = ledger.code.padEnd(22)
  return `  ${publicationNo.padEnd(3)}  ${code} ${stated} 台账 ${(ledger.value ?? '—').padStart(14)}  ${VERDICTS[verdict]}${basis}${aim}\n`
}
