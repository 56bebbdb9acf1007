import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Unavailable } from '@pilot-ledger/event-log'
import { CHECKPOINTS, checkpointsIn, consistencyProof, keptTree, type Nodes, rootOf, TREE } from '@pilot-ledger/proof'
import type { Shown } from './paper'

/** Whoever keeps a log, asked to show what it was. Undefined where he does not, or cannot: he is not believed by his word. */
export interface AskedLedger {
  /** The last checkpoint that it has signed. */
  checkpoint(): Promise<string | undefined>
  shown(older: number, size: number): Promise<Shown | undefined>
}

/** A data folder, also beside its running service, or the address of a service. */
export function askedLedger(ledger: string, token?: string): AskedLedger {
  return URL.canParse(ledger) ? service(ledger.replace(/\/+$/, ''), token) : folder(ledger)
}

function folder(folder: string): AskedLedger {
  return {
    async checkpoint() {
      const file = join(folder, CHECKPOINTS)
      let last: string | undefined
      if (existsSync(file)) for (const it of checkpointsIn(file)) last = it
      return last
    },
    async shown(older, size) {
      const kept = keptTree(join(folder, TREE))
      if (!kept) return undefined
      try {
        const node: Nodes['node'] = (level, index) => {
          const hash = kept.node(level, index)
          if (!hash) throw new RangeError(`no hash ${index} of level ${level}`)
          return hash
        }
        return { olderRoot: rootOf({ node }, 0, older), proof: consistencyProof({ node }, older, size) }
      } catch (error) {
        if (error instanceof RangeError) return undefined
        throw error
      } finally {
        kept.close()
      }
    },
  }
}

function service(address: string, token?: string): AskedLedger {
  const get = async (path: string) => {
    const headers = token === undefined ? undefined : { authorization: `Bearer ${token}` }
    const answer = await fetch(`${address}/api/log/${path}`, { headers, redirect: 'error' }).catch(({ cause }) => {
      const why = cause instanceof Error ? cause.message : 'no answer'
      throw new Unavailable('unreachable', `连接不上服务 / the service cannot be reached: ${address} (${why})`)
    })
    if (answer.status === 401 || answer.status === 403)
      throw new Unavailable('unreachable', '须有该服务的令牌：--token / a token of that service is needed: --token')
    return answer.ok ? answer : undefined
  }
  return {
    checkpoint: async () => (await get('checkpoint'))?.text(),
    async shown(older, size) {
      const answer = await get(`consistency?older=${older}&size=${size}`)
      return answer && shownIn(await answer.json().catch(() => undefined))
    },
  }
}

/** It may answer anything. */
function shownIn(answer: unknown): Shown | undefined {
  const { olderRoot, proof } = (answer ?? {}) as { olderRoot?: unknown; proof?: unknown }
  if (typeof olderRoot !== 'string' || !Array.isArray(proof) || !proof.every((it) => typeof it === 'string'))
    return undefined
  return { olderRoot: Buffer.from(olderRoot, 'base64'), proof: proof.map((it) => Buffer.from(it, 'base64')) }
}
