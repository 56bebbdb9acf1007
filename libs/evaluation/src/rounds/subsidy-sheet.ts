import { fenOf, formatAmount } from '@pilot-ledger/kernel'
import type { ResultRowsSealed } from '../definitions'
import { lastSeal, type RoundState } from '../domain/round-state'
import { assembleSnapshot } from '../domain/snapshot'

/** 补助核定表: each result's base, rate and caps line by line, what was determined, paid and is left. */
export function subsidySheet(state: RoundState, kept: readonly ResultRowsSealed['data'][]) {
  return (lastSeal(state)?.results ?? []).flatMap((result) => {
    const { platform, sealNo, hash } = result
    const { subsidy, grade } = assembleSnapshot(result, kept)
    if (!subsidy) return []
    const determined = state.subsidies.find((it) => it.platform === platform && it.sealNo === sealNo)
    const payments = state.payments.filter((it) => it.platform === platform)
    const paid = payments.filter((it) => it.voided === undefined).reduce((sum, it) => sum + fenOf(it.amount), 0n)
    return [
      {
        platform,
        grade: { code: grade.code, zh: grade.zh, en: grade.en },
        hash,
        ...subsidy,
        determined: determined !== undefined,
        payments: payments.map(({ platform: _, ...it }) => it),
        paid: formatAmount(paid),
        left: formatAmount(determined ? fenOf(determined.amount) - paid : 0n),
      },
    ]
  })
}
