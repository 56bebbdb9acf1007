import { type DynamicModule, Module } from '@nestjs/common'
import type { ReadModel } from '@pilot-ledger/figures'
import { EVENT_LOG, type LogReading, READ_MODEL } from '@pilot-ledger/figures/reporting'
import { Feed, type FeedTimes } from './feed/feed'
import { FeedController } from './feed/feed.controller'
import { type FeedLimits, OpenFeeds } from './feed/open-feeds'

export interface NoticesOptions {
  /** Where browsers reach the service: what CloudEvents name as their source. */
  readonly publicUrl?: string
  readonly limits?: FeedLimits
  readonly times?: FeedTimes
}

@Module({})
class NoticesModule {}

/** 通知: what is recorded, told to whoever follows. */
export function notices(figures: DynamicModule, { publicUrl, limits, times }: NoticesOptions = {}): DynamicModule {
  const source = publicUrl ?? 'urn:pilot-ledger'
  return {
    module: NoticesModule,
    imports: [figures],
    controllers: [FeedController],
    providers: [
      { provide: OpenFeeds, useValue: new OpenFeeds(limits) },
      {
        provide: Feed,
        inject: [READ_MODEL, EVENT_LOG],
        useFactory: (model: ReadModel, log: LogReading) => new Feed(model, log, source, times),
      },
    ],
  }
}
