export { PlatformsReportingModule } from './platforms-reporting.module'
export { REGISTER_LOG, type RegisterLog, readDirectly } from './register-reader'
