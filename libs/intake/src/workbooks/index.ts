export { papers } from './papers.module'
