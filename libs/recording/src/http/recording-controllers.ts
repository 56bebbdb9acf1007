import { applyDecorators, Body, Controller, Inject, Injectable, Param, Post, Req, Res, type Type } from '@nestjs/common'
import { PATH_METADATA } from '@nestjs/common/constants'
import { ModuleRef } from '@nestjs/core'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBody, ApiHeader, ApiTags } from '@nestjs/swagger'
import {
  ACTOR,
  type ContentClass,
  commandIdentity,
  contentClass,
  orRefuse,
  RefusalException,
  tagRevision,
  validated,
} from '@pilot-ledger/http'
import {
  type AnyEventDefinition,
  type DomainEvent,
  type EventDefinitions,
  eachRefusal,
  type Fields,
  isRefusal,
  type Refusal,
  type Route,
  refusedBelow,
  together,
} from '@pilot-ledger/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Capability } from '../capability'
import { AnswerProposal, type CapabilityType, ChangeEntry, Decide, ProposeChange, RecordEntry } from '../commands'
import type { AnyDeciding, BodyOf, Brought, RequestName } from '../deciding'
import type { Answered } from '../decisions'
import type { ProposalAnswer } from '../proposals'
import type { RecordAnswer, RequestIdentity } from '../recorder'
import { type ChangeWords, changeClasses } from './change-classes'
import { type Exchange, HttpExchange } from './exchange'

/** How a capability is reached over HTTP. */
export interface RecordingRoutes {
  readonly capability: CapabilityType
  readonly events: EventDefinitions<AnyEventDefinition>
  /** Of all subjects: `api/engagements`. */
  readonly base: string
  /** The part of an address that names the subject: `id`. */
  readonly subject: string
  readonly tag: string
  /** What the document says of `If-Match`. */
  readonly ifMatch: string
  readonly changes: ChangeWords
  /** Whether its commands may be tried (`?trial=true`). */
  readonly triable?: boolean
  /** What the document says that its routes answer. */
  readonly answers?: MethodDecorator
}

/** Where a subject stands with what was recorded about it, and what that brings. */
type DecidedAnswer<Service> = Pick<RecordAnswer, 'entryIds' | 'revision' | 'position'> & {
  readonly id: string
  readonly entryId: string
} & (Service extends { broughtBy: unknown } ? Brought : unknown)

/** Between the routes and the command bus: who asks, and the answer's shape, ETag and status. One for all. */
@Injectable()
export class RecordingService {
  constructor(
    private readonly commands: CommandBus,
    private readonly modules: ModuleRef,
    @Inject(ACTOR) private readonly actor: string,
  ) {}

  /** Who asks, in which request; where that may be a trial, whether it is. */
  identity({ request }: Exchange, { triable = false }: Pick<RecordingRoutes, 'triable'> = {}): RequestIdentity {
    return commandIdentity(request, this.actor, { triable })
  }

  async execute(
    { base, triable = false }: Pick<RecordingRoutes, 'base' | 'triable'>,
    subject: string,
    commandOf: (identity: RequestIdentity) => object,
    { request, reply }: Exchange,
    at = '',
  ) {
    const command = commandOf(commandIdentity(request, this.actor, { triable }))
    const answer = await this.commands.execute<object, Answered>(command)
    // 待复核: taken, and nothing recorded yet but that it was asked for. A proposal is what was asked for itself.
    if (!isRefusal(answer) && answer.waits !== undefined && !(command instanceof ProposeChange)) void reply.status(202)
    return answerOf(subject, below(at, answer), reply, `/${base}/${subject}`)
  }

  /** A request that is no content itself: a method of the service `of`. `as`: who asks, where one request makes several. */
  decide<Service extends AnyDeciding, Name extends RequestName<Service>>(
    of: Type<Service>,
    request: Name,
    subject: string,
    body: BodyOf<Service, Name>,
    exchange: Exchange,
    as = (it: RequestIdentity) => it,
  ) {
    const command = (it: RequestIdentity) => new Decide(of, request, subject, body, as(it))
    // Not to be tried, and nothing of it waits for a second person.
    return this.execute({ base: '' }, subject, command, exchange) as Promise<DecidedAnswer<Service>>
  }

  /** An entry that opens its subject, whose address the answer gives. */
  async open(routes: RecordingRoutes, content: DomainEvent, exchange: Exchange) {
    const capability = this.modules.get<Capability>(routes.capability, { strict: false })
    const subject = await capability.subjectOf(content)
    const answer = await this.record(routes, subject, content, exchange)
    void exchange.reply.header('location', `/${routes.base}/${subject}`)
    return answer
  }

  record(routes: RecordingRoutes, subject: string, content: DomainEvent, exchange: Exchange) {
    const { capability } = routes
    return this.execute(
      routes,
      subject,
      (identity) => new RecordEntry(capability, subject, content, identity),
      exchange,
    )
  }
}

/** A fault of a proposed change points into the part of the body that holds it. */
function below(at: string, answer: Answered): Answered {
  if (!isRefusal(answer)) return answer
  return together(...eachRefusal(answer).map((it) => (it.pointer === '' ? it : refusedBelow(at, it)))) as Refusal
}

/**
 * A correction or void that another entry leans on is no missing resource and no duplicate, whatever rule that entry would
 * break: 422, with the entry in the way among the facts.
 */
function answerOf(id: string, answer: Answered, reply: Exchange['reply'], at: string) {
  if (isRefusal(answer) && answer.facts?.entryType !== undefined) throw new RefusalException([answer], 422)
  const { entryIds, revision, position, waits, tried, takenAlong, warnings } = orRefuse(answer)
  const brought = { ...(warnings && { warnings }), ...(takenAlong && { takenAlong }) }
  if (tried) {
    void reply.status(200)
    const [first] = tried
    const change = first?.type === 'ChangeProposed' ? (first.data as Proposed).change : undefined
    return { id, trial: true, revision, ...brought, ...(change && { waits: { because: change.because ?? [] } }) }
  }
  tagRevision(reply, revision)
  return {
    id,
    entryId: entryIds[entryIds.length - 1],
    entryIds,
    revision,
    position,
    ...brought,
    ...(waits !== undefined && { waits: { proposal: waits, at } }),
  }
}
interface Proposed {
  readonly change: { readonly because?: readonly object[] }
}

/** What the document says of every route that records: its tag and the headers it takes. */
export const RecordingHeaders = (tag: string, ifMatch: string) =>
  applyDecorators(
    ApiTags(tag),
    ApiHeader({ name: 'Idempotency-Key', required: false, description: '同一键与内容重复提交，得到首次的答复' }),
    ApiHeader({ name: 'If-Match', required: false, description: ifMatch }),
  )

/** The routes by which a capability's entries are recorded, corrected, voided, proposed and answered: all from its definitions. */
export function recordingControllers(routes: RecordingRoutes): readonly Type[] {
  const { events, base, subject } = routes
  const documented = RecordingHeaders(routes.tag, routes.ifMatch)
  const described = (it: Type) => {
    documented(it)
    if (routes.answers) ofEachRoute(it, routes.answers)
    return it
  }
  const entries = events.all.flatMap((it) => (it.route ? [described(entryController(routes, it, it.route))] : []))
  const changes = changeClasses(routes.changes, new Map(events.all.map((it) => [it.type, dataClassOf(it)])))
  const change = (path: string, body: ContentClass, read: typeof changes.correctionOf) =>
    changeController(routes, path, body, read)

  @Controller(`${base}/:${subject}/proposals`)
  class Proposals {
    constructor(private readonly recording: RecordingService) {}

    @Post()
    @ApiBody({ type: changes.classes.proposal })
    propose(@Param(subject) id: string, @Body() body: unknown, @HttpExchange() exchange: Exchange) {
      const { change: its, at } = changes.proposalOf(body)
      const command = (identity: RequestIdentity) => new ProposeChange(routes.capability, id, its, identity)
      return this.recording.execute(routes, id, command, exchange, at)
    }

    @Post(':proposal/approval')
    approve(@Param(subject) id: string, @Param('proposal') proposal: string, @HttpExchange() exchange: Exchange) {
      return this.answer(id, proposal, { does: 'approve' }, exchange)
    }

    @Post(':proposal/rejection')
    @ApiBody({ type: changes.classes.rejection })
    reject(
      @Param(subject) id: string,
      @Param('proposal') proposal: string,
      @Body() body: unknown,
      @HttpExchange() exchange: Exchange,
    ) {
      return this.answer(id, proposal, { does: 'reject', reason: changes.rejectionOf(body) }, exchange)
    }

    @Post(':proposal/withdrawal')
    withdraw(@Param(subject) id: string, @Param('proposal') proposal: string, @HttpExchange() exchange: Exchange) {
      return this.answer(id, proposal, { does: 'withdraw' }, exchange)
    }

    private answer(id: string, proposal: string, answer: ProposalAnswer, exchange: Exchange) {
      const command = (it: RequestIdentity) => new AnswerProposal(routes.capability, id, proposal, answer, it)
      return this.recording.execute(routes, id, command, exchange)
    }
  }
  return [
    ...entries,
    described(change('corrections', changes.classes.correction, changes.correctionOf)),
    described(change('voids', changes.classes.void, changes.voidOf)),
    described(named(Proposals, `${routes.changes.prefix || base}Proposals`)),
  ]
}

function changeController(
  routes: RecordingRoutes,
  path: string,
  bodyClass: ContentClass,
  read: ReturnType<typeof changeClasses>['correctionOf'],
): Type {
  @Controller(`${routes.base}/:${routes.subject}/${path}`)
  class Change {
    constructor(private readonly recording: RecordingService) {}

    @Post()
    @ApiBody({ type: bodyClass })
    change(@Param(routes.subject) id: string, @Body() body: unknown, @HttpExchange() exchange: Exchange) {
      const change = read(body)
      const command = (identity: RequestIdentity) => new ChangeEntry(routes.capability, id, change, identity)
      return this.recording.execute(routes, id, command, exchange)
    }
  }
  return named(Change, bodyClass.name.replace(/Dto$/, ''))
}

const bodyClasses = new Map<string, { readonly fields: Fields; readonly type: ContentClass }>()
/** One class for each component of the document, also where several events say the same. */
function classOf(name: string, fields: Fields): ContentClass {
  const known = bodyClasses.get(name)
  if (known) {
    const [before, now] = [known.fields, fields].map((it) =>
      Object.entries(it).map(([its, { optional }]) => [its, !!optional]),
    )
    if (JSON.stringify(before) !== JSON.stringify(now)) throw new Error(`two bodies are called ${name}`)
    return known.type
  }
  const type = contentClass(name, fields)
  bodyClasses.set(name, { fields, type })
  return type
}

const componentOf = ({ type, component = `${type}Dto` }: AnyEventDefinition) => component

/** The class of all that an event says, as it is stored. */
function dataClassOf(definition: AnyEventDefinition): ContentClass {
  const component = componentOf(definition)
  return classOf(definition.route?.fromPath ? `Stored${component}` : component, definition.fields as Fields)
}

/** What is sent: without what the address says already. */
function bodyClassOf(definition: AnyEventDefinition, { fromPath = {}, mayBeLeftOut = [] }: Route): ContentClass {
  if (Object.keys(fromPath).length === 0 && mayBeLeftOut.length === 0) return dataClassOf(definition)
  const fields = Object.entries(definition.fields as Fields)
    .filter(([name]) => !(name in fromPath))
    .map(([name, it]) => [name, mayBeLeftOut.includes(name) ? { ...it, optional: true as const } : it])
  return classOf(componentOf(definition), Object.fromEntries(fields))
}

function entryController(routes: RecordingRoutes, definition: AnyEventDefinition, route: Route): Type {
  const bodyClass = bodyClassOf(definition, route)
  const contentOf = (body: unknown, params: Readonly<Record<string, string>>): DomainEvent => {
    const checked = validated(bodyClass, body)
    const named = Object.entries(route.fromPath ?? {}).map(([name, param]) => {
      const { ofPath } = (definition.fields as Fields)[name].form
      return [name, ofPath ? orRefuse(ofPath(params[param])) : params[param]]
    })
    return { type: definition.type, data: { ...Object.fromEntries(named), ...checked } }
  }
  const opens = route.path === ''

  @Controller(opens ? routes.base : `${routes.base}/:${routes.subject}/${route.path}`)
  class Entry {
    constructor(private readonly recording: RecordingService) {}

    /** From the request itself: what Nest hands over it takes through the pipes first, and these would ask nothing of it. */
    @Post()
    @ApiBody({ type: bodyClass })
    record(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
      const params = request.params as Readonly<Record<string, string>>
      const content = contentOf(request.body, params)
      const exchange = { request, reply }
      return opens
        ? this.recording.open(routes, content, exchange)
        : this.recording.record(routes, params[routes.subject], content, exchange)
    }
  }
  return named(Entry, routes.changes.prefix + definition.type)
}

/** OpenAPI names operations by their class: those of one name would not be told apart. */
function named(controller: Type, name: string): Type {
  Object.defineProperty(controller, 'name', { value: `${name}Controller` })
  return controller
}

function ofEachRoute({ prototype }: Type, decorator: MethodDecorator): void {
  for (const [name, method] of Object.entries(Object.getOwnPropertyDescriptors(prototype)))
    if (typeof method.value === 'function' && Reflect.hasMetadata(PATH_METADATA, method.value))
      decorator(prototype, name, method)
}
