import { randomBytes } from 'node:crypto'
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  Param,
  Post,
  Query,
  Req,
} from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { ROLES, standing } from '@pilot-ledger/access'
import type { ReadModel } from '@pilot-ledger/figures'
import { CLOCK, READ_MODEL } from '@pilot-ledger/figures/reporting'
import { ACTOR, Answers, Matching, OneOf, orRefuse, RefusalException, Text, TextList } from '@pilot-ledger/http'
import { instant, listOf, maybe, named, oneOf, refuse, shape, text, whole, yesNo } from '@pilot-ledger/kernel'
import type { FastifyRequest } from 'fastify'
import { v7 as uuidv7 } from 'uuid'
import type { Reader } from '../notice'
import { type Allowed, endpointUrl } from './addresses'
import { SECRET_PREFIX } from './post'
import { WebhookSender } from './webhook-sender'
import { DELIVERY_STATES, type Delivery, type DeliveryState, type Webhook } from './webhook-store'

const PAGE = 50
const MOST_WEBHOOKS = 20
export const WEBHOOKS_ALLOWED = Symbol('WEBHOOKS_ALLOWED')

export class NewWebhookDto {
  @Text(80, { description: '用途', example: '市局数据平台' })
  label!: string
  @Text(500, { example: 'https://data.example.cn/hooks/ledger' })
  url!: string
  @OneOf(ROLES, { description: '按此角色告知：其可查阅者才告知 told what this role may know of' })
  role!: Reader['role']
  @TextList(36, { optional: true, description: '角色为平台时：哪些平台' })
  platforms?: string[]
  @OneOf(['start', 'now'], { optional: true, description: '自第一条起，或自现在起（缺省）' })
  from?: 'start' | 'now'
}

export class DeliveriesQuery {
  @Matching(/^\d{1,15}$/, { optional: true, description: '此序号之前（更早）' })
  before?: string
  @OneOf(DELIVERY_STATES, { optional: true })
  state?: DeliveryState
  @Matching(/^([1-9]\d{0,2}|1000)$/, { optional: true })
  limit?: string
}

const WEBHOOK = named('Webhook', {
  id: text,
  label: text,
  url: text,
  role: oneOf(...ROLES),
  platforms: listOf(text),
  createdAt: instant,
  createdBy: text,
  endedAt: maybe(instant),
  endedBy: maybe(text),
  pausedAt: maybe(instant),
  resumedAt: maybe(instant),
  resumedBy: maybe(text),
  position: whole,
  waiting: whole,
  dead: whole,
  lastDeliveredAt: maybe(instant),
})
const WEBHOOKS = named('Webhooks', { webhooks: listOf(WEBHOOK), privateAllowed: yesNo })
const DELIVERIES = named('WebhookDeliveries', {
  deliveries: listOf(
    shape({
      sequence: whole,
      id: text,
      stream: text,
      type: text,
      state: oneOf(...DELIVERY_STATES),
      attempts: whole,
      nextAt: maybe(instant),
      lastAt: maybe(instant),
      outcome: maybe(text),
    }),
  ),
  next: maybe(text),
})

/** 通知地址: systems outside that are told what is recorded. The secret that a message is signed with is in one answer only. */
@ApiTags('通知 webhooks')
@Controller('api/webhooks')
export class WebhooksController implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly sender: WebhookSender,
    @Inject(READ_MODEL) private readonly model: ReadModel,
    @Inject(CLOCK) private readonly clock: () => number,
    @Inject(ACTOR) private readonly actor: string,
    @Inject(WEBHOOKS_ALLOWED) private readonly allowed: Allowed,
  ) {}

  onApplicationBootstrap(): void {
    this.sender.begin()
  }

  onModuleDestroy(): Promise<void> {
    return this.sender.stop()
  }

  @Get()
  @Answers(WEBHOOKS)
  list() {
    const webhooks = this.sender.store.all().map((it) => this.view(it))
    return { webhooks, privateAllowed: this.allowed.private === true }
  }

  @Post()
  add(@Body() { label, url, role, platforms = [], from = 'now' }: NewWebhookDto, @Req() request: FastifyRequest) {
    orRefuse(endpointUrl(url, this.allowed))
    if ((role === 'platform') !== platforms.length > 0) orRefuse(PLATFORMS_OF_ROLE)
    if (platforms.some((it) => this.model.tables.platformIds.find(it) === undefined)) orRefuse(UNKNOWN_PLATFORM)
    if (this.live().length >= MOST_WEBHOOKS) orRefuse(TOO_MANY)
    const [id, secret] = [uuidv7(), newSecret()]
    const position = from === 'start' ? 0 : this.model.tables.sequence
    const made = { createdAt: this.clock(), createdBy: this.by(request), position }
    this.sender.store.add({ id, label, url, role, platforms, ...made }, secret)
    this.sender.follow(id)
    return { id, secret }
  }

  @Delete(':webhook')
  @HttpCode(204)
  async end(@Param('webhook') id: string, @Req() request: FastifyRequest): Promise<void> {
    this.found(id)
    this.sender.store.end(id, this.clock(), this.by(request))
    await this.sender.leave(id)
  }

  /** One that came with a backup or a copy waits until a person says so, and goes on from where it was. Again is harmless. */
  @Post(':webhook/resuming')
  @HttpCode(204)
  resume(@Param('webhook') id: string, @Req() request: FastifyRequest): void {
    this.found(id)
    if (this.sender.store.resume(id, this.clock(), this.by(request))) this.sender.follow(id)
  }

  /** Messages from now on are signed with another secret. */
  @Post(':webhook/secret')
  renew(@Param('webhook') id: string) {
    this.found(id)
    const secret = newSecret()
    this.sender.store.renewSecret(id, secret)
    return { id, secret }
  }

  /** Newest first. */
  @Get(':webhook/deliveries')
  @Answers(DELIVERIES)
  deliveries(@Param('webhook') id: string, @Query() { before, limit, state }: DeliveriesQuery) {
    if (!this.sender.store.one(id)) orRefuse(UNKNOWN)
    const most = Number(limit ?? PAGE)
    const page = this.sender.store.deliveries(id, Number(before ?? Number.MAX_SAFE_INTEGER), most, state)
    return {
      deliveries: page.map(deliveryView),
      next: page.length === most ? String(page[most - 1].sequence) : undefined,
    }
  }

  /** What was given up is tried again, in the order of each stream. */
  @Post(':webhook/resending')
  resend(@Param('webhook') id: string) {
    this.found(id)
    const resent = this.sender.store.revive(id)
    this.sender.wake(id)
    return { resent }
  }

  /** One that is not to be sent any more: what stands behind it in its stream goes. */
  @Post(':webhook/deliveries/:sequence/skipping')
  @HttpCode(204)
  skip(@Param('webhook') id: string, @Param('sequence') sequence: string): void {
    this.found(id)
    if (!/^\d{1,15}$/.test(sequence) || !this.sender.store.skip(id, Number(sequence))) orRefuse(NOT_DEAD)
    this.sender.wake(id)
  }

  private found(id: string): Webhook {
    const webhook = this.sender.store.one(id)
    if (!webhook || webhook.endedAt !== undefined) throw new RefusalException([UNKNOWN])
    return webhook
  }

  private live(): Webhook[] {
    return this.sender.store.all().filter((it) => it.endedAt === undefined)
  }

  private by(request: FastifyRequest): string {
    return standing(request).identity?.actor ?? this.actor
  }

  private view({ createdAt, endedAt, pausedAt, resumedAt, ...it }: Webhook) {
    const { waiting, dead, lastDeliveredAt } = this.sender.store.counts(it.id)
    const times = {
      createdAt: iso(createdAt),
      endedAt: isoOrNone(endedAt),
      pausedAt: isoOrNone(pausedAt),
      resumedAt: isoOrNone(resumedAt),
      lastDeliveredAt: isoOrNone(lastDeliveredAt),
    }
    return { ...it, ...times, waiting, dead }
  }
}

const newSecret = () => SECRET_PREFIX + randomBytes(32).toString('base64')
const iso = (at: number) => new Date(at).toISOString()
const isoOrNone = (at: number | undefined) => (at === undefined ? undefined : iso(at))
const deliveryView = ({ nextAt, lastAt, ...it }: Delivery) => ({
  ...it,
  nextAt: it.state === 'waiting' && nextAt > 0 ? iso(nextAt) : undefined,
  lastAt: isoOrNone(lastAt),
})

const UNKNOWN = refuse('unknown-webhook', { zh: '没有此通知地址', en: 'there is no such webhook' })
const NOT_DEAD = refuse('delivery-not-dead', {
  zh: '只有投递失败的通知可以跳过',
  en: 'only a delivery that was given up is skipped',
})
const TOO_MANY = refuse('too-many-webhooks', {
  zh: '通知地址已达上限，请先停用其他',
  en: 'there are too many webhooks; end another first',
})
const PLATFORMS_OF_ROLE = refuse('webhook-platforms', {
  pointer: '/platforms',
  zh: '角色为平台时须指明平台，其他角色不填',
  en: 'platforms are named for the role of platforms, and for no other',
})
const UNKNOWN_PLATFORM = refuse('unknown-platform', {
  pointer: '/platforms',
  zh: '没有此平台',
  en: 'there is no such platform',
})
