import { useEffect, useState } from 'react'
import { useAnswer } from '../api/answers'
import type { Answers } from '../api/ask'
import { usePlatforms, useSession } from '../session/session'
import { t, wordIn } from '../words/word'
import type { Group } from './places'
import { useVisited } from './use-visited'

type Thing = Answers['GET /api/search']['groups'][number]['found'][number]

export interface Option {
  readonly to: string
  readonly text: string
  readonly about?: readonly (string | undefined)[]
  readonly amount?: string
}
export interface Options {
  readonly name: string
  readonly of: readonly Option[]
  readonly more?: boolean
}

/** Shorter than this it is in nearly everything, and is not asked for. */
const SHORTEST = 2
/** Somebody is still typing. */
const PAUSE_MS = 200

/** What a text leads to: places, platforms, and what the contracts that one may see have; without one, what was visited last. */
export function useFound(text: string, groups: readonly Group[]) {
  const { may, role } = useSession()
  const { readable } = usePlatforms()
  const visited = useVisited()
  const part = text.trim().toLowerCase()
  const asked = useRested(text.trim())
  const askable = (it: string) => may('listEngagements') && [...it].length >= SHORTEST
  const enabled = askable(asked)
  const { data, error, isFetching } = useAnswer('GET /api/search', { text: asked }, { enabled })
  if (part === '') return { options: withSome([{ name: t('search.visited'), of: visited }]), waits: false }
  const places = groups
    .flatMap((it) => it.pages)
    .filter((it) => it.within === undefined && t(it.word).toLowerCase().includes(part))
    .map((it) => ({ to: it.path, text: t(it.word) }))
  const platforms = readable
    .filter((it) => it.name?.toLowerCase().includes(part))
    .map((it) => ({ to: may('readFigures') ? `/figures/${it.id}` : `/platforms/${it.id}`, text: it.name ?? it.id }))
  const found = (enabled ? (data?.groups ?? []) : []).map(({ kind, found, more }) => ({
    name: t(wordIn('search.kind', kind)),
    of: found.map((it) => optionOf(kind, it, role === 'platform' ? it.platform : undefined)),
    more,
  }))
  return {
    options: withSome([
      ...found,
      { name: t('search.places'), of: places },
      { name: t('search.platforms'), of: platforms },
    ]),
    waits: askable(text.trim()) && (isFetching || asked !== text.trim()),
    error,
  }
}

const withSome = (all: readonly Options[]) => all.filter(({ of }) => of.length > 0)

/** A list of contracts is of one platform for whoever has his own. */
function optionOf(kind: string, it: Thing, platform: string | undefined): Option {
  const list = (by: string, value: string) =>
    `/contracts?${new URLSearchParams({ ...(platform !== undefined && { platform }), [by]: value })}`
  switch (kind) {
    case 'contract':
      return { to: `/contracts/${it.engagement}`, text: it.contractNo, about: [it.title] }
    case 'client':
      return {
        to: list('client', it.client ?? ''),
        text: it.text,
        about: [it.client?.replace(/^\w+:/, ''), t('search.contracts', { count: it.contracts ?? 1 })],
      }
    case 'product':
      return { to: list('text', it.text), text: it.text }
    default:
      return {
        to: `/contracts/${it.engagement}?entry=${it.entry}`,
        text: it.text,
        about: [it.on, it.contractNo, it.title],
        amount: it.amount,
      }
  }
}

/** A text once it has not changed for a moment. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return rested
}
