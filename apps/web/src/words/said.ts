import i18next from 'i18next'

export const english = (): boolean => i18next.language === 'en'

/** What the service says in two languages, in the one of the page. */
export const said = <It extends Readonly<{ zh?: string; en?: string }>>(it: It) =>
  (english() ? it.en : it.zh) as It['zh'] | It['en']
