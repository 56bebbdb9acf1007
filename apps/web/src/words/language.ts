import i18next from 'i18next'

const KEPT = 'pilot-ledger.language'

export const keptLanguage = (): 'zh' | 'en' => (localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh')

export async function chooseLanguage(language: 'zh' | 'en'): Promise<void> {
  localStorage.setItem(KEPT, language)
  await i18next.changeLanguage(language)
  markLanguage()
}

/** Screen readers choose their voice by it. */
export function markLanguage(): void {
  document.documentElement.lang = i18next.language === 'en' ? 'en' : 'zh-CN'
}
