/** The same in both languages. */
export interface Words {
  readonly zh: string
  readonly en: string
}
export const words = (zh: string, en: string): Words => ({ zh, en })
/** What is one in both. */
export const alike = (text: string): Words => words(text, text)
