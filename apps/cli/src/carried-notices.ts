import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { isConnectionString } from '@pilot-ledger/event-log'
import { carryWebhooks, mayCarryWebhooks, webhooksFile } from '@pilot-ledger/notices'

export interface CarriedNotices {
  /** False where the target keeps what it has, although the source has other. */
  readonly carried: boolean
  readonly lines: readonly string[]
}

/**
 * 对外通知 between two folders: the source's state takes the place of what an earlier copy put there. Where somebody has changed
 * anything in the target since, both may have gone where they send to, and nothing is carried. Entries have the numbers that they had,
 * so it goes on from where it was.
 * @param copy makes a file of a database, consistently
 */
export function carryNotices(from: string, to: string, copy: (from: string, to: string) => void): CarriedNotices {
  if (isConnectionString(from)) return NONE
  const source = webhooksFile(resolve(from))
  if (!existsSync(source)) return NONE
  if (isConnectionString(to)) return { carried: true, lines: [TO_A_CLUSTER] }
  const folder = resolve(to)
  if (!mayCarryWebhooks(folder)) return { carried: false, lines: [notCarried(folder)] }
  const hosts = carryWebhooks(folder, (file) => copy(source, file), Date.now())
  return {
    carried: true,
    lines: ['对外通知的地址与发送记录一并搬来 · where notices go, and what has gone, came along', ...paused(hosts)],
  }
}

/** Which addresses a person is to let go on, by their hosts. */
export const paused = (hosts: readonly string[]): readonly string[] =>
  hosts.length === 0
    ? []
    : [
        `以下地址暂停发送，在「对外通知」逐个点「恢复发送」后继续 · paused until each is resumed on the page 对外通知: ${hosts.join(', ')}`,
      ]

const NONE: CarriedNotices = { carried: true, lines: [] }
const TO_A_CLUSTER =
  '对外通知未搬：请把来源的 webhooks.db 放入发送通知的服务的目录（--webhooks），放入后即开始发送 · where notices go is not carried to a cluster: lay the source’s webhooks.db into the folder of the reporter that sends (--webhooks); it sends from then on'
const notCarried = (folder: string) =>
  `!! 对外通知未搬：目标的通知地址在上次搬运后有改动，已原样保留。要以来源为准：停止目标的服务，删除 ${webhooksFile(folder)}，再搬一次 · notices were NOT carried: addresses of the target were changed there since, and stand as they were. To take the source’s: stop the target’s service, remove that file, copy again`
