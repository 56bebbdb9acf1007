export { PageController } from './page.controller'
