import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'
import { useWhole } from '../api/answers'
import { type Answers, ask, Refused, send } from '../api/ask'
import type { Session as ServedSession } from '../api/types'
import { forgetOwn } from '../kit/kept'
import { Loading, WorkbookButton } from '../kit/page'
import { useUnit } from '../money/money'
import { t } from '../words/word'
import { LogIn, NewPassword, refusedAtIssuer } from './log-in'
import { SecondFactorFirst } from './second-factor'
import { TimeOut } from './time-out'

type Session = Omit<ServedSession, 'way'> & { readonly way: ServedSession['way'] | 'none' }
/** On a ledger served without accounts everybody on this machine may do everything. */
const NOBODY: Session = {
  actor: '本机',
  role: 'evaluator',
  platforms: [],
  way: 'none',
  passwordChangeNeeded: false,
  secondFactorMissing: false,
  rights: new Proxy({}, { get: () => 'all' }),
}

const SessionContext = createContext<Session>(NOBODY)

export function useSession() {
  const session = useContext(SessionContext)
  const client = useQueryClient()
  return {
    ...session,
    may: (action: string) => session.rights[action] !== undefined,
    /** An issuer vouches for him: what needs an account of this ledger is not his to do. */
    withoutAccount: session.way === 'openid',
    logOut: async () => {
      location.hash = ''
      await leave(client)
    },
  }
}

/** Nothing of what was shown stays. */
async function leave(client: QueryClient): Promise<void> {
  await send('DELETE /api/session', {}, undefined).catch(() => undefined)
  forgetOwn()
  client.clear()
  location.reload()
}

/** Shows the page to whoever is logged in, the log-in to everybody else. */
export function SessionGate({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const { data, error, refetch } = useQuery({
    queryKey: ['session'],
    queryFn: whoAmI,
    retry: false,
    refetchOnWindowFocus: true,
  })
  const { message } = App.useApp()
  const actor = data?.actor
  useEffect(() => {
    if (actor === undefined) return
    forgetOwn(actor)
    // Somebody logged in here while he was at the issuer: whose session goes on is said.
    if (refusedAtIssuer() !== undefined) void message.warning(t('logIn.issuerNotTaken', { actor }))
  }, [actor, message])
  if (error instanceof Refused && error.problem.status === 401) return <LogIn onIn={() => void refetch()} />
  if (!data) return <Loading error={error} retry={() => void refetch()} />
  if (data.passwordChangeNeeded) return <NewPassword onChanged={() => void refetch()} />
  if (data.secondFactorMissing) return <SecondFactorFirst onDone={() => void refetch()} />
  return (
    <SessionContext value={data}>
      <WithPlatforms>{children}</WithPlatforms>
      {data.idleSeconds !== undefined && <TimeOut idleSeconds={data.idleSeconds} over={() => void leave(client)} />}
    </SessionContext>
  )
}

async function whoAmI(): Promise<Session> {
  try {
    return await ask('GET /api/session')
  } catch (error) {
    // Only a ledger served with --no-accounts has no such route.
    if (error instanceof Refused && error.problem.code === 'unknown-route') return NOBODY
    throw error
  }
}

/** The platforms of the ledger by id, and those whose contracts one may read. Worked out once for all that ask on a page. */
export const usePlatforms = () => useContext(PlatformsContext)

const UNKNOWN = platformsOf(undefined, () => true)
const PlatformsContext = createContext({ ...UNKNOWN, error: null as Refused | null, retry: (): void => undefined })

function WithPlatforms({ children }: { children: ReactNode }) {
  const { platforms: own, role } = useContext(SessionContext)
  const { data, error, refetch } = useWhole('GET /api/platforms', { limit: 1000 }, 'platforms')
  const platforms = useMemo(
    () => ({
      ...platformsOf(data?.platforms, (id) => role !== 'platform' || own.includes(id)),
      error,
      retry: () => void refetch(),
    }),
    [data, own, role, error, refetch],
  )
  // Whether there is a choice of platforms says what stands where: drawn before, everything would move.
  if (!platforms.come && !error) return <Loading />
  return <PlatformsContext value={platforms}>{children}</PlatformsContext>
}

function platformsOf(
  platforms: Answers['GET /api/platforms']['platforms'] | undefined,
  reads: (id: string) => boolean,
) {
  const all = platforms ?? []
  const names = new Map(all.map((it) => [it.id, it.name ?? it.id]))
  const readable = all.filter((it) => reads(it.id))
  return {
    all,
    readable,
    come: platforms !== undefined,
    /** The first recognition of those one may read. */
    recognised: readable
      .map((it) => it.recognisedFrom)
      .filter((it) => it !== undefined)
      .sort()[0],
    nameOf: (id: string | undefined) => (id === undefined ? '' : (names.get(id) ?? id)),
  }
}

/** The workbook of a platform, or of all, in the unit of the page: made by the service, ready to print. */
export function PaperLink({
  platform,
  times = {},
}: {
  platform?: string
  times?: Readonly<Record<string, string | undefined>>
}) {
  const { may } = useSession()
  const { unit } = useUnit()
  if (!may(platform ? 'takePapers' : 'takePapersOfAllPlatforms')) return null
  const query = new URLSearchParams({ unit })
  for (const [name, value] of Object.entries(times)) if (value) query.set(name, value)
  const path = platform ? `./api/platforms/${platform}/workbook.xlsx` : './api/workbook.xlsx'
  return <WorkbookButton href={`${path}?${query}`} />
}
