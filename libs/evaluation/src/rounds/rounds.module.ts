import { type DynamicModule, Module } from '@nestjs/common'

@Module({})
class RoundsModule {}

/** 绩效评价: schemes and rounds, beside the figures of `figures`; needs a `Recorder` from the app. */
export function rounds(figures: DynamicModule): DynamicModule {
  return { module: RoundsModule, imports: [figures], controllers: [], providers: [] }
}
