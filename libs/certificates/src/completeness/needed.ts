import { type FigureDefinition, isOfRegisterAlone } from '@pilot-ledger/figures'
import { contractsOf } from './keys'

/** Whose figure: docs/certificate.md, member `of`. */
export type ScopeOfOne = { readonly platform: string } | { readonly programme: string }
export type Scope = ScopeOfOne | { readonly platforms: 'all' | readonly string[] }

/** Keys of the map, or beginnings of keys, whose entries a figure is made of. */
export function neededBy(figure: FigureDefinition, scope: Scope): readonly string[] {
  if ('programme' in scope) {
    const looksAtAll = figure.of === 'allRegisters' || figure.leansOnAllRegisters
    return looksAtAll ? [platform(''), programme('')] : [programme(scope.programme)]
  }
  const ids = 'platform' in scope ? [scope.platform] : scope.platforms === 'all' ? [''] : scope.platforms
  return ids.flatMap((id) => (isOfRegisterAlone(figure) ? [platform(id)] : [contractsOf(id), platform(id)]))
}
const platform = (id: string) => `platform/${id}`
const programme = (id: string) => `programme/${id}`
