import { isHome, PLATFORM_FIGURES } from './figures'
import type { Contract, Ledger } from './ledger'
import { type Member, Platform, type Window } from './platform'
import type { Filter, Indicator, Scheme } from './scheme'
import type { Row } from './value'

/** A row behind an indicator, and the contract that it is of. */
export interface BehindRow extends Row {
  readonly contract?: Contract
}
export interface Behind {
  /** How rows make a value: of keys each counts once. */
  readonly measure: 'sum' | 'rows' | 'keys'
  readonly rows: readonly BehindRow[]
  /** The indicator's own days, where it has some beside the round's. */
  readonly window?: Window
}

/** 口径: the rows of an indicator's figure that no filter of the scheme keeps out; undefined where no figure makes it. */
export function rowsBehind(
  scheme: Scheme,
  { source }: Indicator,
  ledger: Ledger,
  id: string,
  round: Window,
): Behind | undefined {
  if (source.from !== 'ledger' || !Object.hasOwn(PLATFORM_FIGURES, source.figure)) return undefined
  const { years, taxBasis } = source
  const window =
    years === undefined ? round : { from: `${Number(round.to.slice(0, 4)) - years + 1}-01-01`, to: round.to }
  const figure = PLATFORM_FIGURES[source.figure]
  const platform = new Platform(ledger, id, window)
  const contracts = new Map(platform.contracts.flatMap((it) => it.live.map(({ index }) => [index, it] as const)))
  const keptOut = (contract: Contract) => scheme.filters.some((it) => keepsOut(it, platform, contract))
  const rows = figure.rows(platform).flatMap((row): BehindRow[] => {
    const contract = contracts.get(row.index)
    if (taxBasis !== undefined && row.taxBasis !== taxBasis) return []
    if (contract && keptOut(contract)) return []
    const key = figure.measure === 'parties' ? platform.legal(row.party ?? '', window.to) : row.key
    return [{ ...row, key, contract }]
  })
  const measure = figure.measure === 'rows' ? 'rows' : figure.measure.startsWith('sum') ? 'sum' : 'keys'
  return { measure, rows, ...(years !== undefined && { window }) }
}

function keepsOut(filter: Filter, platform: Platform, contract: Contract): boolean {
  const { signed, live } = contract
  const { window } = platform
  switch (filter) {
    case 'relatedOut':
      return isPartyOf(platform, contract, [...affiliated(platform, contract, (it) => it.relation !== 'coBuilds')])
    case 'coBuildingOut':
      return isPartyOf(platform, contract, [
        ...affiliated(platform, contract, (it) => it.relation === 'coBuilds'),
        ...platform.inForce('centre', signed.signedOn),
      ])
    case 'signedAndCompletedInWindow': {
      const completed = live.findLast((it) => it.type === 'ContractCompleted')
      const on = completed?.type === 'ContractCompleted' ? completed.data.on : ''
      return !(platform.inWindow(signed.signedOn) && platform.inWindow(on))
    }
    case 'subcontractedOut':
      return signed.subcontracted
    case 'otherFundingOut':
      return signed.otherFunding
    case 'cityOnly':
      return !isHome(signed.client)
    case 'registeredOnly':
      return !live.some((it) => it.type === 'TechContractRegistered' && it.data.registeredOn <= window.to)
  }
}

const affiliated = (platform: Platform, { signed }: Contract, as: (it: Member) => boolean) =>
  platform.inForce('affiliation', signed.signedOn).filter(as)

/** Whether the client was, on the day of signing, one legal person with any of these. */
function isPartyOf(platform: Platform, { signed }: Contract, members: readonly Member[]): boolean {
  const legal = (party: string) => platform.legal(party, signed.signedOn)
  return members.some(({ party }) => party && legal(party.key) === legal(signed.client.key))
}
