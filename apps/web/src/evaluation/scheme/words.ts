import type { Words } from '../../words/words'

export const schemeWords: Words = {
  'scheme.scheme': ['方案', 'Scheme'],
  'scheme.version': ['第 {{version}} 版', 'version {{version}}'],
}
