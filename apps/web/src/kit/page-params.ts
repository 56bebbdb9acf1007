import { useSearchParams } from 'react-router'

/**
 * The choices of a place live in its address: a link that is sent shows the same, and going back undoes a choice. Empty
 * choices leave the address.
 */
export function usePageParams<Name extends string>(...names: readonly Name[]) {
  const [search, setSearch] = useSearchParams()
  const values = Object.fromEntries(names.map((it) => [it, search.get(it) ?? undefined])) as Record<
    Name,
    string | undefined
  >
  const change = (changes: Partial<Record<Name, string | undefined>>) =>
    setSearch((before) => {
      const after = new URLSearchParams(before)
      for (const [name, value] of Object.entries(changes) as [Name, string | undefined][]) {
        if (value === undefined || value === '') after.delete(name)
        else after.set(name, value)
      }
      return after
    })
  return [values, change] as const
}
