import { anyObject, day, listOf, mapOf, maybe, money, oneOf, shape, text, whole, yesNo } from '@pilot-ledger/kernel'
import { IMPORT_MODES } from './asked'

const place = shape({ sheet: maybe(text), row: maybe(whole), column: maybe(whole) })
const remark = {
  place,
  field: maybe(text),
  found: maybe(text),
  code: text,
  zh: text,
  en: text,
  facts: maybe(mapOf(text)),
}

const row = shape({
  n: whole,
  sheet: text,
  row: whole,
  kind: text,
  contract: text,
  contractNo: text,
  state: oneOf('new', 'recorded', 'known', 'refused'),
  knownAs: maybe(oneOf('recorded', 'corrected', 'voided', 'repeated', 'waiting')),
  waits: maybe(yesNo),
  entries: listOf(shape({ type: text, day: maybe(day), amount: maybe(money) })),
})

/** Entries added up by kind. */
export const totals = listOf(
  shape({
    type: text,
    taxBasis: maybe(oneOf('inclusive', 'exclusive')),
    framework: maybe(yesNo),
    entries: whole,
    amount: maybe(money),
  }),
)

export const waitReason = shape({
  code: oneOf('dated-long-ago', 'period-closed', 'window-sealed', 'leans-on-waiting'),
  day: maybe(day),
  what: maybe(text),
  framework: maybe(text),
})

/** What an import answers: the whole of it in counts, of the lists as much as was asked for. */
export const IMPORT_ANSWER = shape({
  import: text,
  platform: text,
  mode: oneOf(...IMPORT_MODES),
  file: shape({ name: maybe(text), sha256: text, bytes: whole, kind: oneOf('xlsx', 'csv', 'ndjson') }),
  verdict: oneOf('previewed', 'recorded', 'refused', 'stopped'),
  stop: maybe(shape({ code: text, zh: text, en: text, facts: maybe(mapOf(text)) })),
  counts: shape({
    rows: whole,
    new: whole,
    recorded: whole,
    known: whole,
    refused: whole,
    unread: whole,
    faults: whole,
    notices: whole,
  }),
  waits: maybe(shape({ contracts: whole, rows: whole, because: listOf(waitReason), totals })),
  totals,
  amountUnits: listOf(
    shape({
      sheet: text,
      kind: text,
      unit: oneOf('元', '万元'),
      said: oneOf('heading', 'line', 'nowhere', 'format'),
      row: maybe(whole),
      column: maybe(whole),
      found: maybe(text),
      columns: listOf(text),
    }),
  ),
  rows: listOf(row),
  faults: listOf(shape({ is: oneOf('fault'), rule: maybe(text), ...remark })),
  notices: listOf(shape({ is: oneOf('notice'), ...remark })),
  position: maybe(text),
})

/** One line of the stream: how far it is; the last line is the answer, or the problem that ended it. */
export const IMPORT_STREAM = {
  description: 'NDJSON: { progress } … then { result } or { problem }',
  content: {
    'application/json': { schema: IMPORT_ANSWER },
    'application/x-ndjson': { schema: anyObject },
  },
}
