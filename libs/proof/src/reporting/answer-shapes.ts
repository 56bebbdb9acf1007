import { CODE_IN_WORDS, instant, listOf, maybe, named, text, textLike, whole } from '@pilot-ledger/kernel'

/** 32 bytes. */
const hash = textLike('^[A-Za-z0-9+/]{43}=$')

export const INCLUSION = named('InclusionProof', {
  index: whole,
  size: whole,
  leaf: hash,
  root: hash,
  proof: listOf(hash),
})
export const CONSISTENCY = named('ConsistencyProof', {
  older: whole,
  size: whole,
  olderRoot: hash,
  root: hash,
  proof: listOf(hash),
})

export const WITNESSES = named('Witnesses', {
  required: whole,
  witnesses: listOf(
    named('Witness', {
      name: text,
      key: text,
      size: maybe(whole),
      at: maybe(instant),
      fault: maybe(CODE_IN_WORDS),
    }),
  ),
})
