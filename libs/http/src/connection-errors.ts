import type { Socket } from 'node:net'
import { type Problem, problem } from './problem'

/** What node reports of bytes that are no request: HPE_… for a broken one, these two for a long or a slow one. */
const BY_CODE: Readonly<Record<string, Problem>> = {
  HPE_HEADER_OVERFLOW: problem(431, 'headers-too-large', '请求头超过上限', 'the request headers are over the limit'),
  ERR_HTTP_REQUEST_TIMEOUT: problem(408, 'request-timeout', '请求未在时限内发完', 'the request did not arrive in time'),
}
const BROKEN = problem(400, 'invalid-request', '请求无法读取', 'the request cannot be read')
const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
}

/** Answers bytes that never became a request, in the form of every other problem, and closes the connection. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  // A peer that has gone needs no answer.
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy(error)
    return
  }
  const answer = BY_CODE[error.code ?? ''] ?? BROKEN
  const body = JSON.stringify(answer)
  socket.end(
    [
      `HTTP/1.1 ${answer.status} ${REASONS[answer.status]}`,
      'content-type: application/problem+json; charset=utf-8',
      'cache-control: no-store',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}
