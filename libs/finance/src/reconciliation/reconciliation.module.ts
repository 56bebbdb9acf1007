import { type DynamicModule, Module } from '@nestjs/common'

@Module({})
class ReconciliationModule {}

/** 对账: bank statements and their matching, beside the figures of `figures`; needs a `Recorder` from the app. */
export function reconciliation(figures: DynamicModule): DynamicModule {
  return { module: ReconciliationModule, imports: [figures], controllers: [], providers: [] }
}
