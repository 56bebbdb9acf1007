import type { ComponentType } from 'react'
import { matchRoutes } from 'react-router'
import type { Brought } from '../kit/brought'
import type { Word } from '../words/word'

/** One place of the page: shown to whoever has the right. */
export interface Page {
  readonly path: string
  readonly word: Word
  readonly right: string
  /** What shows it; where that is a file of its own, how to bring it before somebody goes there. */
  readonly shows: ComponentType & Partial<Pick<Brought, 'fetch'>>
  /** The place that leads to it, where it does not stand in the outline itself. */
  readonly within?: string
}

/** 业务, 统计 …: what stands together in the outline. */
export interface Group {
  readonly word: Word
  readonly pages: readonly Page[]
  /** Its places are about a platform, a window and a cut, and keep those that were chosen. */
  readonly keeps?: boolean
}

/** What a role sees of the outline; a group of nothing is not there. */
export const groupsFor = (groups: readonly Group[], may: (right: string) => boolean): readonly Group[] =>
  groups
    .map((group) => ({ ...group, pages: group.pages.filter((it) => may(it.right)) }))
    .filter(({ pages }) => pages.length > 0)

export interface Trail {
  readonly group?: Group
  /** The platform that the address names. */
  readonly platform?: string
  /** From the place in the outline to the one that is shown. */
  readonly pages: readonly { readonly page: Page; readonly to: string }[]
}

/** Where an address lies: its group, and the places that lead to it, each with its own address. */
export function trailOf(groups: readonly Group[], pathname: string): Trail {
  const all = groups.flatMap((it) => it.pages)
  const found = matchRoutes(
    all.map((page) => ({ path: page.path, page })),
    pathname,
  )?.[0]
  if (!found) return { pages: [] }
  const pages: Page[] = []
  for (let page: Page | undefined = found.route.page; page; page = leadingTo(all, page)) pages.unshift(page)
  return {
    group: groups.find((it) => it.pages.includes(pages[0])),
    platform: found.params.platform,
    pages: pages.map((page) => ({ page, to: page === found.route.page ? pathname : filled(page.path, found.params) })),
  }
}

const leadingTo = (all: readonly Page[], { within }: Page) => all.find((it) => it.path === within)

const filled = (path: string, params: Readonly<Record<string, string | undefined>>) =>
  path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
