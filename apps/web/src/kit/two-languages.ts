import { useTranslation } from 'react-i18next'

/** What the service says in two languages, in the one of the page. */
export function useTwoLanguages() {
  const { i18n } = useTranslation()
  return (it: Readonly<{ zh: string; en: string }>) => (i18n.language === 'en' ? it.en : it.zh)
}
