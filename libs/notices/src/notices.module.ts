import { type DynamicModule, Module } from '@nestjs/common'
import type { ReadModel } from '@pilot-ledger/figures'
import { CLOCK, EVENT_LOG, type LogReading, READ_MODEL } from '@pilot-ledger/figures/reporting'
import { LOGGER } from '@pilot-ledger/http'
import type { Logger } from 'pino'
import { Feed, type FeedTimes } from './feed/feed'
import { FeedController } from './feed/feed.controller'
import { type FeedLimits, OpenFeeds } from './feed/open-feeds'
import type { Allowed } from './webhooks/addresses'
import { type SenderOptions, WebhookSender } from './webhooks/webhook-sender'
import { WebhookStore } from './webhooks/webhook-store'
import { WEBHOOKS_ALLOWED, WebhooksController } from './webhooks/webhooks.controller'

export interface NoticesOptions {
  /** Where browsers reach the service: what CloudEvents name as their source. */
  readonly publicUrl?: string
  readonly limits?: FeedLimits
  readonly times?: FeedTimes
  /** Absent: this program sends none, another does. */
  readonly webhooks?: WebhooksTold
}

export interface WebhooksTold extends Pick<SenderOptions, 'backOff' | 'patience'> {
  /** The folder of `webhooks.db`, in which one process at a time may send. */
  readonly folder: string
  readonly allowed?: Allowed
}

@Module({})
class NoticesModule {}

/** 通知: what is recorded, told to whoever follows. */
export function notices(figures: DynamicModule, options: NoticesOptions = {}): DynamicModule {
  const { publicUrl: source = 'urn:pilot-ledger', limits, times, webhooks } = options
  return {
    module: NoticesModule,
    imports: [figures],
    controllers: [FeedController, ...(webhooks ? [WebhooksController] : [])],
    providers: [
      { provide: OpenFeeds, useValue: new OpenFeeds(limits) },
      {
        provide: Feed,
        inject: [READ_MODEL, EVENT_LOG],
        useFactory: (model: ReadModel, log: LogReading) => new Feed(model, log, source, times),
      },
      ...(webhooks ? sending(webhooks, source) : []),
    ],
  }
}

const sending = ({ folder, allowed = {}, ...how }: WebhooksTold, source: string) => [
  { provide: WEBHOOKS_ALLOWED, useValue: allowed },
  {
    provide: WebhookSender,
    inject: [READ_MODEL, EVENT_LOG, CLOCK, LOGGER],
    useFactory: (model: ReadModel, log: LogReading, clock: () => number, logger: Logger) => {
      const onFault = (error: unknown) => logger.error({ err: error }, 'sending notices failed, and is tried again')
      return new WebhookSender(model, log, new WebhookStore(folder), { source, allowed, clock, onFault, ...how })
    },
  },
]
