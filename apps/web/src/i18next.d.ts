import 'i18next'
import type { ALL } from './all-words'

/** The compiler knows every key of the words: one that is not there is an error where it is asked for. */
declare module 'i18next' {
  interface CustomTypeOptions {
    keySeparator: false
    nsSeparator: false
    resources: { translation: Readonly<Record<keyof typeof ALL, string>> }
  }
}
