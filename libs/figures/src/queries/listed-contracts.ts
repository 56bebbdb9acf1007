import type { Tables } from '../read-model/tables'

const PARTY = 'party:'

/** The contracts of a platform that stand now, oldest first. */
export function listedContracts(tables: Tables, platformId: string) {
  const platform = tables.platformIds.find(platformId)
  if (platform === undefined) return []
  return tables
    .contractsOf(platform)
    .map((it) => tables.contract(it))
    .filter((it) => it.stands)
    .map(({ contractNo, client, clientName }) => ({
      contractNo,
      client: tables.keyText(client).slice(PARTY.length),
      clientName,
    }))
}
