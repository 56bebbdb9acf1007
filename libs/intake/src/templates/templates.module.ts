import { Module } from '@nestjs/common'

/** 模板: the workbooks a clerk fills. */
@Module({ controllers: [], providers: [] })
export class TemplatesModule {}
