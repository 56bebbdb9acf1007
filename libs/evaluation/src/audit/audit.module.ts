import { type DynamicModule, Module } from '@nestjs/common'
import { AuditController } from './audit.controller'
import { AuditService } from './audit.service'

@Module({})
class AuditModule {}

/** 核查: the audit questions, samples and papers of a round, beside the figures of `figures`; needs a `Recorder` from the app. */
export function audit(figures: DynamicModule): DynamicModule {
  return { module: AuditModule, imports: [figures], controllers: [AuditController], providers: [AuditService] }
}
