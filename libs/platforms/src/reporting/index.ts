export { PlatformsReportingModule } from './platforms-reporting.module'
export { REGISTER_LOG } from './register-reader'
