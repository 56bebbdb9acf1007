import { day, listOf, named, oneOf, text, whole } from '@pilot-ledger/kernel'

/** A file of which the volume has a sheet instead of its pages. */
const STANDING = named('VolumePaperNotBound', { page: whole, fileName: text, zh: text, en: text })

/** A volume as it stands: so many of its pages are bound. */
export const VOLUME = named('EvidenceVolume', {
  id: text,
  state: oneOf('making', 'made', 'failed'),
  from: day,
  to: day,
  sequence: whole,
  pages: whole,
  bound: whole,
  notBound: listOf(STANDING),
})
