export const READ_MODEL = Symbol('READ_MODEL')
export const EVENT_LOG = Symbol('EVENT_LOG')
export const CLOCK = Symbol('CLOCK')
