import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { idle } from './idle'
import { Loading } from './page'

/** A part of the page in a file of its own: it comes when it is shown, or before, while nobody waits for anything. */
export interface Brought<Props = object> {
  (props: Props): ReactNode
  /** Brings it; rejects where its file does not come. */
  readonly fetch: () => Promise<void>
}

/**
 * What is there already is drawn with the place that shows it: React's own `lazy` waits a turn even then, shows what stands
 * there meanwhile, and takes that away no sooner than 300 ms later.
 */
export function brought<Props extends object>(bring: () => Promise<ComponentType<Props>>): Brought<Props> {
  let come: ComponentType<Props> | undefined
  const fetch = async () => {
    come ??= await bring()
  }
  const Part = (props: Props) => {
    const [{ shown: Shown, fault }, set] = useState<{ shown?: ComponentType<Props>; fault?: unknown }>({ shown: come })
    useEffect(() => {
      if (Shown || fault) return
      fetch().then(
        () => set({ shown: come }),
        async (fault: unknown) => {
          // Its file is gone with the version that is open here. Once: two versions may be served beside each other for a while.
          if (await isOutdated()) location.reload()
          else set({ fault })
        },
      )
    }, [Shown, fault])
    if (fault) throw fault
    return Shown ? <Shown {...props} /> : <Loading />
  }
  return Object.assign(Part, { fetch })
}

/** Whether the service has another version of the page than the one that is open, which was not loaded anew for that yet. */
async function isOutdated(): Promise<boolean> {
  const own = document.querySelector('script[type=module]')?.getAttribute('src') ?? ''
  const served = await fetch('./', { cache: 'no-cache' }).then(
    (it) => it.text(),
    () => '',
  )
  if (own === '' || served === '' || served.includes(own) || sessionStorage.getItem(LEFT) === own) return false
  sessionStorage.setItem(LEFT, own)
  return true
}
const LEFT = 'pilot-ledger.left-version'

/** Brings one after another in time that nothing else takes, until it is stopped or one does not come; answers how to stop. */
export function bringAhead(waiting: (() => Promise<void>)[]): () => void {
  let stopped = false
  const next = () =>
    idle(async () => {
      const fetch = stopped ? undefined : waiting.shift()
      if (!fetch) return
      // Where one does not come the others hardly do; whoever goes there asks again.
      await fetch().then(next, () => waiting.splice(0))
    })
  next()
  return () => {
    stopped = true
  }
}
