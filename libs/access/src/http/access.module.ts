import { type DynamicModule, Module } from '@nestjs/common'
import { AccessProofs } from '../commitments/access-proofs'
import { AccessLogController } from './access-log.controller'
import { AccessProofsController } from './access-proofs.controller'
import { AccountProposalsController } from './account-proposals.controller'
import { AccountsController } from './accounts.controller'
import { Guard } from './guard'
import { IssuerController } from './issuer.controller'
import { ACCESS, ACCESS_OPTIONS, type AccessOptions } from './options'
import { SecondFactorController } from './second-factor.controller'
import { SessionController } from './session.controller'
import { TokensController } from './tokens.controller'

@Module({})
class AccessModule {}

/**
 * 权限: one more capability of an app. Taken in, every route of the app, whichever capability it belongs to, is behind the guard; left
 * out, none is. Who opened `options.access` closes it, after the app.
 */
export function accessModule(options: AccessOptions): DynamicModule {
  const { access, proven } = options
  return {
    module: AccessModule,
    controllers: [
      SessionController,
      SecondFactorController,
      IssuerController,
      TokensController,
      AccountsController,
      AccountProposalsController,
      AccessLogController,
      ...(proven ? [AccessProofsController] : []),
    ],
    providers: [
      Guard,
      { provide: ACCESS, useValue: access },
      { provide: ACCESS_OPTIONS, useValue: options },
      ...(proven ? [{ provide: AccessProofs, useValue: access.proofsIn(proven.stored, proven.proof) }] : []),
    ],
    exports: [Guard],
  }
}
