export { type NoticesOptions, notices, type WebhooksTold } from './notices.module'
export { WEBHOOKS_OPTIONS, WEBHOOKS_USAGE, webhooksAllowed } from './told'
