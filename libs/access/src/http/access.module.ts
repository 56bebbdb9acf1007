import { type DynamicModule, Module } from '@nestjs/common'
import { AccessLogController } from './access-log.controller'
import { AccountProposalsController } from './account-proposals.controller'
import { AccountsController } from './accounts.controller'
import { Guard } from './guard'
import { ACCESS, ACCESS_OPTIONS, type AccessOptions } from './options'
import { SessionController } from './session.controller'
import { TokensController } from './tokens.controller'

@Module({})
class AccessModule {}

/**
 * 权限: one more capability of an app. Taken in, every route of the app, whichever capability it belongs to, is behind the guard; left
 * out, none is. Who opened `options.access` closes it, after the app.
 */
export function accessModule(options: AccessOptions): DynamicModule {
  return {
    module: AccessModule,
    controllers: [
      SessionController,
      TokensController,
      AccountsController,
      AccountProposalsController,
      AccessLogController,
    ],
    providers: [Guard, { provide: ACCESS, useValue: options.access }, { provide: ACCESS_OPTIONS, useValue: options }],
    exports: [Guard],
  }
}
