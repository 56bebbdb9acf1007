import { GlobalOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import i18next from 'i18next'
import { english } from './word'

const KEPT = 'pilot-ledger.language'

export const keptLanguage = (): 'zh' | 'en' => (localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh')

async function chooseLanguage(language: 'zh' | 'en'): Promise<void> {
  localStorage.setItem(KEPT, language)
  await i18next.changeLanguage(language)
  markLanguage()
}

/** Screen readers choose their voice by it. */
export function markLanguage(): void {
  document.documentElement.lang = i18next.language === 'en' ? 'en' : 'zh-CN'
}

export function LanguageChoice() {
  const other = english() ? 'zh' : 'en'
  return (
    <Button icon={<GlobalOutlined />} onClick={() => void chooseLanguage(other)} lang={other === 'zh' ? 'zh-CN' : 'en'}>
      {other === 'en' ? 'English' : '中文'}
    </Button>
  )
}
