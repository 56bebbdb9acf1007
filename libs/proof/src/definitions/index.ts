export * from './notices'
