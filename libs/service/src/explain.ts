import { Unavailable } from '@pilot-ledger/event-log'
import { ForeignLog } from '@pilot-ledger/figures'

/** One clear line for what a person can mend; the stack for what only a developer can. */
export function explain(error: unknown, usage = ''): string {
  const { code, message, stack, syscall } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE')
    return `端口已被占用，请用 --port 另选 / the port is taken, choose another with --port: ${message}`
  if (code === 'EACCES' && syscall === 'listen') return `无权监听该端口 / no right to listen there: ${message}`
  if (code === 'EACCES' || code === 'EPERM') return `无权访问该文件 / no right to use this file: ${message}`
  if (error instanceof Unavailable || error instanceof ForeignLog) return message
  if (code?.startsWith('ERR_PARSE_ARGS')) return `${message}\n${usage}`
  return stack ?? message
}
