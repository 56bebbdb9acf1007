export { type NoticesOptions, notices, type WebhooksTold } from './notices.module'
export { WEBHOOKS_OPTIONS, WEBHOOKS_USAGE, webhooksAllowed } from './told'
export { carryWebhooks, mayCarryWebhooks } from './webhooks/carried'
export { webhooksFile } from './webhooks/webhook-store'
