export { templateOf } from './template'
export { TemplatesModule } from './templates.module'
