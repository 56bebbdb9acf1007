import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext } from 'react'
import { ask, Refused, send } from '../api/ask'
import type { Session as ServedSession } from '../api/types'
import { Loading } from '../kit/states'
import { LogIn } from './log-in'
import { NewPassword } from './new-password'

export type Session = Omit<ServedSession, 'way'> & { readonly way: ServedSession['way'] | 'none' }
/** On a ledger served without accounts everybody on this machine may do everything. */
const NOBODY: Session = {
  actor: '本机',
  role: 'evaluator',
  platforms: [],
  way: 'none',
  passwordChangeNeeded: false,
  rights: new Proxy({}, { get: () => 'all' }),
}

const SessionContext = createContext<Session>(NOBODY)

export function useSession() {
  const session = useContext(SessionContext)
  const client = useQueryClient()
  return {
    ...session,
    may: (action: string) => session.rights[action] !== undefined,
    logOut: async () => {
      await send('DELETE /api/session', {}, undefined)
      client.clear()
      location.hash = ''
      location.reload()
    },
  }
}

/** Shows the page to whoever is logged in, the log-in to everybody else. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['session'],
    queryFn: whoAmI,
    retry: false,
    refetchOnWindowFocus: true,
  })
  if (error instanceof Refused && error.problem.status === 401) return <LogIn onIn={() => void refetch()} />
  if (!data) return <Loading error={error} retry={() => void refetch()} />
  if (data.passwordChangeNeeded) return <NewPassword onChanged={() => void refetch()} />
  return <SessionContext value={data}>{children}</SessionContext>
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
