import { Module } from '@nestjs/common'
import { TemplatesController } from './templates.controller'

/** 模板: the workbooks a clerk fills. */
@Module({ controllers: [TemplatesController] })
export class TemplatesModule {}
