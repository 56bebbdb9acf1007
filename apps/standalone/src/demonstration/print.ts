import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { platformIdOf } from '@pilot-ledger/kernel'
import { CMC } from './cmc-platform'
import { INSTRUMENTS } from './instruments-platform'

interface PublishedAnswer {
  readonly published: readonly {
    readonly publicationNo: string
    readonly value: string
    readonly unitAsWritten: string
    readonly figure: string
    readonly comparison: {
      readonly verdict: string
      readonly onBasis?: readonly string[]
      readonly candidates: readonly { readonly code: string; readonly value: string | null }[]
    }
  }[]
}

const VERDICTS: Readonly<Record<string, string>> = {
  agrees: '相符 agrees',
  differs: '不符 differs',
  cannotSay: '无法判断 cannot say',
}

/** Prints the letter's figures beside the ledger's, asked of the running service like anyone would, with a session where it has accounts. */
export async function printDemonstration(app: NestFastifyApplication, session?: string): Promise<void> {
  const headers = session === undefined ? {} : { authorization: `Bearer ${session}` }
  process.stdout.write('\n演示台账（虚构数据）· demonstration ledger (synthetic)  统计期 2024-11-01 – 2025-08-31\n')
  for (const name of [INSTRUMENTS, CMC]) {
    const url = `/api/platforms/${platformIdOf(name)}/published-figures?from=2024-11-01&to=2025-08-31`
    const answer = (await app.inject({ url, headers })).json<PublishedAnswer>()
    process.stdout.write(`\n${name}\n`)
    for (const it of answer.published) {
      const computed = it.comparison.candidates.find(({ code }) => code === it.figure)?.value ?? '—'
      const basis =
        it.unitAsWritten === '万元' && it.comparison.onBasis
          ? `（口径 basis: ${it.comparison.onBasis.join(', ')}）`
          : ''
      process.stdout.write(
        `  ${it.publicationNo}  ${it.figure.padEnd(16)} 公布 ${`${it.value} ${it.unitAsWritten}`.padEnd(12)} 台账 ${computed.padStart(14)}  ${VERDICTS[it.comparison.verdict]}${basis}\n`,
      )
    }
  }
  process.stdout.write('\n')
}
