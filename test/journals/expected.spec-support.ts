import { type Balances, under } from './tools.spec-support'

/** Where each figure stands in a journal: tree, commodity, and −1 where double entry shows it negative. */
const PLACES: Readonly<Record<string, readonly [tree: string, unit: string, sign: bigint]>> = {
  invoicedAmount: ['Income:Invoiced', 'CNY', -1n],
  receivedAmount: ['Assets:Bank', 'CNY', 1n],
  outstanding: ['Assets:Receivable', 'CNY', 1n],
  projects: ['Assets:Projects', 'PROJECT', 1n],
  clients: ['Assets:Clients', 'CLIENT', 1n],
  products: ['Assets:Products', 'PRODUCT', 1n],
  batches: ['Assets:Batches', 'BATCH', 1n],
  batchesReleased: ['Assets:Releases', 'RELEASE', 1n],
  approvals: ['Assets:Varieties', 'VARIETY', 1n],
  'approvals.certificates': ['Assets:Certificates', 'CERTIFICATE', 1n],
  jointCentres: ['Assets:JointCentres', 'CENTRE', 1n],
  productionLines: ['Assets:ProductionLines', 'LINE', 1n],
  sharedEquipment: ['Assets:SharedEquipment', 'EQUIPMENT', 1n],
  libraryProjects: ['Assets:LibraryProjects', 'LIBRARY', 1n],
}
export const CODES = ['contractAmount', ...Object.keys(PLACES)]

/** Each figure as a tool added it up, in fen or pieces; contract amounts apart by tax basis. */
export function figuresIn(held: Balances): Record<string, bigint> {
  const figures: Record<string, bigint> = {
    'contractAmount inclusive': under(held, 'Assets:Orderbook-INCL:', 'CNY'),
    'contractAmount exclusive': under(held, 'Assets:Orderbook-EXCL:', 'CNY'),
  }
  for (const [code, [tree, unit, sign]] of Object.entries(PLACES)) figures[code] = sign * under(held, `${tree}:`, unit)
  return figures
}

const fen = (value: string) => BigInt(value.replace('.', ''))

/** The same from `{ code: value | { parts } }`, as answered over HTTP or by the naive model. */
export function figuresFrom(
  values: Readonly<Record<string, string | { readonly parts: Readonly<Record<string, string>> }>>,
  taxBasis = 'inclusive',
): Record<string, bigint> {
  const signed = values.contractAmount
  const parts = typeof signed === 'string' ? { [taxBasis]: signed } : signed.parts
  const figures: Record<string, bigint> = {
    'contractAmount inclusive': fen(parts.inclusive ?? '0.00'),
    'contractAmount exclusive': fen(parts.exclusive ?? '0.00'),
  }
  for (const code of Object.keys(PLACES)) figures[code] = fen(values[code] as string)
  return figures
}
