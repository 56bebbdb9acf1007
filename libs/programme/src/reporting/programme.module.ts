import { type DynamicModule, Module } from '@nestjs/common'

@Module({})
class ProgrammeModule {}

/** 统筹: a city's programme as it stands at a cut, its figures and the letter, beside the figures of `figures`. */
export function programme(figures: DynamicModule): DynamicModule {
  return { module: ProgrammeModule, imports: [figures], controllers: [], providers: [] }
}
