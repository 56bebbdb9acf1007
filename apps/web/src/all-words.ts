import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { contractWords } from './contracts/words'
import { deskWords } from './desk/words'
import { evaluationWords } from './evaluation/words'
import { figureWords } from './figures/words'
import { closingWords } from './finance/closing/words'
import { reconciliationWords } from './finance/reconciliation/words'
import { financeWords } from './finance/words'
import { intakeWords } from './intake/words'
import { webhookWords } from './office/webhook-words'
import { officeWords } from './office/words'
import { lookedWords } from './office/words-looked'
import { paperWords } from './papers/words'
import { programmeWords } from './programme/words'
import { codeWords, definedWords } from './words/defined-words'
import { factWords } from './words/fact-words'
import { frameWords } from './words/frame-words'
import { keptLanguage, markLanguage } from './words/language'
import type { Words } from './words/word'

export const ALL = {
  ...frameWords,
  ...factWords,
  ...codeWords,
  ...contractWords,
  ...deskWords,
  ...paperWords,
  ...figureWords,
  ...financeWords,
  ...reconciliationWords,
  ...closingWords,
  ...intakeWords,
  ...officeWords,
  ...webhookWords,
  ...lookedWords,
  ...programmeWords,
  ...evaluationWords,
} as const satisfies Words

export async function startWords(): Promise<void> {
  const of = (at: 0 | 1) =>
    Object.fromEntries(Object.entries({ ...definedWords, ...ALL }).map(([key, it]) => [key, it[at]]))
  await i18next.use(initReactI18next).init({
    lng: keptLanguage(),
    fallbackLng: 'zh',
    keySeparator: false,
    nsSeparator: false,
    // React escapes by itself.
    interpolation: { escapeValue: false },
    resources: { zh: { translation: of(0) }, en: { translation: of(1) } },
  })
  markLanguage()
}
