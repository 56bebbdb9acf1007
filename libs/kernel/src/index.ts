export * from './entry'
export * from './refusal'
