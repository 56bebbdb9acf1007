import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { refusalsByCode } from './metrics'
import { problem, problemOf } from './problem'
import { LOGGER } from './tokens'

/** Every error as problem+json; the unforeseen as 500 without its insides, which go to the log. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp()
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), this.logger)
  }
}

const INTERNAL = problem(500, 'internal', '内部错误', 'internal error')

/** Answers an error. What is our fault (5xx) goes to the log with all it says; the client is told only what it can act on. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, logger: Logger): void {
  const answer = problemOf(error) ?? INTERNAL
  if (answer.status >= 500) logger.error({ err: error, requestId: request.id, code: answer.code }, 'a request failed')
  refusalsByCode.inc({ code: answer.code })
  void reply
    .status(answer.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    // Whatever its route said of an answer: nobody keeps what went wrong.
    .header('cache-control', 'no-store')
    .send(JSON.stringify({ ...answer, instance: `urn:request:${request.id}` }))
}
