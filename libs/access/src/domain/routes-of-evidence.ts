import { DETAILS, OPENING, path, type RouteTable, rule } from './route-rule'

/** 佐证材料: how far one's own upload is needs no note, to open a paper does. */
export const EVIDENCE_ROUTES: RouteTable = {
  'POST /api/platforms/:id/evidence-uploads': rule('uploadEvidence', path),
  'GET /api/platforms/:id/evidence-uploads/:upload': rule('uploadEvidence', path),
  'PATCH /api/platforms/:id/evidence-uploads/:upload': rule('uploadEvidence', path),
  'DELETE /api/platforms/:id/evidence-uploads/:upload': rule('uploadEvidence', path),
  'POST /api/platforms/:id/evidence-volumes': rule('readEvidence', path),
  'POST /api/rounds/:round/platforms/:id/evidence-volumes': rule('readEvidence', path),
  'GET /api/platforms/:id/evidence-volumes/:volume': rule('readEvidence', path),
  'GET /api/platforms/:id/evidence-volumes/:volume/volume.pdf': rule('readEvidence', path, DETAILS),
  'GET /api/platforms/:id/evidence/:sha256': rule('readEvidence', path, OPENING),
  'GET /api/platforms/:id/evidence/:sha256/facts': rule('readEvidence', path, OPENING),
  'GET /api/platforms/:id/evidence/:sha256/pages/:no': rule('readEvidence', path, OPENING),
  'GET /api/platforms/:id/evidence/:sha256/contents': rule('readEvidence', path, OPENING),
}
