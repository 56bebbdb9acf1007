export { figuresReporting } from './figures-reporting.module'
