/** The arithmetic of an assessment in words, printed beside it: whoever has the rows can do it again. */
export const ARITHMETIC = {
  verified: {
    zh: '核定数：账本指标为本轮截止时点全部明细（已按方案口径剔除）中未核减者之值——金额为各行之和减部分核减额，计数为行数，去重计数按同一键重新去重；人工填报指标为评价员核定之数；比值指标为分子、分母各项核定数相除，按方案小数位四舍五入一次，分母不大于零的无比值、计零分。',
    en: 'Verified: of a ledger indicator, the value of its rows at the round’s cut (the scheme’s filters applied) that are not struck: amounts add up less parts struck, counts count rows, distinct counts count different keys anew; of a number entered by hand, what the evaluator set; a ratio divides the verified values of its terms and is rounded once to its decimals, and there is none, and no points, where the denominator is not above zero.',
  },
  score: {
    zh: '得分：比例法 = 权重 × 核定数 ÷ 目标值，不超过权重 × 封顶比例，负数按零计；分档法取达到的最高一档；门槛法达到目标得权重；名次法按参评平台核定数由大到小，相同者并列取前；权重为零的不计分。每项指标按方案小数位四舍五入一次，总分为各项得分之和，不再舍入。',
    en: 'Score: a share is weight × verified ÷ target, at most weight × cap, nothing below zero; tiers give the highest one reached; a threshold gives the weight where the target is reached; a rank goes from the largest verified value, equal ones share the better place; what weighs nothing earns nothing. Each indicator is rounded once, half away from zero, to the scheme’s decimals; the total is the sum of the points as rounded.',
  },
} as const
