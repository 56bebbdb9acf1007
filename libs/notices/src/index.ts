export { type NoticesOptions, notices } from './notices.module'
