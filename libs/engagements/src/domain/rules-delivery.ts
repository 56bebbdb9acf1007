import { nameKey, refuse } from '@pilot-ledger/kernel'
import type { DrugApprovalObtained } from './events'
import type { Rule } from './rule'

/** H10: an approval is for a product the contract names. Holder and date are in the form of the entry. */
export const approvalNamesProduct: Rule<DrugApprovalObtained> = (state, { data }) => {
  if (state.products.has(nameKey(data.product))) return undefined
  return refuse('approval-for-foreign-product', {
    rule: 'H10',
    pointer: '/product',
    zh: '该产品不在合同所列产品之内，请先以补充协议增列',
    en: 'the contract names no such product; add it by an amendment first',
    facts: { product: data.product },
  })
}
