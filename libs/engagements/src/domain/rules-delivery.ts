import { nameKey, numberKey, refuse } from '@pilot-ledger/kernel'
import type { DeliverableAccepted, DrugApprovalObtained, TechContractRegistered } from './events'
import type { Rule } from './rule'

/** H6: a deliverable is accepted once. */
export const deliverablesOnce: Rule<DeliverableAccepted> = (state, { data }) => {
  if (!state.deliverables.has(numberKey(data.deliverableNo))) return undefined
  return refuse('deliverable-exists', {
    rule: 'H6',
    pointer: '/deliverableNo',
    zh: '该成果已验收',
    en: 'the deliverable was accepted already',
    facts: { deliverableNo: data.deliverableNo },
  })
}

/** H6: a registration number once on a contract (a change of registration is a correction). */
export const registrationsOnce: Rule<TechContractRegistered> = (state, { data }) => {
  if (!state.registrations.has(numberKey(data.registrationNo))) return undefined
  return refuse('registration-exists', {
    rule: 'H6',
    pointer: '/registrationNo',
    zh: '该登记编号已登记',
    en: 'the registration number is recorded already',
    facts: { registrationNo: data.registrationNo },
  })
}

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
