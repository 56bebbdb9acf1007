import { type DynamicModule, Module } from '@nestjs/common'

@Module({})
class ClosingModule {}

/** 结账: the bridge, the close of a period and what was restated since, beside the figures of `figures`; needs a `Recorder` from the app. */
export function closing(figures: DynamicModule): DynamicModule {
  return { module: ClosingModule, imports: [figures], controllers: [], providers: [] }
}
