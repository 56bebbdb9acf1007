export { FiguresReportingModule } from './figures-reporting.module'
