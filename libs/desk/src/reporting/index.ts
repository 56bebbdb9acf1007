import { type DynamicModule, Module } from '@nestjs/common'
import { DeskController } from './desk.controller'
import { DeskService } from './desk.service'
import { OFFICE, type Office, WaitingService } from './waiting.service'

@Module({})
class DeskModule {}

/** The very modules the app serves. */
export interface Places {
  readonly figures: DynamicModule
  readonly imports: DynamicModule
  readonly closing: DynamicModule
  readonly reconciliation: DynamicModule
  readonly rounds: DynamicModule
}

/** 工作台: what waits at each place, beside the figures of the year. */
export function desk(places: Places, access: Office['access']): DynamicModule {
  return {
    module: DeskModule,
    imports: Object.values(places),
    controllers: [DeskController],
    providers: [WaitingService, DeskService, { provide: OFFICE, useValue: { access } satisfies Office }],
  }
}
