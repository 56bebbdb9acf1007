export { ImportModule } from './import.module'
