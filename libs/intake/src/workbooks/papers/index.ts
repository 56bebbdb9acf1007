import type { Paper } from '../paper'
import { clients } from './clients'
import { contracts } from './contracts'
import { approvals, batches } from './deliveries'
import { jointCentres, productionLines } from './holdings'
import { receipts } from './receipts'
import { services } from './services'
import { summary } from './summary'

/** The papers people expect, in the order of the workbook. 绩效自评表 belongs to the evaluation, which has its scheme. */
export const PAPERS: readonly Paper[] = [
  summary,
  contracts,
  services,
  receipts,
  clients,
  batches,
  approvals,
  jointCentres,
  productionLines,
]
