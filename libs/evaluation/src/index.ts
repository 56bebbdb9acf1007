export * from './domain/sealed-windows'
