import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** What Prometheus reads at /metrics. Labels hold route templates and codes, never ids or names. */
export const metrics = new Registry()
collectDefaultMetrics({ register: metrics })

export const requestSeconds = new Histogram({
  name: 'pilot_ledger_http_request_seconds',
  help: 'Time from a request to its answer',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
  registers: [metrics],
})

export const refusalsByCode = new Counter({
  name: 'pilot_ledger_problems_total',
  help: 'Answers that refuse or fail, by code',
  labelNames: ['code'] as const,
  registers: [metrics],
})
