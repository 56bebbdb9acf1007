import { parse } from 'yaml'

/** One service as the rules look at it. */
export interface Service {
  readonly image?: string
  readonly build?: { readonly context: string; readonly dockerfile: string }
  readonly user?: string
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
  readonly depends_on?: Readonly<Record<string, { readonly condition?: string }>>
  readonly networks?: readonly string[] | Readonly<Record<string, unknown>>
  readonly network_mode?: string
  readonly read_only?: boolean
  readonly restart?: string
  readonly cap_drop?: readonly string[]
  readonly security_opt?: readonly string[]
  readonly stop_grace_period?: string
}
export interface ComposeDocument {
  readonly services: Readonly<Record<string, Service>>
  readonly networks?: Readonly<Record<string, { readonly internal?: boolean } | null>>
  readonly volumes?: Readonly<Record<string, unknown>>
}

/** A compose file with its merges carried out; a key that comes twice is refused. */
export const composeOf = (text: string) => parse(text, { merge: true, uniqueKeys: true }) as ComposeDocument

export const servicesOf = (text: string) =>
  Object.entries(composeOf(text).services).map(([name, it]) => ({ ...it, name }))

/** `where` of each mount, by `what` (a volume's name, or a path that begins with a dot). */
export const mountsOf = ({ volumes = [] }: Service) =>
  volumes.map((it) => {
    const [what, where] = it.split(':')
    return { what, where }
  })
