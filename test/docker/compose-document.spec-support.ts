import { parse } from 'yaml'

/** One service as the lint looks at it; what is not named here is not looked at. */
export interface Service {
  readonly image?: string
  readonly build?: { readonly context: string; readonly dockerfile: string }
  readonly user?: string
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
  readonly depends_on?: Readonly<Record<string, { readonly condition?: string }>>
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean }
  readonly networks?: readonly string[] | Readonly<Record<string, { readonly aliases?: readonly string[] } | null>>
  readonly network_mode?: string
  readonly privileged?: boolean
  readonly read_only?: boolean
  readonly restart?: string
  readonly cap_drop?: readonly string[]
  readonly cap_add?: readonly string[]
  readonly security_opt?: readonly string[]
  readonly stop_grace_period?: string
  readonly deploy?: { readonly resources?: { readonly limits?: { readonly memory?: string } } }
}

export interface ComposeDocument {
  readonly services: Readonly<Record<string, Service>>
  readonly networks?: Readonly<Record<string, { readonly internal?: boolean } | null>>
  readonly volumes?: Readonly<Record<string, unknown>>
}

/** A compose file with its merges carried out; a key that comes twice is refused. */
export const composeOf = (text: string) => parse(text, { merge: true, uniqueKeys: true }) as ComposeDocument

export type NamedService = Service & { readonly name: string }

export const servicesOf = (text: string): readonly NamedService[] =>
  Object.entries(composeOf(text).services).map(([name, it]) => ({ ...it, name }))

/** One that does its work and ends. */
export const endsByItself = (it: Service) => it.restart === 'no'

export const networksOf = ({ networks = [] }: Service): readonly string[] =>
  Array.isArray(networks) ? networks : Object.keys(networks)

/** The names under which others find a service in a network. */
export function namesOf(it: NamedService): readonly string[] {
  const { networks } = it
  if (networks === undefined || Array.isArray(networks)) return [it.name]
  return [it.name, ...Object.values(networks).flatMap((network) => network?.aliases ?? [])]
}

/** `where` of each mount, by `what` (a volume's name, or a path that begins with a dot). */
export const mountsOf = ({ volumes = [] }: Service) =>
  volumes.map((it) => {
    const [what, where] = it.split(':')
    return { what, where }
  })

/** Every text in a document with the key it stands under. */
export function textsOf(value: unknown, key = ''): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) return value.flatMap((it) => textsOf(it, key))
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([k, it]) => textsOf(it, k))
  return value === null || value === undefined ? [] : [[key, String(value)]]
}
